//! What a document that AWS owns is given, against its declaration.

use ordain::stdlib::{aws_document, aws_document_names};

use crate::support::check;

/// Documents that associations alone may run.
const OF_ASSOCIATIONS: [&str; 1] = ["AWS-GatherSoftwareInventory"];

/// Name and source of what a runbook can run; that is no session.
fn runnable() -> impl Iterator<Item = (&'static str, &'static str)> {
    let sources = aws_document_names().iter().map(|name| (*name, aws_document(name).unwrap()));
    sources.filter(|(name, source)| {
        !source.contains("\nextern session ") && !OF_ASSOCIATIONS.contains(name)
    })
}

/// The codes of a call with these arguments.
fn codes(name: &str, source: &str, arguments: &str) -> Vec<String> {
    let call = if source.contains("\nextern runbook ") {
        format!("call \"{name}\"({arguments})")
    } else {
        format!("run \"{name}\"({arguments}) on tag(\"Role\", \"web\")")
    };
    let found = check(&format!("runbook example {{\n  {call}\n}}\n"));
    found.into_iter().map(|one| one.code).collect()
}

/// Whether a parameter of the declaration must be given: neither optional nor with a default.
fn needs_an_argument(source: &str) -> bool {
    // A long parameter has its default on a line of its own.
    let source = source.replace("\n    = ", " = ");
    let mut parameters = source.lines().map(str::trim).filter(|line| line.starts_with("param "));
    parameters.any(|line| !line.contains(" = ") && !line.ends_with('?'))
}

#[test]
fn an_unknown_argument_is_refused_where_all_parameters_are_known() {
    let mut closed = 0;
    for (name, source) in runnable().filter(|(_, source)| !source.contains("\n  open: true\n")) {
        assert_eq!(codes(name, source, "NoSuchArgument: 1"), ["E0341"], "{name}");
        closed += 1;
    }
    assert!(closed > 200, "{closed}");
}

#[test]
fn a_missing_argument_is_refused() {
    let mut needy = 0;
    for (name, source) in runnable() {
        let wanted: &[&str] = if needs_an_argument(source) { &["E0340"] } else { &[] };
        assert_eq!(codes(name, source, ""), wanted, "{name}");
        needy += wanted.len();
    }
    assert!(needy > 100, "{needy}");
}
