//! The requests around documents, with the member names of the API, in its order.

mod association;
mod document;
mod execution;
mod target;
mod window;
mod window_task;

pub use association::{CreateAssociationRequest, OutputLocation, S3OutputLocation};
pub use document::{
    AttachmentsSource, CreateDocumentRequest, DocumentRequires, ModifyDocumentPermissionRequest,
    Tag,
};
pub use execution::{SendCommandRequest, StartAutomationExecutionRequest};
pub use target::{Alarm, AlarmConfiguration, Target, TargetLocation, TargetMap};
pub use window::{
    CreateMaintenanceWindowRequest, MaintenanceWindowFile,
    RegisterTargetWithMaintenanceWindowRequest,
};
pub use window_task::{
    AutomationParameters, CloudWatchOutputConfig, LambdaParameters, NotificationConfig,
    RegisterTaskWithMaintenanceWindowRequest, RunCommandParameters, StepFunctionsParameters,
    TaskInvocationParameters,
};

/// Arguments of a document: each value is a list of strings, whatever the parameter's type.
pub type Arguments = indexmap::IndexMap<String, Vec<String>>;
