//! What matters of something new: what differs from nothing, as if somebody had made an empty one.

use super::plan::{Comparing, Difference};
use super::wanted::{Body, Item};
use super::{association, document, parameter, resource, window};

/// The differences of an item that the account does not have, each without a before. Makes no call.
pub(super) fn differences(cx: &Comparing<'_>, item: &Item) -> Vec<Difference> {
    match &item.body {
        Body::Document(body) => document::created(cx.wanted, item, body),
        Body::Association(request) => association::created(&cx.outputs.fill(request)),
        Body::Window(body) => window::created(cx.outputs, item, body),
        Body::Parameter(request) => parameter::created(cx.wanted, item, request),
        Body::Resource { kind, request } => resource::created(*kind, &cx.outputs.fill(request)),
    }
}
