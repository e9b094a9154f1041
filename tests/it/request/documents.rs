//! The documents that AWS owns, and documents that are taken as they are.

use ordain::stdlib::{aws_document, aws_document_names};
use ordain::syntax;
use ordain::syntax::ast::ItemKind;
use ordain::text::FileId;

use crate::support::{Project, check, check_clean, check_codes};

#[test]
fn every_declared_document_of_aws_can_be_read() {
    for name in aws_document_names() {
        let source = aws_document(name).expect("a listed document has a source");
        let parse = syntax::parse(source, FileId(0));
        assert!(parse.diagnostics.is_empty(), "{name}: {:#?}", parse.diagnostics);
        let is_extern = |kind: &ItemKind| matches!(kind, ItemKind::Extern(_));
        assert_eq!(parse.ast.items.iter().filter(|item| is_extern(&item.kind)).count(), 1);
    }
}

#[test]
fn a_document_is_taken_as_it_is() {
    let project = Project::of("document freeze { type: \"ChangeCalendar\" format: \"TEXT\" content: read(\"freeze.ics\") }")
        .asset("freeze.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
    let built = project.build();
    let text = built
        .iter()
        .find(|(path, _)| path.starts_with("documents/freeze.") && !path.contains("request"));
    assert_eq!(text.map(|(_, text)| text.as_str()), Some("BEGIN:VCALENDAR\nEND:VCALENDAR\n"));
    let request: serde_json::Value =
        serde_json::from_str(&built["documents/freeze.request.json"]).expect("a request is JSON");
    assert_eq!(request["DocumentType"], "ChangeCalendar");
    assert_eq!(request["DocumentFormat"], "TEXT");
}

#[test]
fn broken_content_is_refused() {
    check_codes(
        "document broken { type: \"ApplicationConfiguration\" format: \"YAML\" content: \"a: [1\" }",
        &["E0628"],
    );
}

#[test]
fn declarations_of_later_versions_are_refused_not_ignored() {
    let found = check("test \"stops\" { }");
    assert!(found.iter().any(|it| it.code == "E0440" && it.underlined == "test"), "{found:#?}");
}

#[test]
fn a_calendar_is_text() {
    let project = Project::of(
        "document cal { type: \"ChangeCalendar\" content: \"BEGIN:VCALENDAR\\nEND:VCALENDAR\" }",
    );
    assert_eq!(project.build_json("documents/cal.request")["DocumentFormat"], "TEXT");
    assert!(project.build().contains_key("documents/cal.txt"));
}

/// The author's own text is held to what the service accepts like any other document.
#[test]
fn a_document_of_a_known_type_is_validated() {
    for (kind, content) in [
        ("Command", "json({ schemaVersion: \"2.2\" })"),
        (
            "Command",
            "json({ schemaVersion: \"2.2\", mainSteps: [{ action: \"aws:foo\", name: \"abc\", inputs: {} }] })",
        ),
        ("Automation", "\"a: b\""),
        ("Session", "json({ schemaVersion: \"1.0\", sessionType: \"Port\" })"),
    ] {
        let source = format!("document own {{ type: \"{kind}\" content: {content} }}");
        let found = Project::of(&source).build_findings();
        assert!(found.iter().any(|it| it.is_error), "{kind} {content}: {found:#?}");
        assert!(found.iter().all(|it| it.underlined == content), "{found:#?}");
    }
    check_clean(
        "document own { type: \"Command\" content: json({ schemaVersion: \"2.2\", mainSteps: [{ action: \"aws:runShellScript\", name: \"abc\", inputs: { runCommand: [\"true\"] } }] }) }",
    );
    // Older forms of Command documents are still taken by the service.
    check_clean(
        "document old { type: \"Command\" content: json({ schemaVersion: \"1.2\", runtimeConfig: { \"aws:runShellScript\": { properties: [{ id: \"0\", runCommand: [\"true\"] }] } } }) }",
    );
}
