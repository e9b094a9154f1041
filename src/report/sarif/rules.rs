//! What the log says of a code or a rule: what its own page says.

use crate::diagnostic::Code;
use crate::report::run::Page;

use super::level;
use super::log::{Configuration, Descriptor, Help, Properties, Text};

pub(super) fn descriptor(code: Code, page: Option<Page>) -> Descriptor {
    Descriptor {
        id: code.to_string(),
        short_description: page.map(|page| Text { text: page.title.to_owned() }),
        full_description: page
            .map(|page| Text { text: what(page.text).unwrap_or_else(|| page.title.to_owned()) }),
        help: page.map(|page| Help { text: page.text, markdown: page.text }),
        default_configuration: page
            .and_then(|page| page.level)
            .map(|severity| Configuration { level: level(severity) }),
        properties: page.and_then(|page| page.group).map(|group| Properties { tags: vec![group] }),
    }
}

/// The first paragraph below `## What`, on one line.
fn what(page: &str) -> Option<String> {
    let (_, behind) = page.split_once("## What\n")?;
    let lines = behind.trim_start().lines().take_while(|line| !line.trim().is_empty());
    let text = lines.map(str::trim).collect::<Vec<&str>>().join(" ");
    (!text.is_empty()).then_some(text)
}
