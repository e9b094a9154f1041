//! Patch baselines in templates: members, values and ranges are those of the API's model.

use super::{check_found, checked};

const BASELINE: &str = "Resources:
  Base:
    Type: AWS::SSM::PatchBaseline
    Properties:
      Name: Acme-Base
      OperatingSystem: AMAZON_LINUX_2
      DefaultBaseline: true
      PatchGroups: [web]
      ApprovalRules:
        PatchRules:
          - ApproveAfterDays: \"7\"
            EnableNonSecurity: \"true\"
            PatchFilterGroup:
              PatchFilters: [{ Key: PRODUCT, Values: [\"*\"] }]
";

#[track_caller]
fn check_baseline(from: &str, to: &str, expected: &[&str]) {
    assert!(BASELINE.contains(from), "{from}");
    check_found(&checked("template.yaml", &BASELINE.replace(from, to)), expected);
}

#[test]
fn a_sound_baseline_has_no_finding() {
    check_baseline("web", "web", &[]);
}

#[test]
fn values_are_those_of_the_model() {
    check_baseline("AMAZON_LINUX_2", "AMAZON_LINUX_X", &["E0302 \"AMAZON_LINUX_X\""]);
    check_baseline("\"7\"", "400", &["E0303 \"400\""]);
    check_baseline("Key: PRODUCT", "Key: PRODUKT", &["E0302 \"PRODUKT\""]);
    check_baseline("EnableNonSecurity", "EnableNonSecurit", &["E0308 \"EnableNonSecurit\""]);
    check_baseline("PatchGroups", "PatchGroup", &["E0670 \"PatchGroup\""]);
}

#[test]
fn every_part_may_be_unknown() {
    for line in BASELINE.lines().filter(|line| line.contains(": ") && !line.contains("Type: AWS")) {
        let (key, _) = line.split_once(": ").unwrap();
        for value in ["!Ref Any", "!If [A, b, c]", "!Sub \"${A}b\""] {
            let text = BASELINE.replace(line, &format!("{key}: {value}"));
            check_found(&checked("template.yaml", &text), &[]);
        }
    }
}
