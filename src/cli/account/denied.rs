//! Which permission is missing where a service denies a request, and whose.

use crate::aws::permission::{Needed, When, actions_for};
use crate::deploy::Refusal;

/// Codes that say that the credentials are good and may not do something.
const CODES: [&str; 6] = [
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "ForbiddenException",
    "NotAuthorized",
    "UnauthorizedOperation",
];

/// What is missing and how to look; nothing of another refusal.
pub(super) fn denied(refusal: &Refusal) -> Option<String> {
    if !CODES.contains(&refusal.code.as_str()) {
        return None;
    }
    let message = refusal.message.as_str();
    let action = word_behind(message, "not authorized to perform: ").map(str::to_owned);
    let action = action.or_else(|| action_of(&refusal.operation))?;
    let resource = word_behind(message, "on resource: ").filter(|it| *it != "*");
    let resource = resource.map(|it| format!(" on `{it}`")).unwrap_or_default();
    let principal = word_behind(message, "User: ");
    let who = principal.map_or("the credentials", |it| it);
    let why = if message.contains("explicit deny") {
        "a policy denies it"
    } else {
        "no policy allows it"
    };
    let look = match principal.and_then(simulated) {
        Some(arn) => format!(
            "`aws iam simulate-principal-policy --policy-source-arn {arn} --action-names {action}` \
             says which one decides"
        ),
        None => "`aws sts get-caller-identity` says whose they are".to_owned(),
    };
    Some(format!("`{action}` is missing{resource}: {who} may not do it, {why}; {look}"))
}

/// The word behind some words, without the signs that end a sentence.
fn word_behind<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    let (_, behind) = text.split_once(before)?;
    let word = behind.split_whitespace().next()?;
    Some(word.trim_end_matches(['.', ',', ';'])).filter(|word| !word.is_empty())
}

/// The first action that every call of an operation needs: `ssm:UpdateDocument`.
fn action_of(operation: &str) -> Option<String> {
    let (service, name) = operation.split_once(':')?;
    match actions_for(service, name) {
        Needed::Known(needs) => {
            let always = needs.iter().find(|need| need.when == When::Always);
            always.map(|need| need.action.to_string())
        }
        Needed::Nothing(_) | Needed::Unknown => None,
    }
}

/// The ARN that policies are attached to: of a session that of its role.
fn simulated(principal: &str) -> Option<String> {
    let Some((before, session)) = principal.split_once(":assumed-role/") else {
        return principal.starts_with("arn:").then(|| principal.to_owned());
    };
    let (role, _) = session.split_once('/')?;
    Some(format!("{}:role/{role}", before.replacen(":sts:", ":iam:", 1)))
}

#[cfg(test)]
mod tests {
    use crate::deploy::Refusal;

    use super::denied;

    fn check_denied(message: &str, operation: &str, wanted: &str) {
        let refusal = Refusal {
            code: "AccessDeniedException".to_owned(),
            message: message.to_owned(),
            operation: operation.to_owned(),
            ..Refusal::default()
        };
        assert_eq!(denied(&refusal).as_deref(), Some(wanted));
    }

    #[test]
    fn what_is_missing_is_taken_from_the_service_or_the_operation() {
        check_denied(
            "User: arn:aws:sts::111122223333:assumed-role/Deploy/ann is not authorized to perform: \
             ssm:UpdateDocument on resource: arn:aws:ssm:eu-west-1:111122223333:document/A because \
             no identity-based policy allows the ssm:UpdateDocument action",
            "ssm:UpdateDocument",
            "`ssm:UpdateDocument` is missing on `arn:aws:ssm:eu-west-1:111122223333:document/A`: \
             arn:aws:sts::111122223333:assumed-role/Deploy/ann may not do it, no policy allows it; \
             `aws iam simulate-principal-policy --policy-source-arn \
             arn:aws:iam::111122223333:role/Deploy --action-names ssm:UpdateDocument` says which \
             one decides",
        );
        check_denied(
            "",
            "resourcegroupstaggingapi:GetResources",
            "`tag:GetResources` is missing: the credentials may not do it, no policy allows it; \
             `aws sts get-caller-identity` says whose they are",
        );
    }
}
