//! Imports a folder of documents: what is found in each, what its source is, and whether that
//! source compiles to an equal document.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ordain::diagnostic::{Diagnostic, Severity};
use ordain::markup::Syntax;
use ordain::{session, verify};
use serde_json::Value;

use super::{Count, collect, title, without_quotes};
use crate::in_memory;

/// What the report shows besides the sums.
#[derive(Clone, Copy, Default)]
pub struct Shown<'p> {
    /// The files of each finding.
    pub files: bool,
    /// The code whose findings are shown one by one.
    pub code: Option<&'p str>,
    /// How many documents must be verified at least.
    pub least: usize,
    /// Where the sources are written.
    pub out: Option<&'p Path>,
}

#[derive(Default)]
struct Sums {
    read: usize,
    imported: usize,
    compiled: usize,
    verified: usize,
    automation: usize,
    without_goto: usize,
    clean: usize,
}

#[derive(Default)]
struct Report {
    sums: Sums,
    documents: BTreeMap<String, Count>,
    sources: BTreeMap<String, Count>,
    differences: BTreeMap<String, Count>,
}

/// Imports every `.yaml`, `.yml` and `.json` below `folder` and prints what became of them.
pub fn import(folder: &Path, shown: Shown<'_>) -> Result<(), String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut report = Report::default();
    for path in &paths {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        report.add(path, &text, shown)?;
    }
    print("findings in documents", &report.documents, shown);
    print("findings in their sources", &report.sources, shown);
    print("differences", &report.differences, shown);
    let sums = &report.sums;
    println!(
        "{} files, {} read, {} without an error, {} imported, {} compiled, {} verified; \
         {} of {} runbooks without goto",
        paths.len(),
        sums.read,
        sums.clean,
        sums.imported,
        sums.compiled,
        sums.verified,
        sums.without_goto,
        sums.automation,
    );
    if sums.verified < shown.least {
        return Err(format!("{} documents are to be verified at least", shown.least));
    }
    Ok(())
}

impl Report {
    fn add(&mut self, path: &Path, text: &str, shown: Shown<'_>) -> Result<(), String> {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let session = in_memory::session(vec![(name.clone(), text.to_owned())]);
        let found = session.check().diagnostics;
        count(&mut self.documents, path, &found);
        for one in found.iter().filter(|one| shown.code == Some(one.code.to_string().as_str())) {
            let place = session.sources().get(one.primary.at.file);
            let line = place.map_or(0, |file| file.lines.line_of(one.primary.at.span.start));
            println!("{}:{line}: {}", path.display(), one.message);
        }
        self.sums.clean += usize::from(!found.iter().any(Diagnostic::is_error));
        let Some(syntax) = Syntax::of_path(&name) else { return Ok(()) };
        let imported = session::import(text, &name, syntax);
        let Some(document) = imported.document else { return Ok(()) };
        self.sums.read += 1;
        let Some(source) = imported.source else { return Ok(()) };
        self.sums.imported += 1;
        if let Some(out) = shown.out {
            let target = out.join(format!("{name}.ord"));
            fs::write(&target, &source)
                .map_err(|error| format!("{}: {error}", target.display()))?;
        }
        if document.get("schemaVersion") == Some(&Value::from("0.3")) {
            self.sums.automation += 1;
            let jumps = source.contains("goto ") || source.contains("action.branch(");
            self.sums.without_goto += usize::from(!jumps);
        }
        let session = in_memory::session(vec![("document.ord".to_owned(), source.clone())]);
        count(&mut self.sources, path, &session.check().diagnostics);
        let compiled = session::compiled(&source);
        if let (Some(out), Some(compiled)) = (shown.out, &compiled) {
            let target = out.join(format!("{name}.compiled.json"));
            let text = compiled.to_string();
            fs::write(&target, text).map_err(|error| format!("{}: {error}", target.display()))?;
        }
        let Some(compiled) = compiled else { return Ok(()) };
        self.sums.compiled += 1;
        let differences = verify::compare(&document, &compiled);
        self.sums.verified += usize::from(differences.is_empty());
        for one in &differences {
            let shown_one = one.to_string();
            if shown.code == Some("differences") {
                println!("{}: {shown_one}", path.display());
            }
            self.differences.entry(without_quotes(&shown_one)).or_default().add(path, &shown_one);
        }
        Ok(())
    }
}

fn count(counts: &mut BTreeMap<String, Count>, path: &Path, found: &[Diagnostic]) {
    for one in found {
        let severity = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let count = counts.entry(format!("{severity} {}", title(one))).or_default();
        count.add(path, &one.message);
    }
}

fn print(what: &str, counts: &BTreeMap<String, Count>, shown: Shown<'_>) {
    println!("== {what}");
    for (title, count) in counts {
        println!("{:5} in {:4} files  {title}", count.findings, count.files.len());
        println!("                     such as: {}", count.example);
        for path in count.files.iter().filter(|_| shown.files) {
            println!("                     {}", path.display());
        }
    }
}
