//! `output_to: s3("bucket", prefix: "…", region: "…")`.

use std::sync::Arc;

use crate::check::Checker;
use crate::hir::Value;
use crate::syntax::ast::{self, ExprKind};
use crate::text::FileSpan;

use super::errors;
use super::model::association as place;
use super::shape::Shape;

/// Where output is kept.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    pub(super) bucket: Arc<str>,
    pub(super) prefix: Option<Arc<str>>,
    pub(super) region: Option<Arc<str>>,
    pub(super) at: FileSpan,
}

/// Source: "S3OutputLocation", API reference of Systems Manager.
const BUCKET: Shape = Shape::Narrow(
    place("OutputLocation.S3Location.OutputS3BucketName"),
    r"^[a-z0-9][a-z0-9.-]*[a-z0-9]$",
);
const PREFIX: Shape = Shape::Model(place("OutputLocation.S3Location.OutputS3KeyPrefix"));
const REGION: Shape = Shape::Narrow(
    place("OutputLocation.S3Location.OutputS3Region"),
    r"^[a-z]{2}(-[a-z]+)+-[0-9]+$",
);

/// Reads `s3(…)`; anything else is an error.
pub(super) fn check_output(cx: &mut Checker<'_>, expr: &ast::Expr, place: &str) -> Option<Bucket> {
    let at = cx.at(expr.span);
    let ExprKind::Call(call) = &expr.kind else {
        cx.report(errors::not_a_bucket(at, place));
        return None;
    };
    if !matches!(&call.callee.kind, ExprKind::Name(name) if name.text == "s3") {
        cx.report(errors::not_a_bucket(at, place));
        return None;
    }
    let mut bucket = None;
    let (mut prefix, mut region) = (None, None);
    for argument in &call.arguments {
        let word = argument.name.as_ref().map_or("bucket", |name| name.text.as_str());
        let (slot, shape) = match word {
            "bucket" => (&mut bucket, BUCKET),
            "prefix" => (&mut prefix, PREFIX),
            "region" => (&mut region, REGION),
            other => {
                let at = cx.at(argument.span);
                let known = ["bucket", "prefix", "region"].into_iter();
                cx.report(errors::unknown_attribute(at, other, "`s3`", known));
                continue;
            }
        };
        let place = format!("`{word}` of `s3`");
        if let Some((Value::String(text), _)) = shape.read(cx, &argument.value, &place) {
            *slot = Some(text);
        }
    }
    if bucket.is_none() && call.arguments.is_empty() {
        cx.report(errors::not_a_bucket(at, place));
    }
    Some(Bucket { bucket: bucket?, prefix, region, at })
}
