//! Answers of the query protocol: XML, read by the shapes of the model.

use roxmltree::{Document, Node};
use serde_json::{Map, Value};

use crate::aws::{Kind, Members, Shape};

use super::protocol::ServiceError;

/// Reads an answer as the shape says; without one it is empty.
///
/// # Errors
/// Text that is not XML: why, in words.
pub(super) fn read(body: &[u8], output: Option<Shape<'_>>) -> Result<Value, String> {
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let document = Document::parse(text).map_err(|error| format!("not XML: {error}"))?;
    let Some(shape) = output else { return Ok(Value::Object(Map::new())) };
    let root = document.root_element();
    // `<GetCallerIdentityResponse><GetCallerIdentityResult>…`
    let result = root.children().find(|node| node.tag_name().name().ends_with("Result"));
    Ok(value(result.unwrap_or(root), shape))
}

/// Reads the code and the message of an error.
pub(super) fn read_error(body: &[u8]) -> ServiceError {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let Ok(document) = Document::parse(text) else { return ServiceError::default() };
    let find = |name: &str| {
        let node = document.descendants().find(|node| node.has_tag_name_like(name));
        node.and_then(|node| node.text()).unwrap_or_default().to_owned()
    };
    ServiceError { code: find("Code"), message: find("Message") }
}

trait Named {
    fn has_tag_name_like(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    /// By its name alone: namespaces differ from service to service.
    fn has_tag_name_like(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn value(node: Node<'_, '_>, shape: Shape<'_>) -> Value {
    let text = node.text().unwrap_or_default();
    match shape.kind() {
        Kind::Structure(members) | Kind::Union(members) => Value::Object(structure(node, members)),
        Kind::List { element, .. } => {
            let items = node.children().filter(|child| child.has_tag_name_like("member"));
            Value::Array(items.map(|child| value(child, element)).collect())
        }
        Kind::Map { value: of, .. } => {
            let entries = node.children().filter(|child| child.has_tag_name_like("entry"));
            let part = |entry: Node<'_, '_>, name: &str| {
                let part = entry.children().find(|child| child.has_tag_name_like(name));
                part.map(|part| (part.text().unwrap_or_default().to_owned(), value(part, of)))
            };
            let pairs =
                entries.filter_map(|entry| Some((part(entry, "key")?.0, part(entry, "value")?.1)));
            Value::Object(pairs.collect())
        }
        Kind::Boolean => Value::Bool(text == "true"),
        Kind::Integer(_) | Kind::Long(_) => text.parse::<i64>().map_or(Value::Null, Value::from),
        Kind::Float(_) | Kind::Double(_) => text.parse::<f64>().map_or(Value::Null, Value::from),
        Kind::String(_) | Kind::Blob(_) | Kind::Timestamp | Kind::Document => {
            Value::String(text.to_owned())
        }
    }
}

fn structure(node: Node<'_, '_>, members: Members<'_>) -> Map<String, Value> {
    let found = members.iter().filter_map(|member| {
        let child = node.children().find(|child| child.has_tag_name_like(member.name()))?;
        Some((member.name().to_owned(), value(child, member.shape())))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{read, read_error};
    use crate::aws::Service;

    #[test]
    fn an_answer_is_read_by_its_shape() {
        let body =
            br#"<ListAccountAliasesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
            <ListAccountAliasesResult><IsTruncated>false</IsTruncated>
            <AccountAliases><member>acme</member></AccountAliases></ListAccountAliasesResult>
            <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
            </ListAccountAliasesResponse>"#;
        let operation =
            Service::named("iam").and_then(|iam| iam.model().operation("ListAccountAliases"));
        let output = operation.and_then(|it| it.output());
        let value = read(body, output);
        assert_eq!(value, Ok(json!({ "AccountAliases": ["acme"], "IsTruncated": false })));
    }

    #[test]
    fn an_error_has_its_code() {
        let body = b"<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code>\
            <Message>The token has expired</Message></Error></ErrorResponse>";
        let error = read_error(body);
        assert_eq!(
            (error.code.as_str(), error.message.as_str()),
            ("ExpiredToken", "The token has expired")
        );
        assert_eq!(read_error(b"<<<").code, "");
    }
}
