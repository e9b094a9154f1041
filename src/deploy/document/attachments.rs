//! Files of the project that go with a document: they lie in a bucket under a key with their hash
//! before the document is made.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::deploy::api::{Call, CallError};
use crate::deploy::apply::Applying;
use crate::deploy::place::Place;
use crate::deploy::wanted::{DocumentBody, Item, Wanted};

/// What a build writes where the deploy has to say a file's address: `${attachments/a.zip#S3FileUrl}`.
const BEGIN: &str = "${attachments/";
const END: &str = "#S3FileUrl}";

/// The name of the file that an entry of `Attachments` leaves to the deploy.
fn left_open(entry: &Value) -> Option<&str> {
    entry["Values"][0].as_str()?.strip_prefix(BEGIN)?.strip_suffix(END)
}

fn entries(body: &DocumentBody) -> &[Value] {
    body.request["Attachments"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Whether a document has files that a deploy has to upload.
pub(in crate::deploy) fn has_files(body: &DocumentBody) -> bool {
    entries(body).iter().any(|entry| left_open(entry).is_some())
}

/// Why the document's files cannot be uploaded.
pub(super) fn why_not(wanted: &Wanted, item: &Item, body: &DocumentBody) -> Option<String> {
    let names: Vec<&str> = entries(body).iter().filter_map(left_open).collect();
    if names.is_empty() {
        return None;
    }
    if wanted.bucket.is_none() {
        return Some(
            "its attachments need a bucket: `bucket` in `[deploy]` or in the environment"
                .to_owned(),
        );
    }
    names.into_iter().find_map(|name| match wanted.attached(&item.id, name) {
        Some(file) => file.bytes.as_ref().err().cloned(),
        None => Some(format!("nothing is known of its attachment `{name}`")),
    })
}

/// `Attachments` of the request with the address of every file, each uploaded where it is not there.
/// Nothing where the document has none.
///
/// Source: "AttachmentsSource", API reference of Systems Manager: of `S3FileUrl` one value,
/// `s3://BUCKET/KEY`.
pub(super) fn uploaded(
    cx: &Applying<'_>,
    item: &Item,
    body: &DocumentBody,
) -> Result<Option<Value>, CallError> {
    let Some(attachments) = body.request.get("Attachments") else { return Ok(None) };
    let mut attachments = attachments.clone();
    for entry in attachments.as_array_mut().into_iter().flatten() {
        let Some(name) = left_open(entry).map(str::to_owned) else { continue };
        let address = upload(cx, (item, body), &name)?;
        entry["Values"] = json!([address]);
    }
    Ok(Some(attachments))
}

/// Puts a file where it is not yet. Its address.
fn upload(
    cx: &Applying<'_>,
    (item, body): (&Item, &DocumentBody),
    name: &str,
) -> Result<String, CallError> {
    let file = cx.wanted.attached(&item.id, name);
    let bytes = file.and_then(|file| Some((file, file.bytes.as_ref().ok()?)));
    let (Some((file, bytes)), Some(bucket)) = (bytes, &cx.wanted.bucket) else {
        // A version that is gone is uploaded again, of which a plan does not always know.
        let why = why_not(cx.wanted, item, body).unwrap_or_default();
        return Err(CallError::NotSent(why));
    };
    let bucket = in_place(bucket, cx.place);
    let key = format!("ordain/{}/{}/{name}", cx.wanted.project, file.sha256);
    let there = json!({ "Bucket": bucket, "Key": key });
    match cx.api.call(&Call::new("s3", "HeadObject", there)) {
        Ok(_) => {}
        // Who may not list a bucket is told 403 of what is not there.
        Err(CallError::Refused(refusal)) if [403, 404].contains(&refusal.status) => {
            let put = json!({ "Bucket": bucket, "Key": key, "Body": STANDARD.encode(&**bytes) });
            cx.api.call(&Call::new("s3", "PutObject", put))?;
        }
        Err(error) => return Err(error),
    }
    Ok(format!("s3://{bucket}/{key}"))
}

/// The name of the bucket with the account and the Region in it.
fn in_place(bucket: &str, place: &Place) -> String {
    bucket.replace("{account}", &place.account).replace("{region}", &place.region)
}
