//! Runs the checks of `ssm` over a folder of documents that others wrote, and counts what is
//! found: a document that works in reality and is refused here shows a mistake in our tables.

mod api;
mod call;
mod fit;
mod import;
mod source;
mod types;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ordain::diagnostic::Diagnostic;
use ordain::ssm::{Kind, Origins, check_size, validate};
use ordain::text::FileSpan;
use serde_json::Value;

pub use api::{Form, report as api};
pub use import::{Shown, import};

/// What was found how often.
#[derive(Default)]
struct Count {
    findings: usize,
    files: Vec<PathBuf>,
    example: String,
}

/// Validates every `.yaml`, `.yml` and `.json` below `folder`; with `listed` also prints the files
/// of each finding.
pub fn check(folder: &Path, listed: bool) -> Result<(), String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut documents, mut clean) = (0, 0);
    for path in &paths {
        let found = match read(path) {
            Ok(Some((kind, value, text))) => {
                documents += 1;
                findings(kind, &value, &text)
            }
            Ok(None) => continue,
            Err(message) => {
                let count = counts.entry("does not parse".to_owned()).or_default();
                count.add(path, &message);
                continue;
            }
        };
        if found.iter().all(|one| !one.is_error()) {
            clean += 1;
        }
        for one in &found {
            let count = counts.entry(title(one)).or_default();
            count.add(path, &one.message);
        }
    }
    for (title, count) in &counts {
        println!("{:5} in {:4} files  {title}", count.findings, count.files.len());
        println!("                     such as: {}", count.example);
        for path in count.files.iter().filter(|_| listed) {
            println!("                     {}", path.display());
        }
    }
    println!("{} files, {documents} documents, {clean} without an error", paths.len());
    Ok(())
}

impl Count {
    fn add(&mut self, path: &Path, message: &str) {
        self.findings += 1;
        if self.files.last().is_none_or(|last| last != path) {
            self.files.push(path.to_owned());
        }
        if self.example.is_empty() {
            self.example = message.replace('\n', " ").chars().take(160).collect();
        }
    }
}

fn findings(kind: Kind, value: &Value, text: &str) -> Vec<Diagnostic> {
    let origins = Origins::new();
    let mut found = validate(kind, value, &origins, FileSpan::default());
    found.extend(check_size(text, value, &origins, FileSpan::default()));
    found
}

/// The code and the message without what it quotes.
fn title(found: &Diagnostic) -> String {
    format!("{} {}", found.code, without_quotes(&found.message))
}

/// A message without what it quotes.
fn without_quotes(message: &str) -> String {
    let mut title = String::new();
    let mut quote = None;
    for letter in message.chars() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => continue,
            (None, '"' | '`') => quote = Some(letter),
            (None, _) => {}
        }
        title.push(letter);
    }
    title
}

/// A document with its kind and its text; nothing where the file holds none.
fn read(path: &Path) -> Result<Option<(Kind, Value, String)>, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let value: Value = if path.extension().is_some_and(|ending| ending == "json") {
        serde_json::from_str(&text).map_err(|error| error.to_string())?
    } else {
        serde_saphyr::from_str(&text).map_err(|error| error.to_string())?
    };
    Ok(Kind::of_document(&value).map(|kind| (kind, value, text)))
}

/// The documents below a folder, added to `paths` in the order that the system gives them in.
pub fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|it| ["yaml", "yml", "json"].iter().any(|e| it == *e))
        {
            paths.push(path);
        }
    }
    Ok(())
}
