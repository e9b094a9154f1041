//! Pages and lists as Markdown.

use std::fmt::Write;

use crate::report::printable;

use super::{Collection, KINDS, Page, Parameter, Run, Setting};

/// All declarations of some collections with their first sentences.
pub fn list(collections: &[Collection]) -> String {
    let mut out = String::new();
    for collection in collections {
        // Without a page there is nothing to read.
        if collection.pages.is_empty() {
            continue;
        }
        let _ = writeln!(out, "# {}\n", on_one_line(&collection.title));
        for (kind, heading) in KINDS {
            let pages: Vec<&Page> = collection.of_kind(kind).collect();
            if pages.is_empty() {
                continue;
            }
            let _ = writeln!(out, "## {heading}\n");
            for page in pages {
                let separator = if page.summary.is_empty() { "" } else { ": " };
                let _ = writeln!(out, "- {}{separator}{}", code(&page.title()), page.summary);
            }
            out.push('\n');
        }
    }
    visible(out.trim_end()) + "\n"
}

/// One page.
pub fn page_text(page: &Page) -> String {
    let mut out = format!("# {} {}\n", page.kind.word(), code(&page.title()));
    let mut paragraph = |text: &str| {
        if !text.is_empty() {
            let _ = write!(out, "\n{text}\n");
        }
    };
    paragraph(&page.description);
    if let Some(name) = &page.emitted_name {
        paragraph(&format!("Name in the account: {}", code(name)));
    }
    if let Some(targets) = &page.targets {
        paragraph(&format!("Runs on: {}", code(targets)));
    }
    if !page.platforms.is_empty() {
        paragraph(&format!("Platforms: {}", page.platforms.join(", ")));
    }
    if !page.parameters.is_empty() {
        paragraph(&format!("## Parameters\n\n{}", table(&page.parameters)));
    }
    if !page.settings.is_empty() {
        paragraph(&format!("## Attributes\n\n{}", settings(&page.settings)));
    }
    for (number, run) in page.runs.iter().enumerate() {
        if number == 0 {
            paragraph(if run.name.is_some() { "## Tasks" } else { "## Runs" });
        }
        paragraph(&run_text(run));
    }
    if !page.uses.is_empty() {
        let names: Vec<String> = page.uses.iter().map(|name| code(name)).collect();
        paragraph(&format!("Uses: {}", names.join(", ")));
    }
    for section in &page.sections {
        paragraph(&format!("## {}\n\n{}", section.title, section.text));
    }
    if !page.handlers.is_empty() {
        paragraph("## Handlers");
    }
    for handler in &page.handlers {
        let separator = if handler.description.is_empty() { "" } else { ": " };
        let description = on_one_line(&handler.description);
        paragraph(&format!("- {}{separator}{description}", code(&handler.name)));
    }
    visible(&out)
}

fn settings(settings: &[Setting]) -> String {
    let line = |it: &Setting| {
        let separator = if it.description.is_empty() { "" } else { ": " };
        let description = on_one_line(&it.description);
        format!("- {} {}{separator}{description}", code(&it.name), code(&it.value))
    };
    settings.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn run_text(run: &Run) -> String {
    let mut out = String::new();
    if let Some(name) = &run.name {
        let _ = write!(out, "### {}\n\n", code(name));
    }
    if !run.description.is_empty() {
        let _ = write!(out, "{}\n\n", run.description);
    }
    let _ = write!(out, "{}", code(&run.document));
    if let Some(targets) = &run.targets {
        let _ = write!(out, " on {}", code(targets));
    }
    if !run.arguments.is_empty() {
        out.push_str("\n\n| parameter | value |\n| --- | --- |");
        for (name, value) in &run.arguments {
            let cells = [code(name), code(value)].map(|cell| cell.replace('|', "\\|"));
            let _ = write!(out, "\n| {} |", cells.join(" | "));
        }
    }
    if !run.settings.is_empty() {
        let _ = write!(out, "\n\n{}", settings(&run.settings));
    }
    out
}

fn table(parameters: &[Parameter]) -> String {
    let mut out = "| name | type | default | description |\n| --- | --- | --- | --- |".to_owned();
    for it in parameters {
        let default = it.default.as_deref();
        let default = default.map_or_else(|| it.without_default().to_owned(), code);
        let cells = [code(&it.name), code(&it.ty), default, on_one_line(&it.description)];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = write!(out, "\n| {} |", cells.join(" | "));
    }
    out
}

/// Source between as many backquotes as it needs.
fn code(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", on_one_line(text))
}

/// Lines as one, each without the blanks around it.
fn on_one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Text of many lines without what could take over a terminal.
fn visible(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| printable(&line.replace('\t', "    "))).collect();
    lines.join("\n")
}
