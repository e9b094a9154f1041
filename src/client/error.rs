//! What a service or the way to it answers, as an error of the SDK's runtime and as one of a call.

use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::deploy::{Call, CallError, Refusal};

/// A refusal in the form that the SDK's classifiers of errors read.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) refusal: Refusal,
    metadata: ErrorMetadata,
}

impl Refused {
    pub(super) fn new(refusal: Refusal) -> Self {
        let metadata =
            ErrorMetadata::builder().code(&refusal.code).message(&refusal.message).build();
        Self { refusal, metadata }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.metadata.fmt(f)
    }
}

impl std::error::Error for Refused {}

impl ProvideErrorMetadata for Refused {
    fn meta(&self) -> &ErrorMetadata {
        &self.metadata
    }
}

/// The error of a call, after all that could be tried again was.
pub(super) fn call_error(error: SdkError<Refused, HttpResponse>, call: &Call) -> CallError {
    match unread(error) {
        // Nothing changes by asking.
        CallError::Lost(why) if call.only_reads() => CallError::NoAnswer(why),
        error => error,
    }
}

/// As of a call that may change something.
fn unread(error: SdkError<Refused, HttpResponse>) -> CallError {
    let words = reasons(&error);
    match error {
        // A server that failed may have done the work before.
        SdkError::ServiceError(context) if context.err().refusal.status >= 500 => {
            let refusal = &context.err().refusal;
            let code =
                if refusal.code.is_empty() { "an error of the server" } else { &refusal.code };
            CallError::Lost(format!("{code} (HTTP {}) {}", refusal.status, refusal.message))
        }
        SdkError::ServiceError(context) => CallError::Refused(context.into_err().refusal),
        SdkError::ConstructionFailure(_) => CallError::NotSent(words),
        SdkError::DispatchFailure(failure) if was_sent(&failure) => CallError::Lost(words),
        SdkError::DispatchFailure(_) => CallError::NotSent(words),
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => CallError::Lost(words),
        _ => CallError::Lost(words),
    }
}

/// Whether a request may have left: a connection that breaks says nothing of it.
fn was_sent(failure: &aws_smithy_runtime_api::client::result::DispatchFailure) -> bool {
    let refused = failure.as_connector_error().is_some_and(|error| {
        let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
        std::iter::from_fn(|| {
            let here = source?;
            source = here.source();
            Some(here)
        })
        .any(|error| {
            error.to_string().contains("tcp connect error")
                || error.to_string().contains("dns error")
        })
    });
    (failure.is_io() || failure.is_timeout()) && !refused
}

/// What an error and those behind it say, the same words once.
pub(super) fn reasons(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut source = Some(error);
    while let Some(here) = source {
        let text = here.to_string();
        if !text.is_empty() && !words.iter().any(|known| known.contains(&text)) {
            words.push(text);
        }
        source = here.source();
    }
    words.join(": ")
}
