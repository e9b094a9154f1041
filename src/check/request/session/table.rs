//! The attributes of a session, by its type.
//!
//! Source: "Session document schema", user guide of Systems Manager.

use crate::check::request::attribute::AttributeSpec;
use crate::check::request::shape::{Shape, Unit};
use crate::ssm::{
    BUCKET, IDLE_MINUTES, KEY_PREFIX, KMS_KEY, LOG_GROUP, MOST_MINUTES, SEPARATOR_PREFIX,
    SessionText,
};

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

const fn flag(word: &'static str, member: &'static str) -> AttributeSpec {
    AttributeSpec { word, member, shape: Shape::Flag }
}

const fn text(word: &'static str, text: SessionText) -> AttributeSpec {
    let SessionText { name, pattern, length } = text;
    AttributeSpec { word, member: name, shape: Shape::Text { pattern, length } }
}

const fn minutes(word: &'static str, member: &'static str, limits: (i64, i64)) -> AttributeSpec {
    AttributeSpec { word, member, shape: Shape::TimeText(Unit::Minute, limits.0, limits.1) }
}

/// Preferences of a shell. Sorted by word.
pub(super) const SHELL: &[AttributeSpec] = &[
    flag("cloudwatch_encryption", "cloudWatchEncryptionEnabled"),
    text("cloudwatch_log_group", LOG_GROUP),
    flag("cloudwatch_streaming", "cloudWatchStreamingEnabled"),
    minutes("idle_timeout", "idleSessionTimeout", IDLE_MINUTES),
    own("inputs"),
    text("kms_key", KMS_KEY),
    minutes("max_duration", "maxSessionDuration", MOST_MINUTES),
    own("run_as"),
    text("s3_bucket", BUCKET),
    flag("s3_encryption", "s3EncryptionEnabled"),
    text("s3_prefix", KEY_PREFIX),
    own("shell_profile"),
];

/// Of a session that forwards a port. Sorted by word.
pub(super) const PORT: &[AttributeSpec] =
    &[own("host"), own("inputs"), own("local_port"), own("port"), own("properties")];

/// Of a session that runs commands for somebody who looks on. Sorted by word.
pub(super) const INTERACTIVE: &[AttributeSpec] = &[
    own("inputs"),
    own("linux"),
    own("macos"),
    own("properties"),
    flag("run_as_elevated", "runAsElevated"),
    own("windows"),
];

const PREFIX: Shape = Shape::Text { pattern: None, length: SEPARATOR_PREFIX };

/// Of a session that runs commands for a program. Sorted by word.
pub(super) const NON_INTERACTIVE: &[AttributeSpec] = &[
    own("inputs"),
    own("linux"),
    own("macos"),
    own("properties"),
    flag("run_as_elevated", "runAsElevated"),
    flag("separate_output_stream", "separateOutputStream"),
    AttributeSpec { word: "stderr_prefix", member: "stdErrSeparatorPrefix", shape: PREFIX },
    AttributeSpec { word: "stdout_prefix", member: "stdOutSeparatorPrefix", shape: PREFIX },
    own("windows"),
];

#[cfg(test)]
mod tests {
    use super::{INTERACTIVE, NON_INTERACTIVE, PORT, SHELL};
    use crate::ssm::SESSION_INPUTS;

    #[test]
    fn the_tables_are_sorted() {
        for table in [SHELL, PORT, INTERACTIVE, NON_INTERACTIVE] {
            assert!(table.is_sorted_by_key(|spec| spec.word));
        }
    }

    #[test]
    fn every_input_of_a_shell_has_its_place() {
        for spec in SHELL.iter().filter(|spec| !spec.member.is_empty()) {
            assert!(SESSION_INPUTS.contains(&spec.member), "{} has no place", spec.member);
        }
    }
}
