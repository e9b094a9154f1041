//! The limits of the service, each with its unit and the page that states it.

/// A number that something must not exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is counted, as messages name it: "parameters of a document".
    pub what: &'static str,
    pub most: u64,
    /// `bytes`, `characters`, or what is counted.
    pub unit: &'static str,
    pub page: &'static str,
}

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident = $most:literal $unit:literal $what:literal $page:expr;)*) => {
        $($(#[$doc])* pub const $name: Limit =
            Limit { what: $what, most: $most, unit: $unit, page: $page };)*

        /// Every limit, in the order of this file.
        pub const LIMITS: &[Limit] = &[$($name),*];
    };
}

const QUOTAS: &str = "https://docs.aws.amazon.com/general/latest/gr/ssm.html";
const START_AUTOMATION: &str = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html";
const CREATE_DOCUMENT: &str =
    "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html";
const LOOP: &str =
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html";
const UPDATE_VARIABLE: &str = "https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html";
const TIERS: &str = "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html";
const PUT_PARAMETER: &str =
    "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html";
const NONE: &str = "";

limits! {
    /// The text of a document as it is sent.
    DOCUMENT_BYTES = 65_536 "bytes" "text of a document" QUOTAS;
    /// Not stated by AWS: the largest published document has 75 steps. More is a warning.
    STEPS = 100 "steps" "steps of a runbook" NONE;
    PARAMETERS = 200 "parameters" "parameters of a document" START_AUTOMATION;
    PARAMETER_NAME = 50 "characters" "name of a parameter" START_AUTOMATION;
    PARAMETER_VALUE = 512 "characters" "value of a parameter at the start" START_AUTOMATION;
    PARAMETER_VALUES = 50 "values" "values of a list parameter at the start" START_AUTOMATION;
    OUTPUT_NAME = 50 "characters" "name of an output" NONE;
    STEP_NAME = 128 "characters" "name of a step" NONE;
    ATTACHMENTS = 5 "attachments" "attachments of a runbook" QUOTAS;
    ATTACHMENT_BYTES = 268_435_456 "bytes" "attachment" QUOTAS;
    ATTACHMENTS_OF_REQUEST = 20 "attachments" "attachments of a CreateDocument request" CREATE_DOCUMENT;
    DOCUMENT_NAME = 128 "characters" "name of a document" CREATE_DOCUMENT;
    VERSION_NAME = 128 "characters" "name of a version" CREATE_DOCUMENT;
    DISPLAY_NAME = 1_024 "characters" "display name of a document" CREATE_DOCUMENT;
    STANDARD_VALUE = 4_096 "bytes" "value of a standard parameter" TIERS;
    ADVANCED_VALUE = 8_192 "bytes" "value of an advanced parameter" TIERS;
    /// With the ARN that stands before it.
    STORED_NAME = 1_011 "characters" "name of a parameter with its ARN" PUT_PARAMETER;
    STORED_LEVELS = 15 "levels" "levels of a parameter's name" PUT_PARAMETER;
    TAGS = 50 "tags" "tags of a resource" CREATE_DOCUMENT;
    LOOP_ITEMS = 100 "items" "items of a loop" LOOP;
    LOOP_PASSES = 100 "passes" "passes of a loop" LOOP;
    NESTED_AUTOMATIONS = 5 "levels" "nested automations" QUOTAS;
    SCRIPT_SECONDS = 600 "seconds" "run of aws:executeScript" QUOTAS;
    SCRIPT_OUTPUT_BYTES = 102_400 "bytes" "output of aws:executeScript" QUOTAS;
    LAMBDA_SECONDS = 300 "seconds" "run of aws:invokeLambdaFunction" QUOTAS;
    LAMBDA_OUTPUT_BYTES = 204_800 "bytes" "output of aws:invokeLambdaFunction" QUOTAS;
    API_CALL_SECONDS = 25 "seconds" "call of an API" QUOTAS;
    SLEEP_SECONDS = 604_799 "seconds" "delay of aws:sleep" NONE;
    CANCEL_SECONDS = 120 "seconds" "steps that run after a cancellation" NONE;
    VARIABLE_LIST_ITEMS = 50 "items" "items of a StringList variable" UPDATE_VARIABLE;
    VARIABLE_MAP_LIST_ITEMS = 200 "items" "items of a MapList variable" UPDATE_VARIABLE;
    VARIABLE_TEXT = 512 "characters" "value of a String variable" UPDATE_VARIABLE;
    TARGETS = 5 "targets" "targets of a request" QUOTAS;
    TARGET_VALUES = 50 "values" "values of a target" QUOTAS;
    TARGET_MAPS = 300 "maps" "target maps of a request" START_AUTOMATION;
    WINDOW_TASKS = 20 "tasks" "tasks of a maintenance window" QUOTAS;
    WINDOW_TARGETS = 100 "targets" "targets of a maintenance window" QUOTAS;
    COMMAND_OUTPUT = 2_500 "characters" "output of a step that the console and the API show" QUOTAS;
}

/// Beginnings of document names that AWS keeps for itself, in any case.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html>
pub const RESERVED_PREFIXES: &[&str] =
    &["amazon", "amzn", "aws", "awsconfigremediation", "awsec2", "awssupport"];

/// The reserved beginning that a document's name has.
pub fn reserved_prefix(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    RESERVED_PREFIXES
        .iter()
        .copied()
        .filter(|prefix| lower.starts_with(prefix))
        .max_by_key(|prefix| prefix.len())
}

/// Whether CreateDocument takes this name: 3 to 128 letters, digits, `_`, `-` and `.`.
pub fn is_document_name(name: &str) -> bool {
    (3..=DOCUMENT_NAME.most).contains(&(name.len() as u64))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// Whether a step may have this name: 3 to 128 letters, digits and `_`.
pub fn is_step_name(name: &str) -> bool {
    (3..=STEP_NAME.most).contains(&(name.len() as u64))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether a document's parameter may have this name: 1 to 50 letters and digits.
pub fn is_parameter_name(name: &str) -> bool {
    (1..=PARAMETER_NAME.most).contains(&(name.len() as u64))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a version may have this name: 1 to 128 letters, digits, `_`, `-` and `.`.
pub fn is_version_name(name: &str) -> bool {
    (1..=VERSION_NAME.most).contains(&(name.len() as u64))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// A number with `,` between thousands: 65,536.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{LIMITS, RESERVED_PREFIXES, grouped, is_document_name, reserved_prefix};

    #[test]
    fn reserved_beginnings_are_found_in_any_case() {
        assert!(RESERVED_PREFIXES.is_sorted());
        assert_eq!(reserved_prefix("AwsSupport-X"), Some("awssupport"));
        assert_eq!(reserved_prefix("AMZN-x"), Some("amzn"));
        assert_eq!(reserved_prefix("Acme-aws"), None);
    }

    #[test]
    fn a_document_name_has_three_to_128_characters() {
        assert!(!is_document_name("ab"));
        assert!(is_document_name("a.b_c-D"));
        assert!(is_document_name(&"a".repeat(128)));
        assert!(!is_document_name(&"a".repeat(129)));
        assert!(!is_document_name("a b"));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(65_536), "65,536");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }

    #[test]
    fn every_limit_has_a_unit() {
        assert!(LIMITS.iter().all(|limit| !limit.unit.is_empty() && limit.most > 0));
    }
}
