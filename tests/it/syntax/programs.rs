//! Whole programs that hold every construct parse without a finding.

use super::findings;

fn check_clean(text: &str) {
    assert_eq!(findings(text), Vec::<String>::new());
}

#[test]
fn the_tour_is_clean() {
    check_clean(include_str!("programs/tour.ord"));
}

#[test]
fn every_statement_of_a_runbook_is_clean() {
    check_clean(include_str!("programs/runbooks.ord"));
}

#[test]
fn everything_of_commands_modules_and_roles_is_clean() {
    check_clean(include_str!("programs/nodes.ord"));
}

#[test]
fn every_declaration_around_documents_is_clean() {
    check_clean(include_str!("programs/around.ord"));
}
