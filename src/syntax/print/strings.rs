//! Strings as source.

use super::Printer;
use super::levels::BRACKETED;
use crate::syntax::ast::{Fence, StringPart};

impl Printer {
    pub(super) fn string(&mut self, parts: &[StringPart], fence: Fence) {
        let only_text = match parts {
            [] => Some(""),
            [StringPart::Text { text, .. }] => Some(text.as_str()),
            _ => None,
        };
        match (fence, only_text) {
            (Fence::Raw, Some(text)) if !text.contains(['"', '\n', '\r']) => {
                self.put(&format!("r\"{text}\""));
            }
            (Fence::Text, Some(text)) if fits_fence(text) => {
                self.put("text");
                self.fenced(text);
            }
            (Fence::Lines, _) if self.lines(parts) => {}
            _ => self.plain(parts),
        }
    }

    fn plain(&mut self, parts: &[StringPart]) {
        self.put("\"");
        for part in parts {
            match part {
                StringPart::Text { text, .. } => self.put(&escaped(text)),
                StringPart::Hole { expr, .. } => {
                    self.put("${");
                    self.expr(expr, BRACKETED);
                    self.put("}");
                }
            }
        }
        self.put("\"");
    }

    /// Several lines with holes; says no, writing nothing, where dedenting would not give the same
    /// text back or a hole has line breaks of its own.
    fn lines(&mut self, parts: &[StringPart]) -> bool {
        let mut text = String::new();
        for part in parts {
            match part {
                StringPart::Text { text: piece, .. } => {
                    let piece: Vec<String> = piece.split('\n').map(escaped).collect();
                    text.push_str(&piece.join("\n"));
                }
                StringPart::Hole { expr, .. } => {
                    let mut inner = Printer::default();
                    inner.expr(expr, BRACKETED);
                    if inner.out.contains('\n') {
                        return false;
                    }
                    text.push_str(&format!("${{{}}}", inner.out));
                }
            }
        }
        if !fits_fence(&text) {
            return false;
        }
        self.fenced(&text);
        true
    }

    /// A text between fences, one level deeper than the line where it starts.
    pub(super) fn fenced(&mut self, text: &str) {
        let longest = text.split(|c| c != '"').map(str::len).max().unwrap_or(0);
        // Six quotes would be an empty text.
        let quotes = match longest + 1 {
            0..=3 => 3,
            6 => 7,
            quotes => quotes,
        };
        let fence = "\"".repeat(quotes);
        self.put(&fence);
        self.put("\n");
        self.depth += 1;
        let body = text.strip_suffix('\n');
        for (index, line) in body.unwrap_or(text).split('\n').enumerate() {
            if index > 0 {
                self.put("\n");
            }
            if !line.is_empty() {
                self.indent();
                self.put(line);
            }
        }
        self.depth -= 1;
        if body.is_some() {
            self.put("\n");
            self.indent();
        }
        self.put(&fence);
    }
}

/// Whether dedenting gives this text back when its lines are indented: some line has nothing
/// before it, none is made of blanks, and none ends where the fence would be taken for its end.
pub(super) fn fits_fence(text: &str) -> bool {
    let starts_blank = |line: &str| line.starts_with([' ', '\t']);
    let is_blank = |line: &str| !line.is_empty() && line.trim_matches([' ', '\t', '\r']).is_empty();
    let lines = || text.split('\n');
    let ends_well = text.ends_with('\n') || !text.ends_with('"') && !text.is_empty();
    lines().any(|line| !line.is_empty() && !starts_blank(line))
        && !lines().any(is_blank)
        && !text.contains('\r')
        && ends_well
}

/// `"text"`.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '$' => out.push_str("\\$"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out
}
