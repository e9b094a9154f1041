//! What deploying asks of an account: one call after another, each with an answer or a reason.

use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::aws::{Pagination, Service};

/// A request to one operation of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// boto3's name of the client: `ssm`.
    pub service: &'static str,
    pub operation: &'static str,
    /// Members in the API's spelling.
    pub input: Value,
    pub repeat: Repeat,
}

/// What sending a request a second time may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// No more than the first did: it reads, sets, or is told by a token.
    Harmless,
    /// A second thing. It is sent again only where it surely was not carried out.
    Harmful,
}

/// How operations that change nothing begin.
const READING: [&str; 4] = ["Describe", "Get", "Head", "List"];

impl Call {
    /// A request that may be sent again.
    pub fn new(service: &'static str, operation: &'static str, input: Value) -> Self {
        Self { service, operation, input, repeat: Repeat::Harmless }
    }

    /// A request of Systems Manager that may be sent again.
    pub fn ssm(operation: &'static str, input: Value) -> Self {
        Self::new("ssm", operation, input)
    }

    /// Whether it changes nothing, by the name of its operation.
    pub fn only_reads(&self) -> bool {
        READING.iter().any(|verb| self.operation.starts_with(verb))
    }

    /// The request, which makes a second thing where it is carried out twice.
    pub fn harmful_twice(self) -> Self {
        Self { repeat: Repeat::Harmful, ..self }
    }
}

/// Why a call has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError {
    /// The service refused it: nothing was carried out.
    Refused(Refusal),
    /// It was sent, and nothing tells whether it was carried out.
    Lost(String),
    /// It was sent and has no answer; it only reads.
    NoAnswer(String),
    /// It was not sent: no credentials, no host of that name, no connection.
    NotSent(String),
}

/// What a service says of a request that it does not carry out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// `InvalidDocument`
    pub code: String,
    /// In the service's words; empty where it has none.
    pub message: String,
    /// Of HTTP.
    pub status: u16,
    /// What was asked for, with boto3's name of the client: `ssm:UpdateDocument`; empty where it
    /// is not known.
    pub operation: String,
    /// What AWS's support asks for.
    pub request_id: Option<String>,
}

impl CallError {
    /// Whether the service refused with this code.
    pub fn is(&self, code: &str) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == code)
    }
}

/// One account in one region, as credentials see it.
pub trait Api: Sync {
    /// Sends a request and waits for the answer. Throttling, and what may be sent again, is tried
    /// again before an error is given.
    ///
    /// # Errors
    /// See [`CallError`].
    fn call(&self, call: &Call) -> Result<Value, CallError>;

    /// How many calls may be under way at the same time where they do not need each other's answers;
    /// 1 at least.
    fn at_once(&self) -> usize {
        1
    }

    /// Lets time pass before something is asked again.
    fn wait(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// All that an operation lists under `member`, page after page.
///
/// # Errors
/// The first page that has no answer.
pub fn all_pages(api: &dyn Api, call: &Call, member: &str) -> Result<Vec<Value>, CallError> {
    let (given, asked) = tokens(call);
    let mut call = call.clone();
    let mut all = Vec::new();
    loop {
        let mut page = api.call(&call)?;
        if let Some(Value::Array(items)) = page.get_mut(member).map(Value::take) {
            all.extend(items);
        }
        // Some services end with an empty token.
        match page.get_mut(given).map(Value::take) {
            Some(Value::String(token)) if !token.is_empty() => {
                let Value::Object(input) = &mut call.input else { return Ok(all) };
                // A token that comes back would turn this into a circle.
                if input.get(asked).and_then(Value::as_str) == Some(token.as_str()) {
                    return Ok(all);
                }
                input.insert(asked.to_owned(), Value::String(token));
            }
            _ => return Ok(all),
        }
    }
}

/// The members that carry an operation's pages: of the answer, and of the next request.
fn tokens(call: &Call) -> (&'static str, &'static str) {
    let pages = Service::named(call.service)
        .and_then(|service| service.model().operation(call.operation))
        .and_then(|operation| operation.pagination());
    let first = |of: fn(Pagination<'static>) -> Vec<&'static str>| {
        pages.clone().and_then(|pages| of(pages).first().copied()).unwrap_or("NextToken")
    };
    (first(|pages| pages.output_tokens), first(|pages| pages.input_tokens))
}
