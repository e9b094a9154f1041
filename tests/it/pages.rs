//! The pages of the codes are true: each wrong block gives its code, each right block is clean.
//!
//! `CONTRIBUTING.md` says how a block names files, an environment and inputs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ordain::diagnostic::{CODES, Code, CodeRow};
use ordain::markup::Syntax;

use crate::support::{Finding, Project, import_findings, markup_findings};

/// Codes that need more than one project, or a file that no page could hold: their pages show text
/// instead of a program, and `tests/it/resolve` and `tests/it/syntax` prove them.
const FROM_DISK: &[&str] = &[
    "E0127", "E0138", "E0204", "E0205", "E0206", "E0237", "E0238", "E0241", "E0630", "E0701",
    "E0702", "E0706",
];

/// Codes of a file as such, which no block can show: `tests/it/markup` proves them.
const FROM_BYTES: &[&str] = &["E0170", "E0171", "E0177"];

/// Codes that are found in documents, of ours or of others: `E0640` to `E0669` and `E0690` to
/// `E0699`. Their blocks are JSON, and `tests/it/ssm` runs them.
fn is_about_documents(code: Code) -> bool {
    code.is_in(640..=669) || code.is_in(690..=699)
}

/// Codes of YAML and JSON as such: `E0160` to `E0179`. Their blocks are documents.
fn is_about_markup(code: Code) -> bool {
    code.is_in(160..=179)
}

/// Codes of templates: `E0670` to `E0689`. Their blocks are templates in YAML, or
/// files of Terraform.
fn is_about_templates(code: Code) -> bool {
    code.is_in(670..=689)
}

/// Codes that only `ordain iam` gives: `E0480` to `E0499`. A `policy.json` beside the program is
/// compared with what its runbook `example` needs.
fn is_about_policies(code: Code) -> bool {
    code.is_in(480..=499)
}

/// Codes that only `ordain lint` gives.
fn is_about_lint(code: Code) -> bool {
    code.is_in(243..=245)
}

/// Codes that only `ordain import` gives: `E0560`. Their blocks are documents.
fn is_about_import(code: Code) -> bool {
    code.is_in(560..=569)
}

/// The findings of a block, of the command that gives the code.
fn findings_of(code: Code, block: &Block) -> Vec<Finding> {
    if is_about_import(code) {
        return import_findings(&block.text);
    }
    match block.language {
        Language::Yaml => return markup_findings(&block.text, Syntax::Yaml),
        Language::Json => return markup_findings(&block.text, Syntax::Json),
        Language::Terraform => return Project::new().file("main.tf", &block.text).check(),
        Language::Template => return Project::new().file("template.yaml", &block.text).check(),
        Language::Ord => {}
    }
    let project = project_of(&block.text);
    if is_about_lint(code) {
        return project.lint();
    }
    let mut found = project.build_findings();
    if is_about_policies(code) {
        // Information may stand beside every other code.
        let is_wanted = |one: &Finding| {
            !["E0486", "E0495"].contains(&one.code.as_str()) || one.code == code.to_string()
        };
        found.extend(project.policy_findings("example").into_iter().filter(is_wanted));
    }
    found
}

/// What a block is: a program, or a document as the reader of documents reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Ord,
    Yaml,
    Json,
    /// A template of CloudFormation in YAML.
    Template,
    Terraform,
}

/// One fenced block of a page.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) heading: String,
    pub(crate) language: Language,
    /// From 1, of the line after the fence.
    pub(crate) line: usize,
    pub(crate) text: String,
}

#[test]
fn every_wrong_block_gives_its_code_and_no_other_error() {
    let mut broken = Vec::new();
    for row in CODES {
        for block in blocks(row).iter().filter(|block| block.heading == "Wrong") {
            let found = findings_of(row.code, block);
            if !shows_only(row.code, &found) {
                broken.push(format!("{}:{}: {:#?}", row.code, block.line, brief(&found)));
            }
        }
    }
    assert!(broken.is_empty(), "these wrong blocks do not give their code:\n{}", broken.join("\n"));
}

#[test]
fn every_right_block_is_clean() {
    let mut broken = Vec::new();
    for row in CODES {
        for block in blocks(row).iter().filter(|block| block.heading == "Right") {
            let found = findings_of(row.code, block);
            if !found.is_empty() {
                broken.push(format!("{}:{}: {:#?}", row.code, block.line, brief(&found)));
            }
        }
    }
    assert!(broken.is_empty(), "these right blocks have findings:\n{}", broken.join("\n"));
}

#[test]
fn every_page_has_its_title_and_all_its_parts() {
    let mut broken = Vec::new();
    for row in CODES {
        let title = format!("# {}: {}", row.code, row.title);
        if row.page.lines().next() != Some(title.as_str()) {
            broken.push(format!("{}: the first line is not `{title}`", row.code));
        }
        let headings: Vec<&str> =
            row.page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        for wanted in ["What", "Why", "Wrong", "Right", "See also"] {
            if !headings.contains(&wanted) {
                broken.push(format!("{}: there is no `## {wanted}`", row.code));
            }
        }
        let code = row.code.to_string();
        let from_disk = FROM_DISK.contains(&code.as_str()) || FROM_BYTES.contains(&code.as_str());
        let blocks = blocks(row);
        for wanted in ["Wrong", "Right"] {
            if !from_disk
                && !is_about_documents(row.code)
                && !blocks.iter().any(|block| block.heading == wanted)
            {
                broken.push(format!("{}: `{wanted}` has no block that is run", row.code));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_page_belongs_to_a_code_and_names_only_known_codes() {
    let known: BTreeSet<String> = CODES.iter().map(|row| row.code.to_string()).collect();
    let mut broken = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    for entry in fs::read_dir(folder).expect("the folder of pages") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("").to_owned();
        if stem != "README" && !known.contains(&stem) {
            broken.push(format!("{} belongs to no code", path.display()));
        }
    }
    for row in CODES {
        for named in codes_in(row.page) {
            if !known.contains(&named) {
                broken.push(format!("{} names {named}, which is no code", row.code));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_table_of_codes_is_sorted_and_has_no_number_twice() {
    let numbers: Vec<u16> = CODES.iter().filter_map(|row| row.code.number()).collect();
    assert!(numbers.is_sorted_by(|left, right| left < right), "{numbers:?}");
}

/// An error page shows no other error; a warning page shows nothing else.
fn shows_only(code: Code, found: &[Finding]) -> bool {
    let code = code.to_string();
    let errors: Vec<&Finding> = found.iter().filter(|one| one.is_error).collect();
    if errors.is_empty() {
        return !found.is_empty() && found.iter().all(|one| one.code == code);
    }
    errors.iter().all(|one| one.code == code)
}

pub(crate) fn brief(found: &[Finding]) -> Vec<String> {
    found.iter().map(|one| format!("{} {}: {}", one.code, one.line, one.message)).collect()
}

/// The `ord` blocks of a page, and the documents of one about YAML and JSON.
fn blocks(row: &CodeRow) -> Vec<Block> {
    let (about_markup, about_templates) = (is_about_markup(row.code), is_about_templates(row.code));
    let yaml = match about_templates {
        true => Some(Language::Template),
        false => (about_markup || is_about_import(row.code)).then_some(Language::Yaml),
    };
    blocks_of(row.page, yaml)
}

/// The programs and documents of a page of a rule.
pub(crate) fn rule_blocks(page: &str) -> Vec<Block> {
    blocks_of(page, Some(Language::Yaml))
}

/// The programs of a page, and its documents where `yaml` says what those in YAML are.
fn blocks_of(page: &str, yaml: Option<Language>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = String::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(text) = line.strip_prefix("## ") {
            heading = text.to_owned();
        }
        // A program may hold three backquotes of its own only inside a longer fence.
        let ticks: String = line.chars().take_while(|it| *it == '`').collect();
        if ticks.len() < 3 {
            continue;
        }
        let text: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != ticks).collect();
        let language = match line.trim_start_matches('`') {
            "ord" => Language::Ord,
            "json" if yaml == Some(Language::Yaml) => Language::Json,
            "yaml" => match yaml {
                Some(language) => language,
                None => continue,
            },
            "hcl" if yaml == Some(Language::Template) => Language::Terraform,
            _ => continue,
        };
        let text = text.join("\n") + "\n";
        blocks.push(Block { heading: heading.clone(), language, line: number + 2, text });
    }
    blocks
}

impl Block {
    /// The program, or the document alone.
    pub(crate) fn project(&self) -> Project {
        match self.language {
            Language::Ord => project_of(&self.text),
            Language::Yaml => Project::new().file("example.yaml", &self.text),
            Language::Json => Project::new().file("example.json", &self.text),
            Language::Template => Project::new().file("template.yaml", &self.text),
            Language::Terraform => Project::new().file("main.tf", &self.text),
        }
    }
}

/// The project that a block describes.
pub(crate) fn project_of(block: &str) -> Project {
    let mut project = Project::new();
    let mut path = "main.ord".to_owned();
    let mut text = String::new();
    for line in block.lines() {
        if let Some(next) = line.strip_prefix("// file: ") {
            project = add(project, &path, &text);
            (path, text) = (next.trim().to_owned(), String::new());
        } else if let Some(name) = line.strip_prefix("// env: ") {
            project = project.environment(name.trim());
        } else if let Some(given) = line.strip_prefix("// input: ") {
            let (name, value) = given.trim().split_once('=').expect("`// input: NAME=VALUE`");
            project = project.input(name, value);
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    add(project, &path, &text)
}

fn add(project: Project, path: &str, text: &str) -> Project {
    match path {
        "main.ord" if text.trim().is_empty() => project,
        "ordain.toml" => project.manifest(text),
        path if path.ends_with(".ord") => project.file(path, text),
        path => project.asset(path, text),
    }
}

/// Every `E` and four digits in a text.
fn codes_in(text: &str) -> BTreeSet<String> {
    let pattern = regex::Regex::new(r"\bE\d{4}\b").expect("a pattern");
    pattern.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}
