//! Patch baselines: rules and filters by operating system, patches, groups.

use serde_json::{Value, json};

use crate::support::{build_json, check_clean, check_codes, check_one};

fn linux(rest: &str) -> String {
    format!("patch_baseline web {{ operating_system: \"AMAZON_LINUX_2023\" {rest} }}")
}

fn of(system: &str, rest: &str) -> String {
    format!("patch_baseline web {{ operating_system: \"{system}\" {rest} }}")
}

fn rule(filters: &str, rest: &str) -> String {
    format!("rules: [{{ filters: {{ {filters} }}, {rest} }}]")
}

#[test]
fn a_baseline_is_its_request_with_groups_and_default() {
    let file = build_json(
        "/// Security first.
         patch_baseline web \"Acme-Web\" {
           operating_system: \"AMAZON_LINUX_2023\"
           filters: { PRODUCT: \"*\" }
           rules: [
             {
               filters: { CLASSIFICATION: \"Security\", SEVERITY: [\"Critical\", \"Important\"] },
               approve_after_days: 7,
               compliance: \"CRITICAL\",
               enable_non_security: true,
             },
             { filters: { CLASSIFICATION: \"Bugfix\" }, approve_until_date: \"2027-01-31\" },
           ]
           approved_patches: [\"kernel*\"]
           approved_patches_compliance: \"HIGH\"
           rejected_patches: [\"telnet\"]
           rejected_patches_action: \"BLOCK\"
           sources: [{
             name: \"own\",
             products: [\"AmazonLinux2023\"],
             configuration: \"[main]\\nname=own\",
           }]
           groups: [\"prod\", \"stage\"]
           default: true
           tags: { Team: \"ops\" }
         }",
        "patch-baselines/web",
    );
    assert_eq!(file["groups"], json!(["prod", "stage"]));
    assert_eq!(file["default"], json!(true));
    let baseline = &file["baseline"];
    assert_eq!(baseline["Name"], "Acme-Web");
    assert_eq!(baseline["Description"], "Security first.");
    assert_eq!(
        baseline["ApprovalRules"]["PatchRules"][0],
        json!({
            "PatchFilterGroup": { "PatchFilters": [
                { "Key": "CLASSIFICATION", "Values": ["Security"] },
                { "Key": "SEVERITY", "Values": ["Critical", "Important"] },
            ] },
            "ComplianceLevel": "CRITICAL",
            "ApproveAfterDays": 7,
            "EnableNonSecurity": true,
        })
    );
    assert_eq!(baseline["ApprovalRules"]["PatchRules"][1]["ApproveUntilDate"], "2027-01-31");
    assert_eq!(
        baseline["GlobalFilters"],
        json!({ "PatchFilters": [{ "Key": "PRODUCT", "Values": ["*"] }] })
    );
    assert_eq!(baseline["Sources"][0]["Products"], json!(["AmazonLinux2023"]));
    assert_eq!(baseline["Tags"], json!([{ "Key": "Team", "Value": "ops" }]));
}

#[test]
fn without_groups_and_default_the_file_says_so() {
    let file = build_json(&linux("approved_patches: [\"kernel*\"]"), "patch-baselines/web");
    assert_eq!((&file["groups"], &file["default"]), (&json!([]), &json!(false)));
}

#[test]
fn a_key_that_the_system_does_not_know_is_refused_at_its_place() {
    let found = check_one(&linux(&rule("PRIORITY: \"Required\"", "approve_after_days: 1")));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0634", "\"Required\""));
    check_codes(&of("UBUNTU", &rule("SEVERITY: \"Critical\"", "")), &["E0634"]);
    check_codes(&of("WINDOWS", "filters: { SECTION: \"x\" }"), &["E0634"]);
    check_codes(&of("MACOS", &rule("SEVERITY: \"x\"", "approve_after_days: 0")), &["E0634"]);
}

#[test]
fn values_are_those_of_the_documentation_or_a_star() {
    let found =
        check_one(&linux(&rule("SEVERITY: [\"Critical\", \"High\"]", "approve_after_days: 1")));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0635", "\"High\""));
    assert!(!found.is_error);
    check_clean(&linux(&rule("SEVERITY: \"*\", PRODUCT: \"whatever\"", "approve_after_days: 1")));
    check_clean(&of("SUSE", &rule("CLASSIFICATION: \"Yast\"", "approve_after_days: 1")));
}

#[test]
fn exactly_one_kind_of_approval_is_given() {
    let both = "approve_after_days: 1, approve_until_date: \"2027-01-31\"";
    let found = check_one(&linux(&rule("SEVERITY: \"Low\"", both)));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0611", "\"2027-01-31\""));
    check_codes(&linux(&rule("SEVERITY: \"Low\"", "")), &["E0609"]);
    check_codes(
        &linux(&rule("SEVERITY: \"Low\"", "approve_until_date: \"2027-02-30\"")),
        &["E0610"],
    );
    check_codes(&linux(&rule("SEVERITY: \"Low\"", "approve_after_days: 361")), &["E0303"]);
}

#[test]
fn patches_without_a_date_are_approved_at_once() {
    let file =
        build_json(&of("DEBIAN", &rule("PRIORITY: \"Required\"", "")), "patch-baselines/web");
    let rule_of = |file: &Value| file["baseline"]["ApprovalRules"]["PatchRules"][0].clone();
    assert_eq!(rule_of(&file)["ApproveAfterDays"], 0);
    let late = rule("PRIORITY: \"Required\"", "approve_after_days: 3");
    check_codes(&of("UBUNTU", &late), &["E0634"]);
    let until = rule("PRIORITY: \"Required\"", "approve_until_date: \"2027-01-31\"");
    check_codes(&of("UBUNTU", &until), &["E0634"]);
}

#[test]
fn attributes_of_other_systems_are_refused() {
    let non_security = "approve_after_days: 1, enable_non_security: true";
    check_codes(&of("WINDOWS", &rule("PRODUCT: \"x\"", non_security)), &["E0634"]);
    check_codes(
        &of("WINDOWS", "approved_patches: [\"KB1\"] approved_patches_enable_non_security: true"),
        &["E0634"],
    );
    check_codes(&linux("available_security_updates_compliance: \"COMPLIANT\""), &["E0634"]);
    let source = "sources: [{ name: \"own\", products: [\"x\"], configuration: \"y\" }]";
    check_codes(&of("MACOS", source), &["E0634"]);
}

#[test]
fn names_of_patches_are_those_of_the_system() {
    check_clean(&of("WINDOWS", "approved_patches: [\"KB2032276\", \"MS10-048\"]"));
    check_codes(&of("WINDOWS", "rejected_patches: [\"kernel\"]"), &["E0610"]);
    check_clean(&linux("approved_patches: [\"kernel*\", \"CVE-2024-1234\"]"));
    check_codes(&linux("approved_patches: [\"a, b\"]"), &["E0610"]);
    check_codes(&linux("approved_patches: [\"a\", \"a\"]"), &["E0610"]);
    check_codes(&linux("approved_patches: [\"a\"] rejected_patches: [\"a\"]"), &["E0610"]);
    let source = "{ name: \"own\", products: [\"x\"], configuration: \"y\" }";
    check_codes(&linux(&format!("sources: [{source}, {source}]")), &["E0610"]);
}

#[test]
fn there_are_limits() {
    let rules = "{ filters: { PRODUCT: \"x\" }, approve_after_days: 1 },".repeat(11);
    check_codes(&linux(&format!("rules: [{rules}]")), &["E0610"]);
    let five = "PRODUCT: \"x\", ARCH: \"x\", EPOCH: \"x\", NAME: \"x\", VERSION: \"x\"";
    let found = crate::support::check(&of("AMAZON_LINUX_2", &format!("filters: {{ {five} }}")));
    assert!(found.iter().any(|one| one.message.contains("keys of a filter")));
    check_codes(&linux("groups: [\"a\", \"a\"]"), &["E0610"]);
    check_codes(&linux("groups: [\"a;b\"]"), &["E0305"]);
    check_codes(&linux("tags: { \"ordain:project\": \"x\" }"), &["E0610"]);
    check_codes("patch_baseline ab { operating_system: \"SUSE\" }", &["E0610"]);
    check_codes("patch_baseline web { groups: [\"a\"] }", &["E0609"]);
    check_codes("patch_baseline web on all { operating_system: \"SUSE\" }", &["E0612"]);
    check_codes(&linux("rejected_patches_action: \"BLOCK\""), &["E0611"]);
}
