//! What stands around documents: associations, windows, sessions, raw documents and requests.

mod alarm;
mod association;
mod attribute;
mod calendar;
mod description;
mod document_call;
mod errors;
mod header;
mod inventory;
mod model;
mod name;
mod once;
mod output;
mod raw_document;
mod raw_request;
mod resource;
mod schedule;
mod session;
mod shape;
mod spot;
mod target;
mod window;

pub(crate) use association::{
    PlayParts, association_of_play, check_association, is_association_attribute,
};
pub(crate) use calendar::check_calendar;
pub(crate) use inventory::check_inventory;
pub(crate) use raw_document::check_raw_document;
pub(crate) use raw_request::check_request;
pub(crate) use resource::{
    check_event_rule, check_parameter, check_patch_baseline, check_remediation,
    check_resource_group,
};
pub(crate) use session::check_session;
pub(super) use shape::tag_list;
pub(crate) use window::check_window;
