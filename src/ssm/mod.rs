//! What AWS Systems Manager accepts: documents, the requests around them, and the tables of both.
//! Knows nothing of the language that is compiled to them.

mod automation;
pub mod calendar;
mod command;
mod delay;
mod errors;
pub mod event_rule;
mod lenient;
pub mod limits;
mod origins;
mod parameter;
pub mod pattern;
pub(crate) mod proof;
pub mod reference;
pub mod request;
pub mod schedule;
mod session;
pub mod size;
pub mod splice;
pub mod tables;
mod validate;
mod wording;

pub use automation::{
    AutomationDocument, AutomationStep, FileChecksums, OnCancel, OnFailure, StepOutput, Variable,
};
pub use command::{CommandDocument, CommandStep, Precondition};
pub use delay::delay_seconds;
pub use origins::{Locate, Origins, pointer_segment};
pub use parameter::{DataType, Parameter, ParameterType};
pub use session::{
    BUCKET, IDLE_MINUTES, KEY_PREFIX, KMS_KEY, LOG_GROUP, MOST_MINUTES, PORT_FORWARDING,
    SEPARATOR_PREFIX, SESSION_FLAGS, SESSION_INPUTS, SESSION_PLATFORMS, SESSION_PORTS,
    SessionCommands, SessionDocument, SessionInputs, SessionProperties, SessionText, SessionType,
    ShellProfile, is_session_user,
};
pub(crate) use validate::is_change_template;
pub use validate::{Kind, check_document, check_size, check_version, schema_text, validate, warm};

/// A JSON object whose members keep the order in which they were inserted.
pub type JsonMap = serde_json::Map<String, serde_json::Value>;
