//! Requests as text, and answers as JSON, whatever protocol a service speaks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::aws::Service;

use super::services::{Protocol, Route};
use super::xml;

/// A request without its host and signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) method: &'static str,
    /// With the query.
    pub(super) path: String,
    /// Names in lower case.
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

/// An error as a service writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ServiceError {
    pub(super) code: String,
    pub(super) message: String,
}

/// Writes a request; nothing where the operation is not in the table of its service.
pub(super) fn write(protocol: Protocol, operation: &str, input: &Value) -> Option<Written> {
    let route = protocol.route(operation)?;
    let (method, path) = (route.method, route.path.to_owned());
    let content_type = |text: &str| ("content-type", text.to_owned());
    Some(match protocol {
        Protocol::Json { target, version } => Written {
            method,
            path,
            headers: vec![
                content_type(&format!("application/x-amz-json-{version}")),
                ("x-amz-target", format!("{target}.{operation}")),
            ],
            body: input.to_string().into_bytes(),
        },
        Protocol::RestJson { .. } => {
            let (path, body) = placed(route, input);
            let (headers, body) = (vec![content_type("application/json")], body.into_bytes());
            Written { method, path, headers, body }
        }
        Protocol::RestXml { .. } => {
            let (path, _) = placed(route, input);
            let body = input["Body"].as_str().and_then(|text| STANDARD.decode(text).ok());
            let headers = vec![content_type("application/octet-stream")];
            Written { method, path, headers, body: body.unwrap_or_default() }
        }
        Protocol::Query { version } => {
            let mut form = vec![("Action".to_owned(), operation.to_owned())];
            form.push(("Version".to_owned(), version.to_owned()));
            flatten("", input, &mut form);
            let pairs =
                form.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value)));
            Written {
                method,
                path,
                headers: vec![content_type("application/x-www-form-urlencoded; charset=utf-8")],
                body: pairs.collect::<Vec<_>>().join("&").into_bytes(),
            }
        }
    })
}

/// The path with the members that stand in it, and the body with all others; a method that reads
/// has no body.
fn placed(route: Route, input: &Value) -> (String, String) {
    let mut members = input.as_object().cloned().unwrap_or_default();
    let mut take = |name: &str| match members.shift_remove(name) {
        Some(Value::String(text)) => Some(text),
        other => other.map(|value| value.to_string()),
    };
    let mut path = String::new();
    for part in route.path.split_inclusive('}') {
        match part.split_once('{') {
            Some((before, name)) => {
                let name = name.trim_end_matches('}');
                let value = take(name.trim_end_matches('+')).unwrap_or_default();
                let value = if name.ends_with('+') {
                    value.split('/').map(percent).collect::<Vec<_>>().join("/")
                } else {
                    percent(&value)
                };
                path.push_str(&format!("{before}{value}"));
            }
            None => path.push_str(part),
        }
    }
    let query = route
        .query
        .iter()
        .filter_map(|(member, name)| Some(format!("{name}={}", percent(&take(member)?))));
    let query = query.collect::<Vec<_>>().join("&");
    if !query.is_empty() {
        path.push_str(&format!("?{query}"));
    }
    let body =
        if route.method == "GET" { String::new() } else { Value::Object(members).to_string() };
    (path, body)
}

/// Members as the query protocol counts them: `Tags.member.1.Key`.
fn flatten(name: &str, value: &Value, form: &mut Vec<(String, String)>) {
    let below =
        |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
    match value {
        Value::Null => {}
        Value::String(text) => form.push((name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => form.push((name.to_owned(), value.to_string())),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                flatten(&below(&format!("member.{}", place + 1)), item, form);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                flatten(&below(member), value, form);
            }
        }
    }
}

/// Everything but letters, digits and `-_.~` as `%XX`, as RFC 3986 has it.
fn percent(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

/// Reads the answer to a request that was carried out.
///
/// # Errors
/// Text that is not what the protocol says: why, in words.
pub(super) fn read(
    (protocol, service): (Protocol, &'static Service),
    operation: &str,
    body: &[u8],
) -> Result<Value, String> {
    match protocol {
        Protocol::Json { .. } | Protocol::RestJson { .. } if body.is_empty() => {
            Ok(Value::Object(Map::new()))
        }
        Protocol::Json { .. } | Protocol::RestJson { .. } => {
            serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))
        }
        Protocol::RestXml { .. } => Ok(Value::Object(Map::new())),
        Protocol::Query { .. } => {
            let output = service.model().operation(operation).and_then(|found| found.output());
            xml::read(body, output)
        }
    }
}

/// Reads what a service says of a request that it refuses; empty where that cannot be read.
pub(super) fn read_error(protocol: Protocol, header: Option<&str>, body: &[u8]) -> ServiceError {
    match protocol {
        Protocol::Query { .. } | Protocol::RestXml { .. } => xml::read_error(body),
        Protocol::Json { .. } | Protocol::RestJson { .. } => {
            let value: Value = serde_json::from_slice(body).unwrap_or_default();
            let text = |names: &[&str]| {
                names.iter().find_map(|name| value.get(name)?.as_str()).unwrap_or_default()
            };
            let code = header.unwrap_or_else(|| text(&["__type", "code"]));
            ServiceError {
                code: plain_code(code),
                message: text(&["message", "Message"]).to_owned(),
            }
        }
    }
}

/// `com.amazonaws.ssm#InvalidDocument:http://…` is `InvalidDocument`.
fn plain_code(code: &str) -> String {
    let behind = code.rsplit('#').next().unwrap_or(code);
    behind.split(':').next().unwrap_or(behind).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::write;
    use crate::client::services::protocol;

    #[track_caller]
    fn check_written(operation: &str, input: Value, method: &str, path: &str, body: &str) {
        let protocol = protocol("resource-groups").expect("a service");
        let written = write(protocol, operation, &input).expect("an operation of the table");
        assert_eq!((written.method, written.path.as_str()), (method, path));
        assert_eq!(written.body, body.as_bytes());
    }

    #[test]
    fn a_file_is_sent_as_its_bytes_and_the_slashes_of_its_key_stay() {
        let protocol = protocol("s3").expect("a service");
        let input = json!({ "Bucket": "acme", "Key": "a/b c", "Body": "AP8=" });
        let written = write(protocol, "PutObject", &input).expect("an operation of the table");
        assert_eq!((written.method, written.path.as_str()), ("PUT", "/acme/a/b%20c"));
        assert_eq!(written.body, [0, 255]);
    }

    #[test]
    fn members_stand_in_path_query_and_body() {
        let tags = json!({ "Arn": "arn:aws:x/y", "Tags": { "a": "b" } });
        let path = "/resources/arn%3Aaws%3Ax%2Fy/tags";
        check_written("Tag", tags, "PUT", path, "{\"Tags\":{\"a\":\"b\"}}");
        check_written("GetTags", json!({ "Arn": "arn:aws:x/y" }), "GET", path, "");
        let list = json!({ "MaxResults": 50, "NextToken": "a=" });
        check_written(
            "ListGroups",
            list,
            "POST",
            "/groups-list?maxResults=50&nextToken=a%3D",
            "{}",
        );
        check_written(
            "GetGroup",
            json!({ "Group": "a" }),
            "POST",
            "/get-group",
            "{\"Group\":\"a\"}",
        );
    }
}
