//! What is made with a role that was made a moment ago: IAM tells other services only after a while,
//! and until then they say that there is no such role, or that they cannot assume it.
//!
//! Source: "Changes that I make are not always immediately visible", user guide of IAM.

use std::time::Duration;

use serde_json::Value;

use super::api::{Api, Call, CallError, Refusal};

/// How long to wait before each further try, in seconds: 39 together.
const WAITS: [u64; 7] = [1, 2, 4, 8, 8, 8, 8];

/// The account, for a change that needs roles of this very deploy.
pub(super) struct Patient<'a>(pub(super) &'a dyn Api);

impl Api for Patient<'_> {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        for seconds in WAITS {
            match self.0.call(call) {
                Err(CallError::Refused(refusal)) if is_about_a_role(&refusal) => {
                    self.wait(Duration::from_secs(seconds));
                }
                answer => return answer,
            }
        }
        self.0.call(call)
    }

    fn at_once(&self) -> usize {
        self.0.at_once()
    }

    fn wait(&self, time: Duration) {
        self.0.wait(time);
    }
}

/// Whether a refusal may be that of a role which is not known yet. A permission that is missing does
/// not come by waiting.
fn is_about_a_role(refusal: &Refusal) -> bool {
    let words = format!("{} {}", refusal.code, refusal.message).to_ascii_lowercase();
    let is_denied = ["accessdenied", "not authorized", "unauthorized"];
    (400..500).contains(&refusal.status)
        && words.contains("role")
        && !is_denied.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{Refusal, is_about_a_role};

    #[track_caller]
    fn check(code: &str, message: &str, expected: bool) {
        let (code, message) = (code.to_owned(), message.to_owned());
        let refusal = Refusal { code, message, status: 400, ..Refusal::default() };
        assert_eq!(is_about_a_role(&refusal), expected);
    }

    #[test]
    fn only_a_role_that_is_not_known_yet_is_waited_for() {
        check("InvalidRole", "", true);
        check("ValidationException", "Provided role 'arn:r' cannot be assumed by principal", true);
        check("ValidationException", "Schedule is not valid", false);
        check("AccessDeniedException", "not authorized to perform: iam:PassRole on role/r", false);
    }
}
