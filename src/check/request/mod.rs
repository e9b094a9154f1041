//! What stands around documents: associations, windows, sessions, raw documents and requests.

mod alarm;
mod association;
mod attribute;
mod description;
mod document_call;
mod errors;
mod header;
mod model;
mod name;
mod output;
mod raw_document;
mod raw_request;
mod resource;
mod schedule;
mod session;
mod shape;
mod target;
mod window;

pub(crate) use association::{
    PlayParts, association_of_play, check_association, is_association_attribute,
};
pub(crate) use raw_document::check_raw_document;
pub(crate) use raw_request::check_request;
pub(crate) use resource::check_parameter;
pub(crate) use session::check_session;
pub(crate) use window::check_window;
