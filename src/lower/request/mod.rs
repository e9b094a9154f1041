//! Sessions, raw documents, associations, windows and requests as the API takes them.

use crate::diagnostic::Diagnostic;
use crate::hir::{Association, RawDocument, RawRequest, Session, Window};

use super::Lowered;

pub(super) fn lower_session(session: &Session) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let _ = session;
    (Vec::new(), Vec::new())
}

pub(super) fn lower_raw_document(document: &RawDocument) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let _ = document;
    (Vec::new(), Vec::new())
}

pub(super) fn lower_association(association: &Association) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let _ = association;
    (Vec::new(), Vec::new())
}

pub(super) fn lower_window(window: &Window) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let _ = window;
    (Vec::new(), Vec::new())
}

pub(super) fn lower_raw_request(request: &RawRequest) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let _ = request;
    (Vec::new(), Vec::new())
}
