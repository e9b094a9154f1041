//! What a manifest says, and what is wrong with it.

use crate::support::{Finding, Project};

fn check_manifest(manifest: &str) -> Vec<Finding> {
    Project::new().manifest(manifest).check()
}

#[track_caller]
fn check_one(manifest: &str, code: &str, underlined: &str) -> Finding {
    let found = check_manifest(manifest);
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((one.code.as_str(), one.underlined.as_str()), (code, underlined), "{one:#?}");
    one.clone()
}

#[test]
fn the_manifest_of_the_reference_is_clean() {
    let manifest = "[project]\nname = \"acme-ops\"\nprefix = \"Acme-\"\n\n[build]\n\
        out = \"build\"\nformat = \"yaml\"\n\n[env.prod]\nprofile = \"prod\"\n\
        regions = [\"ap-northeast-2\", \"us-east-1\"]\ninputs = { stage = \"prod\" }\n";
    let source = "input stage: \"dev\" | \"prod\" = \"dev\"\n";
    let found = Project::of(source).manifest(manifest).check();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let found = check_one("[project]\nname = \"x\"\nprefx = \"A\"\n", "E0231", "prefx");
    assert_eq!(found.help.as_deref(), Some("write `prefix`"));
}

#[test]
fn an_unknown_table_names_the_nearest() {
    let found = check_one("[projct]\nname = \"x\"\n", "E0231", "projct");
    assert_eq!(found.help.as_deref(), Some("write `project`"));
}

#[test]
fn a_wrong_type_is_shown_at_its_value() {
    check_one("[project]\nname = 3\n", "E0232", "3");
    check_one("project = 3\n", "E0232", "3");
    check_one("[env.prod]\nregions = [\"a\", 2]\n", "E0232", "2");
}

#[test]
fn several_mistakes_are_all_shown() {
    let found = check_manifest("[project]\nname = 3\nx = 1\n[build]\nformat = \"xml\"\n");
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["E0232", "E0231", "E0233"]);
}

#[test]
fn broken_toml_is_shown_at_its_place() {
    let found = check_manifest("[project]\nname = \"x\nprefix = \"y\"\n");
    assert!(!found.is_empty() && found.iter().all(|one| one.code == "E0230"), "{found:#?}");
    assert_eq!(found[0].line, 2);
}

#[test]
fn a_build_stays_below_the_project() {
    for out in ["..", "/tmp", "a/../..", ".", "", "C:\\build", "a\\..\\..\\b"] {
        let found = check_manifest(&format!("[build]\nout = '{out}'\n"));
        assert_eq!(found.len(), 1, "{out}: {found:#?}");
        assert_eq!(found[0].code, "E0233");
    }
}

#[test]
fn an_input_of_an_environment_must_be_declared() {
    let manifest = "[project]\nname = \"x\"\n[env.prod]\ninputs = { stag = \"prod\" }\n";
    let source = "input stage: \"dev\" | \"prod\" = \"dev\"\n";
    let found = Project::of(source).manifest(manifest).check();
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((one.code.as_str(), one.help.as_deref()), ("E0236", Some("write `stage`")));
}

#[test]
fn a_project_has_a_name_that_tags_and_a_lock_can_hold() {
    for name in ["", "has space", "é", "a/b"] {
        let found = check_manifest(&format!("[project]\nname = '{name}'\n"));
        assert_eq!(found.len(), 1, "{name}: {found:#?}");
        assert_eq!(found[0].code, "E0233");
    }
    assert!(check_manifest("[project]\nname = 'Acme_ops-2.x'\n").is_empty());
}

#[test]
fn a_role_is_a_name_or_an_arn() {
    let check = |role: &str| {
        check_manifest(&format!("[project]\nname = 'x'\n[env.prod]\nrole = '{role}'\n"))
    };
    for role in [
        "",
        "arn:aws:iam::123:rle/x",
        "arn:aws:iam::111122223333:user/x",
        "arn:aws:sts::111122223333:role/x",
        "two words",
        "a//b",
    ] {
        let found = check(role);
        assert_eq!(found.len(), 1, "{role}: {found:#?}");
        assert_eq!(found[0].code, "E0233");
    }
    for role in ["Deploy", "teams/Deploy", "arn:aws-cn:iam::111122223333:role/teams/Deploy"] {
        assert_eq!(check(role), [], "{role}");
    }
}
