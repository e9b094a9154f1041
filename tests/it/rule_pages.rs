//! The pages of the lint rules are true: each wrong block gives its rule, each right block nothing.
//!
//! Blocks name files as those of the codes do. A rule that the recommended profile leaves out is
//! turned on for its own page.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ordain::diagnostic::CODES;
use ordain::lint::{LintRule, RULES, index_page};

use crate::pages::{Block, Language, brief, rule_blocks};
use crate::support::Finding;

fn findings_of(rule: &'static LintRule, block: &Block) -> Vec<Finding> {
    block.project().lint_also(rule)
}

#[test]
fn every_wrong_block_gives_its_rule_and_nothing_else() {
    let mut broken = Vec::new();
    for rule in RULES {
        for block in rule_blocks(rule.page).iter().filter(|block| block.heading == "Wrong") {
            let found = findings_of(rule, block);
            if found.is_empty() || found.iter().any(|one| one.code != rule.name) {
                broken.push(format!("{}:{}: {:#?}", rule.name, block.line, brief(&found)));
            }
        }
    }
    assert!(broken.is_empty(), "these wrong blocks do not give their rule:\n{}", broken.join("\n"));
}

#[test]
fn every_right_block_is_clean() {
    let mut broken = Vec::new();
    for rule in RULES {
        for block in rule_blocks(rule.page).iter().filter(|block| block.heading == "Right") {
            let found = findings_of(rule, block);
            if !found.is_empty() {
                broken.push(format!("{}:{}: {:#?}", rule.name, block.line, brief(&found)));
            }
        }
    }
    assert!(broken.is_empty(), "these right blocks have findings:\n{}", broken.join("\n"));
}

#[test]
fn every_page_has_its_title_and_all_its_parts() {
    let mut broken = Vec::new();
    for rule in RULES {
        let title = format!("# {}: {}", rule.name, rule.title);
        if rule.page.lines().next() != Some(title.as_str()) {
            broken.push(format!("{}: the first line is not `{title}`", rule.name));
        }
        let headings: Vec<&str> =
            rule.page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        if headings != ["What", "Why", "Wrong", "Right", "See also"] {
            broken.push(format!("{}: the parts are {headings:?}", rule.name));
        }
        let blocks = rule_blocks(rule.page);
        for wanted in ["Wrong", "Right"] {
            if !blocks.iter().any(|block| block.heading == wanted) {
                broken.push(format!("{}: `{wanted}` has no block", rule.name));
            }
        }
        for named in see_also(rule.page) {
            let is_rule = RULES.iter().any(|rule| rule.name == named);
            let is_code = CODES.iter().any(|row| row.code.to_string() == named);
            if !is_rule && !is_code {
                broken.push(format!("{} names {named}, which is neither", rule.name));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Why the pages of some rules show no document in YAML. Sorted.
const NOT_IN_DOCUMENTS: &[(&str, &str)] = &[
    ("association-only-plugin", "a document may be the one of an association"),
    ("become-root", FORM),
    ("cancel-without-cleanup", FORM),
    ("comparison-with-bool", FORM),
    ("empty-else", FORM),
    ("empty-rescue", FORM),
    ("fail-without-message", FORM),
    ("identical-branches", FORM),
    ("idle-documentation", FORM),
    ("idle-handler", FORM),
    ("long-cancel", FORM),
    ("long-runbook", "a hundred steps fill no page; `tests/it/lint/document_fixes.rs` shows them"),
    ("map-param", "`import` keeps what a parameter of a document is, and the console takes it"),
    ("missing-case", FORM),
    ("missing-concurrency", REQUEST),
    ("missing-max-errors", REQUEST),
    ("missing-timezone", REQUEST),
    ("needless-exit", "`redundant-clause` finds `isEnd` of the last step"),
    ("needless-raw", FORM),
    ("needless-template", FORM),
    ("non-idempotent-script", REQUEST),
    ("numeric-weekday", REQUEST),
    ("odd-schedule", REQUEST),
    ("overlapping-window", REQUEST),
    ("public-share", REQUEST),
    ("shell-instead-of-module", FORM),
    ("sleep-instead-of-wait", FORM),
    ("stale-baseline", "its finding is in the baseline, not in a document"),
    ("unlimited-target", REQUEST),
    ("unlisted-patch-value", REQUEST),
    ("unused-argument", FORM),
    ("unused-output", FORM),
    ("unused-use", FORM),
    ("useless-max-errors", REQUEST),
    ("wildcard-target", REQUEST),
];

/// It is about how a source is written.
const FORM: &str = "a document has no such form";

/// It is about an association, a window, a share or a patch baseline.
const REQUEST: &str = "it is about a request, which no document holds";

#[test]
fn every_page_shows_a_document_or_says_why_it_cannot() {
    assert!(NOT_IN_DOCUMENTS.is_sorted());
    for rule in RULES {
        let reason = NOT_IN_DOCUMENTS.iter().find(|(name, _)| *name == rule.name);
        let blocks = rule_blocks(rule.page);
        let mut wrong = blocks.iter().filter(|block| block.heading == "Wrong");
        let shows = wrong.any(|block| block.language == Language::Yaml);
        assert_eq!(shows, reason.is_none(), "{}", rule.name);
    }
}

#[test]
fn no_finding_of_a_document_asks_for_what_only_a_source_can_say() {
    const OF_SOURCES: [&str; 12] = [
        "///",
        "`raw",
        "r\"",
        "`else`",
        "`assert`",
        "`critical`",
        "`timeout ",
        "`param ",
        "`use ",
        "`sh(",
        "python(",
        "`plugin.",
    ];
    for rule in RULES {
        let blocks = rule_blocks(rule.page);
        for block in blocks.iter().filter(|block| block.language != Language::Ord) {
            for found in findings_of(rule, block) {
                let texts = [found.help.as_deref(), found.note.as_deref(), Some(&*found.message)];
                for text in texts.into_iter().flatten() {
                    let named = OF_SOURCES.iter().find(|word| text.contains(**word));
                    assert_eq!(named, None, "{}:{}: {text}", rule.name, block.line);
                }
            }
        }
    }
}

#[test]
fn every_page_belongs_to_a_rule() {
    let known: BTreeSet<String> = RULES.iter().map(|rule| format!("{}.md", rule.name)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let entries = fs::read_dir(folder).expect("the folder of pages");
    let pages: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(pages, known);
}

#[test]
fn the_table_of_rules_is_sorted_and_its_names_are_words() {
    assert!(RULES.is_sorted_by(|left, right| left.name < right.name));
    for rule in RULES {
        let is_letter = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        assert!(rule.name.chars().all(is_letter), "{}", rule.name);
        assert!(!rule.title.is_empty() && !rule.title.ends_with('.'), "{}", rule.name);
    }
}

#[test]
fn the_list_of_rules_is_as_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var_os("ORDAIN_UPDATE").is_some() {
        fs::write(&path, index_page()).expect("the page is written");
    }
    let written = fs::read_to_string(&path).expect("the page");
    assert!(
        written == index_page(),
        "docs/rules.md is old: ORDAIN_UPDATE=1 cargo test --test it rule_pages"
    );
}

fn see_also(page: &str) -> Vec<&str> {
    let behind = page.split_once("## See also\n").map_or("", |(_, behind)| behind);
    behind.split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
}
