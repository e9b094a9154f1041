//! Why a call has no answer, in words for a person.

use crate::deploy::{CallError, Refusal};

use super::denied::denied;
use super::meanings::meaning;

/// One line that says what went wrong.
pub(super) fn said(error: &CallError) -> String {
    match error {
        CallError::Refused(refusal) => refused(refusal),
        CallError::Lost(why) => {
            format!("no answer, and it may or may not have been carried out: {why}")
        }
        CallError::NoAnswer(why) => format!("no answer: {why}"),
        CallError::NotSent(why) => format!("no request could be sent: {}", not_sent(why)),
    }
}

fn refused(refusal: &Refusal) -> String {
    let Refusal { code, message, status, request_id, .. } = refusal;
    let code = if code.is_empty() { format!("HTTP {status}") } else { code.clone() };
    let meaning = denied(refusal).or_else(|| meaning(&code).map(str::to_owned));
    let mut parts = vec![code];
    parts.extend(meaning);
    parts.extend((!message.is_empty()).then(|| message.clone()));
    let request = request_id.as_ref().map(|id| format!(" (request {id})")).unwrap_or_default();
    format!("{}{request}", parts.join(": "))
}

/// The SDK's words for credentials that are nowhere are long.
fn not_sent(why: &str) -> String {
    if why.contains("no providers in chain provided credentials")
        || why.contains("the credential provider was not enabled")
    {
        return "no credentials: neither the environment, a profile, SSO, a web identity, a \
                container nor an instance gives any; `--profile NAME` chooses a profile"
            .to_owned();
    }
    if why.contains("dns error") {
        return format!(
            "no host of this name: look whether there is such a Region, and at the network: {why}"
        );
    }
    if why.contains("tcp connect error") {
        return format!("nobody answers there: look at the network and AWS_ENDPOINT_URL: {why}");
    }
    why.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::deploy::CallError;

    use super::said;

    #[test]
    fn only_of_what_may_change_something_nobody_knows() {
        let why = "cut off".to_owned();
        assert!(said(&CallError::Lost(why.clone())).contains("may or may not"));
        assert_eq!(said(&CallError::NoAnswer(why)), "no answer: cut off");
    }
}
