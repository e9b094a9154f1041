//! Findings for other programs: SARIF, workflow commands of GitHub, results of tests as JUnit's.

use ordain::diagnostic::{Code, Diagnostic, Edit, Fix, Hidden, HiddenBy, Severity, Trust};
use ordain::report::{Group, Page, Run, printable, to_github, to_junit, to_sarif};
use ordain::text::{FileId, Sources};
use proptest::prelude::{any, prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::{at, group, sources};

const PAGE: &str = "# E0301: of another type\n\n## What\nA value has\nanother type.\n\nMore.\n";

fn page(code: Code) -> Option<Page> {
    (code == Code(301)).then_some(Page {
        title: "of another type",
        text: PAGE,
        group: None,
        level: None,
    })
}

fn sarif(runs: &[Run<'_>]) -> Value {
    serde_json::from_str(&to_sarif(runs, &page)).expect("JSON")
}

/// A finding of each kind of member.
fn full() -> Diagnostic {
    Diagnostic::error(Code(301), at(0, 5, 7), "odd")
        .label("here")
        .related(at(0, 0, 2), "there")
        .note("a rule")
        .help("write it")
        .fix(Trust::Safe, "write `it`", at(0, 5, 7), "it")
}

#[test]
fn a_log_has_what_a_finding_has() {
    let (found, sources) = ([full()], sources(&[("a b.ord", "ü\n\u{1f600}ab cd\n")]));
    let log = sarif(&[Run::from(group(&found, &sources))]);
    let region = |line: u32, start: u32, last: u32, end: u32| json!({ "startLine": line, "startColumn": start, "endLine": last, "endColumn": end });
    let artifact = json!({ "uri": "a%20b.ord" });
    let result = json!({
        "ruleId": "E0301",
        "ruleIndex": 0,
        "level": "error",
        "message": { "text": "odd\nnote: a rule\nhelp: write it" },
        "locations": [{
            "physicalLocation": { "artifactLocation": artifact, "region": region(2, 1, 2, 3) },
            "message": { "text": "here" },
        }],
        "relatedLocations": [{
            "id": 1,
            "physicalLocation": { "artifactLocation": artifact, "region": region(1, 1, 1, 2) },
            "message": { "text": "there" },
        }],
        "fixes": [{
            "description": { "text": "write `it`" },
            "artifactChanges": [{
                "artifactLocation": artifact,
                "replacements": [
                    { "deletedRegion": region(2, 1, 2, 3), "insertedContent": { "text": "it" } },
                ],
            }],
        }],
    });
    let mut shown = log["runs"][0]["results"][0].clone();
    let prints = shown.as_object_mut().and_then(|it| it.remove("partialFingerprints"));
    let print = prints.as_ref().and_then(|it| it["ordain/v1"].as_str()).expect("a fingerprint");
    assert!(print.ends_with(":1") && print.len() == 18, "{print}");
    assert_eq!(shown, result);
    assert_eq!(log["runs"][0]["columnKind"], "utf16CodeUnits");
}

#[test]
fn a_log_tells_of_a_code_what_its_page_says() {
    let other = Diagnostic::warning(Code::Rule("odd-rule"), at(0, 0, 1), "x");
    let (found, sources) = ([other, full()], sources(&[("a.ord", "one\ntwo\n")]));
    let log = sarif(&[Run::from(group(&found, &sources))]);
    let rules = json!([
        {
            "id": "E0301",
            "shortDescription": { "text": "of another type" },
            "fullDescription": { "text": "A value has another type." },
            "help": { "text": PAGE, "markdown": PAGE },
        },
        { "id": "odd-rule" },
    ]);
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"], rules);
    let of =
        |number: usize| (&run["results"][number]["ruleId"], &run["results"][number]["ruleIndex"]);
    assert_eq!(of(0), (&json!("odd-rule"), &json!(1)));
    assert_eq!(of(1), (&json!("E0301"), &json!(0)));
}

#[test]
fn what_is_hidden_is_in_the_log_with_its_reason() {
    let sources = sources(&[("a.ord", "one\n")]);
    let by = |by| Hidden { finding: Diagnostic::warning(Code(205), at(0, 0, 3), "odd"), by };
    let hidden = [by(HiddenBy::Comment { reason: "so".to_owned() }), by(HiddenBy::Baseline)];
    let run = Run { group: group(&[], &sources), files: &[], hidden: &hidden };
    let log = sarif(&[run]);
    let results = &log["runs"][0]["results"];
    let suppressed = |number: usize| &results[number]["suppressions"];
    assert_eq!(suppressed(0), &json!([{ "kind": "inSource", "justification": "so" }]));
    assert_eq!(suppressed(1), &json!([{ "kind": "external" }]));
    assert!(!to_junit(&[run], Severity::Info).contains("odd"));
}

#[test]
fn findings_that_look_alike_have_fingerprints_of_their_own() {
    let one = |start| Diagnostic::warning(Code(205), at(0, start, start + 3), "odd");
    let (found, sources) = ([one(0), one(4)], sources(&[("a.ord", "one\none\n")]));
    let log = sarif(&[Run::from(group(&found, &sources))]);
    let print = |number: usize| {
        log["runs"][0]["results"][number]["partialFingerprints"]["ordain/v1"].as_str()
    };
    let hash = |number| print(number).and_then(|it| it.rsplit_once(':')).expect("a number");
    assert_eq!((hash(0).0, hash(1).0), (hash(0).0, hash(0).0));
    assert_eq!((hash(0).1, hash(1).1), ("1", "2"));
}

#[test]
fn edits_of_a_fix_stand_file_by_file() {
    let edit = |file, start| Edit { at: at(file, start, start + 1), text: "x".to_owned() };
    let edits = vec![edit(0, 0), edit(1, 0), edit(0, 2)];
    let mut found = Diagnostic::warning(Code(205), at(0, 0, 1), "odd");
    found.fix = Some(Fix { title: "mend".to_owned(), trust: Trust::Safe, edits });
    let (found, sources) = ([found], sources(&[("a.ord", "one"), ("b.ord", "two")]));
    let log = sarif(&[Run::from(group(&found, &sources))]);
    let changes = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"].clone();
    let changes = changes.as_array().cloned().unwrap_or_default();
    let counts: Vec<(Option<&str>, Option<usize>)> = changes
        .iter()
        .map(|change| {
            let uri = change["artifactLocation"]["uri"].as_str();
            (uri, change["replacements"].as_array().map(Vec::len))
        })
        .collect();
    assert_eq!(counts, [(Some("a.ord"), Some(2)), (Some("b.ord"), Some(1))]);
}

#[test]
fn what_takes_a_mark_away_is_no_fix_of_a_log() {
    let found = [Diagnostic::warning(Code(170), at(0, 0, 3), "odd").fix(
        Trust::Safe,
        "remove it",
        at(0, 0, 3),
        "",
    )];
    let sources = sources(&[("a.yaml", "\u{feff}a: b\n")]);
    let log = sarif(&[Run::from(group(&found, &sources))]);
    assert_eq!(log["runs"][0]["results"][0].get("fixes"), None);
}

#[test]
fn a_workflow_command_has_its_place_and_its_title() {
    let (found, sources) = ([full()], sources(&[("a,b.ord", "ü\nab cd\n")]));
    assert_eq!(
        to_github(&[group(&found, &sources)]),
        "::error file=a%2Cb.ord,line=2,col=3,endLine=2,endColumn=5,title=E0301::\
         a,b.ord:2:3: odd%0Ahere%0Aa,b.ord:1:1: there%0Anote: a rule%0Ahelp: write it\n"
    );
}

#[test]
fn a_place_over_several_lines_has_no_columns_at_github() {
    let found = [Diagnostic::info(Code(301), at(0, 1, 6), "odd")];
    let shown = to_github(&[group(&found, &sources(&[("a.ord", "one\ntwo\n")]))]);
    assert_eq!(shown, "::notice file=a.ord,line=1,endLine=2,title=E0301::a.ord:1:2: odd\n");
}

#[test]
fn a_file_without_findings_is_a_test_that_passes() {
    let warning = Diagnostic::warning(Code(205), at(0, 0, 3), "less");
    let (found, sources) = ([full(), warning], sources(&[("a.ord", "one\ntwo\n"), ("b.ord", "")]));
    let files = [FileId(0), FileId(1)];
    let run = Run { group: group(&found, &sources), files: &files, hidden: &[] };
    assert_eq!(
        to_junit(&[run], Severity::Error),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ordain" tests="3" failures="1" errors="0">
  <testsuite name="a.ord" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="a.ord" name="E0301 at 2:2"><failure type="error" message="odd">error[E0301]: odd&#10;here&#10;a.ord:1:1: there&#10;note: a rule&#10;help: write it&#10;a.ord:2:2</failure></testcase>
    <testcase classname="a.ord" name="E0205 at 1:1"><system-out>warning[E0205]: less&#10;a.ord:1:1</system-out></testcase>
  </testsuite>
  <testsuite name="b.ord" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="b.ord" name="no findings"/>
  </testsuite>
</testsuites>
"#
    );
    assert!(to_junit(&[run], Severity::Warning).contains("failures=\"2\""));
}

/// The properties and the message of a workflow command, read as the runner reads it.
fn read_command(line: &str) -> (Vec<(String, String)>, String) {
    let (head, data) =
        line.strip_prefix("::").and_then(|it| it.split_once("::")).expect("a command");
    let (_, properties) = head.split_once(' ').expect("properties");
    let pairs = properties.split(',').map(|pair| pair.split_once('=').expect("a value"));
    let plain = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        let text = text.replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    (pairs.map(|(name, value)| (name.to_owned(), plain(value))).collect(), plain(data))
}

/// A relative URI as a path.
fn path_of(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = uri.get(uri.len() - behind.len()..).and_then(|it| it.get(..2));
        match (first, digits) {
            (b'%', Some(digits)) => {
                bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// What XML 1.0 can say.
fn in_xml(text: &str) -> String {
    let is_char = |it: &char| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|it| if is_char(&it) { it } else { '\u{fffd}' }).collect()
}

fn lines_printable(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<String>>().join("\n")
}

/// One finding of any texts, with the sources that it lies in.
fn of(path: &str, text: &str, message: &str) -> (Diagnostic, Sources) {
    let end = u32::try_from(text.len()).expect("a short text");
    let found = Diagnostic::error(Code(301), at(0, 0, end), message).fix(
        Trust::Unsafe,
        message,
        at(0, 0, end),
        message,
    );
    (found, sources(&[(path, text)]))
}

proptest! {
    #[test]
    fn any_text_comes_back_from_a_log(path in ".*", text in any::<String>(), message in ".*") {
        let path = format!("p{path}");
        let (found, sources) = of(&path, &text, &message);
        let group = Group { prefix: "in/", ..group(std::slice::from_ref(&found), &sources) };
        let log = sarif(&[Run::from(group)]);
        let result = &log["runs"][0]["results"][0];
        let shown = result["message"]["text"].as_str().map(|it| it.replace("{{", "{").replace("}}", "}"));
        prop_assert_eq!(shown, Some(message.clone()));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
        prop_assert_eq!(path_of(uri), format!("in/{path}"));
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        prop_assert_eq!(replacement["insertedContent"]["text"].as_str(), Some(&*message));
        // The region ends where the text does.
        let last = text.rsplit('\n').next().unwrap_or_default();
        let mark = usize::from(text.starts_with('\u{feff}') && !text.contains('\n'));
        let column = last.encode_utf16().count() - mark + 1;
        let line = text.matches('\n').count() + 1;
        let end = &place["region"];
        prop_assert_eq!(end["endColumn"].as_u64(), Some(column as u64));
        prop_assert_eq!(end["endLine"].as_u64(), Some(line as u64));
    }

    #[test]
    fn any_text_comes_back_from_a_workflow_command(path in ".*", message in any::<String>()) {
        let (found, sources) = of(&path, "one", &message);
        let shown = to_github(&[group(&[found], &sources)]);
        prop_assert_eq!(shown.matches('\n').count(), 1);
        let (properties, data) = read_command(shown.trim_end_matches('\n'));
        let of = |name: &str| properties.iter().find(|it| it.0 == name).map(|it| it.1.clone());
        prop_assert_eq!(of("file"), Some(lines_printable(&path)));
        prop_assert_eq!(of("endColumn"), Some("4".to_owned()));
        prop_assert_eq!(data, lines_printable(&format!("{path}:1:1: {message}")));
    }

    #[test]
    fn any_text_comes_back_from_results_of_tests(path in any::<String>(), message in any::<String>()) {
        let (found, sources) = of(&path, "one", &message);
        let run = Run::from(group(std::slice::from_ref(&found), &sources));
        let shown = to_junit(&[run], Severity::Error);
        let xml = roxmltree::Document::parse(&shown).expect("XML");
        let one = |name: &str| xml.descendants().find(|node| node.has_tag_name(name)).expect("a node");
        prop_assert_eq!(one("testsuite").attribute("name").unwrap_or_default(), in_xml(&path));
        prop_assert_eq!(one("failure").attribute("message").unwrap_or_default(), in_xml(&message));
        let text = format!("error[E0301]: {message}\n{path}:1:1");
        prop_assert_eq!(one("failure").text().unwrap_or_default(), in_xml(&text));
    }
}
