//! Sessions, raw documents, associations, windows and requests as the API takes them.

mod argument;
mod association;
mod document;
mod members;
mod raw_document;
mod raw_request;
mod resource;
mod session;
mod target;
mod window;

use crate::diagnostic::Diagnostic;
use crate::hir::{Association, RawDocument, RawRequest, Resource, Session, Window};

use super::Lowered;

pub(super) fn lower_session(session: &Session) -> (Vec<Lowered>, Vec<Diagnostic>) {
    (session::lower(session), Vec::new())
}

pub(super) fn lower_raw_document(document: &RawDocument) -> (Vec<Lowered>, Vec<Diagnostic>) {
    (raw_document::lower(document), Vec::new())
}

pub(super) fn lower_association(association: &Association) -> (Vec<Lowered>, Vec<Diagnostic>) {
    (vec![association::lower(association)], Vec::new())
}

pub(super) fn lower_window(window: &Window) -> (Vec<Lowered>, Vec<Diagnostic>) {
    (vec![window::lower(window)], Vec::new())
}

pub(super) fn lower_raw_request(request: &RawRequest) -> (Vec<Lowered>, Vec<Diagnostic>) {
    (vec![raw_request::lower(request)], Vec::new())
}

pub(super) fn lower_resource(resource: &Resource) -> (Vec<Lowered>, Vec<Diagnostic>) {
    (vec![resource::lower(resource)], Vec::new())
}
