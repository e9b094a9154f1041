//! How often a request is sent at most, where the user says so.

use std::num::NonZeroU32;

use aws_config::profile;
use aws_runtime::env_config::EnvConfigValue;
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_types::os_shim_internal::{Env, Fs};

use crate::deploy::CallError;

const VARIABLE: &str = "AWS_MAX_ATTEMPTS";
const OF_PROFILE: &str = "max_attempts";

/// The number that the environment says, else the profile; nothing where neither does.
///
/// Source: "Retry behavior", AWS SDKs and Tools Reference Guide: the first sending counts, too.
///
/// # Errors
/// What is said is no number, or 0.
pub(super) async fn attempts(named: Option<&str>) -> Result<Option<NonZeroU32>, CallError> {
    let (files, place) = (Fs::real(), Env::real());
    let named = named.map(|name| name.to_owned().into());
    // What is wrong with the files is told where credentials are looked for.
    let profiles = profile::load(&files, &place, &EnvConfigFiles::default(), named).await.ok();
    let value = EnvConfigValue::new().env(VARIABLE).profile(OF_PROFILE);
    let Some((text, _)) = value.load(&place, profiles.as_ref()) else { return Ok(None) };
    number(&text).map_err(CallError::NotSent)
}

/// Nothing of an empty text, which says nothing.
fn number(text: &str) -> Result<Option<NonZeroU32>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let why = || {
        format!(
            "`{VARIABLE}`, or `{OF_PROFILE}` of the profile, is \"{text}\": write a number from 1 on"
        )
    };
    text.trim().parse().map(Some).map_err(|_| why())
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::number;

    #[test]
    fn a_number_from_1_on_is_one() {
        assert_eq!(number("3"), Ok(NonZeroU32::new(3)));
        assert_eq!(number(""), Ok(None));
        for wrong in ["0", "many", "-1", "1.5"] {
            assert!(number(wrong).is_err_and(|why| why.contains(wrong)), "{wrong}");
        }
    }
}
