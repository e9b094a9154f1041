//! `use` of other projects.

use crate::support::{Finding, Project, check_one};

const MANIFEST: &str = "[project]\nname = \"acme\"\n[dependencies]\nroles = { path = \"../r\" }\n";
const ROLES: &str = "group web = tag(\"Role\", \"web\")\n";

/// The findings of a project that depends on one with the group `web`.
fn check_with_roles(source: &str) -> Vec<Finding> {
    let roles = Project::new().manifest("[project]\nname = \"roles\"\n").file("r.ord", ROLES);
    Project::of(source).manifest(MANIFEST).link("roles", 1).depends_on(roles).check()
}

fn codes(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|one| one.code.as_str()).collect()
}

#[test]
fn a_name_of_another_project_can_be_used() {
    let found = check_with_roles("use roles.web\ngroup both = web\n");
    assert_eq!(codes(&found), [""; 0], "{found:#?}");
}

#[test]
fn a_name_can_be_used_under_another_name() {
    let found = check_with_roles("use roles.web as www\ngroup web = www\n");
    assert_eq!(codes(&found), [""; 0], "{found:#?}");
}

#[test]
fn an_unknown_name_of_a_project_names_the_nearest() {
    let found = check_with_roles("use roles.wbe\ngroup both = wbe\n");
    assert_eq!(codes(&found), ["E0204"], "{found:#?}");
    assert_eq!(found[0].underlined, "wbe");
    assert_eq!(found[0].help.as_deref(), Some("write `web`"));
}

#[test]
fn an_unknown_project_names_the_nearest() {
    let found = check_with_roles("use rolse.web\ngroup both = web\n");
    assert_eq!(codes(&found), ["E0203"], "{found:#?}");
    assert_eq!(found[0].help.as_deref(), Some("write `roles`"));
}

#[test]
fn a_name_that_is_brought_in_and_not_used_is_a_warning() {
    let found = check_with_roles("use roles.web\n");
    assert_eq!(codes(&found), ["E0205"], "{found:#?}");
    assert!(!found[0].is_error);
}

#[test]
fn a_part_of_another_word_is_no_use() {
    let found = check_with_roles("use roles.web\ngroup web_tier = all\n");
    assert_eq!(codes(&found), ["E0205"], "{found:#?}");
}

#[test]
fn a_name_that_is_brought_in_and_declared_is_declared_twice() {
    let found = check_with_roles("use roles.web\ngroup web = all\n");
    assert_eq!(codes(&found), ["E0201"], "{found:#?}");
}

#[test]
fn a_module_that_the_standard_library_lacks_gets_the_nearest_name() {
    let found = check_one("use std.{packege}\n");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0204", "packege"));
    assert_eq!(found.help.as_deref(), Some("write `package`"));
}

#[test]
fn aws_needs_no_use() {
    let found = check_one("use aws.DescribeInstances\n");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0203", "aws"));
}

#[test]
fn projects_in_a_circle_are_an_error_and_no_hang() {
    let depends = |on: &str| {
        format!("[project]\nname = \"x\"\n[dependencies]\n{on} = {{ path = \"../{on}\" }}\n")
    };
    let back = Project::new().manifest(&depends("acme")).link("acme", 0);
    let roles = Project::new().manifest(&depends("back")).link("back", 2);
    let found = Project::of("")
        .manifest(MANIFEST)
        .link("roles", 1)
        .depends_on(roles)
        .depends_on(back)
        .check();
    assert_eq!(codes(&found), ["E0206"], "{found:#?}");
    assert_eq!(found[0].file, "../2/ordain.toml");
    let note = "the circle is `this project` → `roles` → `back` → `acme`";
    assert_eq!(found[0].note.as_deref(), Some(note));
}

#[test]
fn a_dependency_that_cannot_be_read_is_reported_once_and_at_its_path() {
    let found = Project::of("use roles.web\ngroup both = web\n")
        .manifest(MANIFEST)
        .broken_link("roles", "there is no such folder")
        .check();
    assert_eq!(codes(&found), ["E0237"], "{found:#?}");
    assert_eq!(found[0].underlined, "\"../r\"");
}

#[test]
fn a_dependency_builds_no_documents_here() {
    let roles = Project::new()
        .manifest("[project]\nname = \"roles\"\n")
        .file("r.ord", "runbook stop \"Acme-Stop\" {\n  sleep 1m\n}\n");
    let project = Project::of("").manifest(MANIFEST).link("roles", 1).depends_on(roles);
    assert!(project.build().is_empty());
}

#[test]
fn an_input_of_a_dependency_gets_its_value_like_any_other() {
    let roles = Project::new()
        .manifest("[project]\nname = \"roles\"\n")
        .file("r.ord", "input acct: String\nconst arn = \"arn:${acct}\"\n");
    let manifest = format!("{MANIFEST}\n[env.prod]\ninputs = {{ acct = \"1\" }}\n");
    let project = Project::of("use roles.arn\nconst same: true = arn == \"arn:1\"\n")
        .manifest(&manifest)
        .link("roles", 1)
        .depends_on(roles)
        .environment("prod");
    assert_eq!(project.check(), []);
    assert_eq!(project.session().input_names(), ["acct"]);
}
