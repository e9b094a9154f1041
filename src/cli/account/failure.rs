//! Why a call has no answer, in words for a person.

use crate::deploy::{CallError, Refusal};

/// What a code of a service means and what to do, where its own words do not say. Sorted.
///
/// Source: "Common Errors" and the errors of each operation, API reference of Systems Manager.
const MEANINGS: [(&str, &str); 14] = [
    ("AccessDenied", "the credentials may not do this"),
    ("AccessDeniedException", "the credentials may not do this"),
    ("AssociationLimitExceeded", "the account has as many associations as it may have"),
    ("DocumentLimitExceeded", "the account has as many documents as it may have"),
    (
        "DocumentVersionLimitExceeded",
        "the document has as many versions as it may have: delete some",
    ),
    (
        "DuplicateDocumentVersionName",
        "another content has this `version_name`: give the new one another",
    ),
    ("ExpiredToken", "the credentials have expired: sign in again"),
    ("ExpiredTokenException", "the credentials have expired: sign in again"),
    ("InvalidClientTokenId", "no such access key: look at the profile and the environment"),
    ("InvalidSignatureException", "the secret key does not belong to the access key"),
    ("ParameterLimitExceeded", "the account has as many parameters as it may have"),
    ("ParameterMaxVersionLimitExceeded", "the oldest version of the parameter has a label"),
    ("SignatureDoesNotMatch", "the secret key does not belong to the access key"),
    ("UnrecognizedClientException", "no such access key in this Region"),
];

/// One line that says what went wrong.
pub(super) fn said(error: &CallError) -> String {
    match error {
        CallError::Refused(refusal) => refused(refusal),
        CallError::Lost(why) => {
            format!("no answer, and it may or may not have been carried out: {why}")
        }
        CallError::NotSent(why) => format!("no request could be sent: {}", not_sent(why)),
    }
}

fn refused(refusal: &Refusal) -> String {
    let Refusal { code, message, status, request_id } = refusal;
    let code = if code.is_empty() { format!("HTTP {status}") } else { code.clone() };
    let place = MEANINGS.binary_search_by(|(known, _)| (*known).cmp(&code)).ok();
    let meaning = place.and_then(|place| MEANINGS.get(place)).map(|(_, meaning)| *meaning);
    let mut parts = vec![code];
    parts.extend(meaning.map(str::to_owned));
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
    why.to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn meanings_are_sorted() {
        assert!(super::MEANINGS.is_sorted_by_key(|(code, _)| code));
    }
}
