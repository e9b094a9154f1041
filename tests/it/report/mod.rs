//! How findings are shown: for people and for programs.

mod formats;

use ordain::diagnostic::{Code, Diagnostic};
use ordain::report::{Colour, FINDINGS_SCHEMA, Group, summary, to_human, to_json};
use ordain::text::{FileId, FileSpan, Sources, Span};
use proptest::prelude::{any, proptest};

fn sources(texts: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in texts {
        sources.add(*path, *text);
    }
    sources
}

fn at(file: u32, start: u32, end: u32) -> FileSpan {
    Span::new(start, end).in_file(FileId(file))
}

fn group<'a>(diagnostics: &'a [Diagnostic], sources: &'a Sources) -> Group<'a> {
    Group { diagnostics, sources, prefix: "" }
}

fn human(found: Diagnostic, texts: &[(&str, &str)]) -> String {
    to_human(&[group(&[found], &sources(texts))], Colour::Never)
}

#[test]
fn a_finding_has_its_source_its_reason_and_its_help() {
    let found = Diagnostic::error(Code(312), at(0, 12, 18), "`state` cannot be \"lates\"")
        .label("not one of the allowed values")
        .related(at(0, 0, 3), "declared here")
        .note("`state` allows \"latest\"")
        .help("write \"latest\"");
    insta::assert_snapshot!(human(found, &[("web.ord", "let state\n= \"lates\"\n")]));
}

#[test]
fn the_primary_place_is_shown_first_even_below_a_related_one() {
    let found = Diagnostic::error(Code(201), at(0, 11, 14), "`web` is declared twice")
        .related(at(0, 0, 3), "first declared here");
    insta::assert_snapshot!(human(found, &[("a.ord", "web {}\n\n\n\n\nweb {}\n")]));
}

#[test]
fn labels_in_two_files_show_both() {
    let found = Diagnostic::error(Code(201), at(1, 5, 8), "`web` is declared twice")
        .label("declared again")
        .related(at(0, 5, 8), "first declared here");
    insta::assert_snapshot!(human(found, &[("a.ord", "role web {}\n"), ("b.ord", "role web {}")]));
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    let plain = "one\ntwo\nthree\n";
    for (start, end) in [(0, 3), (4, 7), (8, 13)] {
        let found =
            |shift: u32| Diagnostic::error(Code(101), at(0, start + shift, end + shift), "x");
        let shift = if start == 0 {
            0
        } else if start == 4 {
            1
        } else {
            2
        };
        let other = plain.replace('\n', "\r\n");
        let shown = human(found(shift), &[("a.ord", &other)]);
        assert_eq!(shown, human(found(0), &[("a.ord", plain)]));
    }
}

#[test]
fn a_path_does_not_take_over_the_terminal() {
    let found = Diagnostic::error(Code(101), at(0, 0, 1), "x");
    let shown = human(found, &[("a\u{1b}[31m\nb.ord", "{\n")]);
    assert!(shown.contains("a\u{fffd}[31m\u{fffd}b.ord"), "{shown}");
}

#[test]
fn the_end_of_a_file_can_be_shown() {
    let found = Diagnostic::error(Code(101), at(0, 3, 3), "a `}` is missing").label("here");
    insta::assert_snapshot!(human(found, &[("a.ord", "{\r\n")]));
}

#[test]
fn an_empty_file_can_be_shown() {
    let found = Diagnostic::error(Code(101), at(0, 0, 0), "nothing is here").label("here");
    insta::assert_snapshot!(human(found, &[("a.ord", "")]));
}

#[test]
fn wide_characters_and_tabs_keep_the_underline_in_place() {
    let found = Diagnostic::error(Code(101), at(0, 10, 11), "odd").label("here");
    insta::assert_snapshot!(human(found, &[("a.ord", "\t한글 = x\n")]));
}

#[test]
fn a_source_cannot_send_escape_sequences_to_the_terminal() {
    let text = "x \u{1b}[31m \u{202e} y\n";
    let found = Diagnostic::error(Code(101), at(0, 0, 1), "odd \u{1b}[2J").label("\u{7}");
    let shown = human(found, &[("a.ord", text)]);
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown}");
}

#[test]
fn a_label_over_many_lines_shows_its_first() {
    let text = "{\n".repeat(1_000);
    let found = Diagnostic::error(Code(101), at(0, 0, 2_000), "long").label("from here");
    assert!(human(found, &[("a.ord", &text)]).lines().count() < 10);
}

#[test]
fn many_findings_in_a_large_file_are_all_shown() {
    let text = "let value = other\n".repeat(60_000);
    let found: Vec<Diagnostic> = (0..10_000u32)
        .map(|number| Diagnostic::error(Code(201), at(0, number * 108, number * 108 + 3), "odd"))
        .collect();
    let sources = sources(&[("a.ord", &text)]);
    let groups = [group(&found, &sources)];
    let shown = to_human(&groups, Colour::Never).len() + to_json(&groups).len();
    assert!(shown > 1_000_000);
}

#[test]
fn many_findings_in_one_long_line_are_shown_shortly() {
    let text = "value = other ".repeat(20_000);
    let found: Vec<Diagnostic> = (0..100u32)
        .map(|number| {
            Diagnostic::error(Code(201), at(0, number * 1_400, number * 1_400 + 5), "odd")
                .related(at(0, 270_000, 270_005), "far away")
        })
        .collect();
    let shown = to_human(&[group(&found, &sources(&[("a.ord", &text)]))], Colour::Never);
    assert!(shown.len() < 400_000, "{}", shown.len());
}

#[test]
fn json_keeps_to_its_schema() {
    let found = Diagnostic::error(Code(312), at(0, 5, 7), "odd")
        .label("here")
        .related(at(0, 0, 1), "there")
        .help("write it")
        .fix(ordain::diagnostic::Trust::Safe, "write it", at(0, 5, 7), "it");
    let shown = to_json(&[group(&[found], &sources(&[("a.ord", "ü\nab cd\n")]))]);
    let json: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    let schema = serde_json::from_str(FINDINGS_SCHEMA).expect("a schema is JSON");
    let problems: Vec<String> = jsonschema::validator_for(&schema)
        .expect("a schema")
        .iter_errors(&json)
        .map(|problem| problem.to_string())
        .collect();
    assert!(problems.is_empty(), "{problems:?}");
    let place = serde_json::json!({ "line": 2, "column": 3, "offset": 5 });
    assert_eq!(json["diagnostics"][0]["start"], place);
}

#[test]
fn the_summary_counts_by_severity() {
    let error = || Diagnostic::error(Code(201), at(0, 0, 0), "odd");
    let warning = Diagnostic::warning(Code(205), at(0, 0, 0), "odd");
    let (sources, found) = (Sources::default(), [error(), error(), warning]);
    assert_eq!(summary(&[group(&found, &sources)]).as_deref(), Some("2 errors, 1 warning"));
    assert_eq!(summary(&[group(&[], &sources)]), None);
}

proptest! {
    #[test]
    fn any_place_in_any_text_can_be_shown(text in any::<String>(), start: u16, length: u16) {
        let span = at(0, u32::from(start % 80), u32::from(start % 80) + u32::from(length % 80));
        let found = Diagnostic::error(Code(201), span, "odd").label("here");
        let sources = sources(&[("a.ord", &text)]);
        let shown = to_human(&[group(&[found], &sources)], Colour::Always);
        assert!(shown.contains("odd"));
    }
}
