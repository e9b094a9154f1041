//! The pages of the lint rules are true: each wrong block gives its rule, each right block nothing.
//!
//! Blocks name files as those of the codes do. A rule that the recommended profile leaves out is
//! turned on for its own page.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ordain::diagnostic::CODES;
use ordain::lint::{LintRule, RULES, index_page};

use crate::pages::{Block, brief, program_blocks, project_of};
use crate::support::Finding;

fn findings_of(rule: &'static LintRule, block: &Block) -> Vec<Finding> {
    project_of(&block.text).lint_also(rule)
}

#[test]
fn every_wrong_block_gives_its_rule_and_nothing_else() {
    let mut broken = Vec::new();
    for rule in RULES {
        for block in program_blocks(rule.page).iter().filter(|block| block.heading == "Wrong") {
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
        for block in program_blocks(rule.page).iter().filter(|block| block.heading == "Right") {
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
        let blocks = program_blocks(rule.page);
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
