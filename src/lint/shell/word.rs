//! Words of a shell script: quotes, escapes, arrays, and what a shell expands in them.

use super::cursor::{Read, Reader, problem};
use super::expansion::Until;
use super::script::{BlockKind, Quote, Word, is_name};

/// Where a word ends besides blanks.
pub(super) const OPERATORS: &[u8] = b";&|<>()";

/// Parts of a word by their quotes, to know those of the whole.
#[derive(Default)]
struct Parts {
    bare: usize,
    single: usize,
    double: usize,
}

impl Parts {
    fn quote(&self) -> Quote {
        match (self.bare, self.single, self.double) {
            (_, 0, 0) => Quote::None,
            (0, 1, 0) => Quote::Single,
            (0, 0, 1) => Quote::Double,
            _ => Quote::Mixed,
        }
    }
}

impl Reader<'_> {
    /// A word, which begins here.
    pub(super) fn word(&mut self) -> Read<Word> {
        let start = self.at;
        let mut word = Word::default();
        let mut parts = Parts::default();
        while let Some(byte) = self.peek() {
            let is_special = matches!(byte, b'\'' | b'"' | b'\\' | b'$' | b'`');
            if is_special {
                self.quoted_part(byte, &mut word, &mut parts)?;
            } else if byte.is_ascii_whitespace() {
                break;
            } else if OPERATORS.contains(&byte) {
                if !self.operator_in_word(start, &mut word)? {
                    break;
                }
                parts.bare += 1;
            } else {
                parts.bare += 1;
                let from = self.at;
                if byte == b'[' && is_name(self.since(start)) {
                    self.subscript();
                }
                if self.at == from {
                    self.step();
                }
                word.value.push_str(self.since(from));
            }
        }
        word.at = (start, self.at);
        word.quote = parts.quote();
        Ok(word)
    }

    fn quoted_part(&mut self, byte: u8, word: &mut Word, parts: &mut Parts) -> Read<()> {
        match byte {
            b'\'' => {
                parts.single += 1;
                self.single(word)
            }
            b'"' => {
                parts.double += 1;
                self.double(word)
            }
            b'\\' => {
                self.step();
                // A line that goes on below.
                if !self.takes("\n") && !self.takes("\r\n") {
                    parts.bare += 1;
                    let from = self.at;
                    self.step();
                    word.value.push_str(self.since(from));
                }
                Ok(())
            }
            b'$' if self.starts("$'") => {
                parts.bare += 1;
                parts.single += 1;
                self.ansi(word)
            }
            b'$' if self.starts("$\"") => {
                parts.bare += 1;
                parts.double += 1;
                self.step();
                self.double(word)
            }
            _ => {
                parts.bare += 1;
                self.expansion(word, Until::End)
            }
        }
    }

    /// An operator that a word holds: `<(…)`, `@(…)`, `a=(…)`. Whether there was one.
    fn operator_in_word(&mut self, start: usize, word: &mut Word) -> Read<bool> {
        let before = self.since(start);
        if self.starts("<(") || self.starts(">(") {
            let from = self.at;
            self.at += 2;
            let (number, _) = self.in_block(BlockKind::Process, |it| it.list())?;
            self.closing_parenthesis(from)?;
            word.blocks.push(number);
            word.is_open = true;
            word.value.push_str(self.since(from));
            return Ok(true);
        }
        if !self.starts("(") {
            return Ok(false);
        }
        if before.ends_with('=') && is_assignable(before) {
            self.array(word)?;
            return Ok(true);
        }
        if before.ends_with(['?', '*', '+', '@', '!']) {
            let from = self.at;
            self.balanced()?;
            word.value.push_str(self.since(from));
            word.is_open = true;
            return Ok(true);
        }
        Ok(false)
    }

    /// The items of `a=( … )`.
    fn array(&mut self, word: &mut Word) -> Read<()> {
        let from = self.at;
        self.step();
        word.is_open = true;
        self.deeper(|reader| {
            loop {
                reader.newlines();
                match reader.peek() {
                    None => return problem((from, from + 1), "no `)` closes this list"),
                    Some(b')') => {
                        reader.step();
                        return Ok(());
                    }
                    Some(byte) if OPERATORS.contains(&byte) && !reader.starts("<(") => {
                        let at = (reader.at, reader.at + 1);
                        return problem(at, "this stands in a list of values");
                    }
                    Some(_) => {
                        let item = reader.word()?;
                        word.variables.extend(item.variables);
                        word.blocks.extend(item.blocks);
                    }
                }
            }
        })?;
        word.value.push_str(self.since(from));
        Ok(())
    }

    /// The `[…]` of `a[…]=`, where it is one.
    fn subscript(&mut self) {
        // No index is longer, and a line may be.
        let length = self.rest().char_indices().map(|(at, _)| at).take(200).last().unwrap_or(0);
        let line = self.rest().get(..length).unwrap_or("").lines().next().unwrap_or("");
        let end = line.find("]=").or_else(|| line.find("]+="));
        let inside = end.and_then(|end| line.get(1..end));
        if let (Some(end), Some(inside)) = (end, inside)
            && !inside.contains(['[', '$', '`', '\'', '"'])
        {
            self.at += end + 1;
        }
    }

    /// `'…'`
    pub(super) fn single(&mut self, word: &mut Word) -> Read<()> {
        let open = self.at;
        let inside = self.rest().get(1..).unwrap_or("");
        let Some(end) = inside.find('\'') else {
            return problem((open, open + 1), "no `'` closes this one");
        };
        word.value.push_str(inside.get(..end).unwrap_or(""));
        self.at += end + 2;
        Ok(())
    }

    /// `$'…'`
    pub(super) fn ansi(&mut self, word: &mut Word) -> Read<()> {
        let open = self.at;
        self.at += 2;
        let from = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' => {
                    word.value.push_str(self.since(from));
                    self.step();
                    return Ok(());
                }
                b'\\' => {
                    self.step();
                    self.step();
                }
                _ => self.step(),
            }
        }
        problem((open, open + 2), "no `'` closes this one")
    }

    /// `"…"`
    pub(super) fn double(&mut self, word: &mut Word) -> Read<()> {
        let open = self.at;
        self.step();
        self.deeper(|reader| reader.text_with_expansions(word, Until::Quote))?;
        if self.takes("\"") { Ok(()) } else { problem((open, open + 1), "no `\"` closes this one") }
    }

    /// `( … )` of a pattern, without what it means.
    pub(super) fn balanced(&mut self) -> Read<()> {
        let open = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            let mut unread = Word::default();
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => self.step(),
                b'\'' => {
                    self.single(&mut unread)?;
                    continue;
                }
                b'"' => {
                    self.double(&mut unread)?;
                    continue;
                }
                b'$' | b'`' => {
                    self.expansion(&mut unread, Until::End)?;
                    continue;
                }
                _ => {}
            }
            self.step();
            if depth == 0 {
                return Ok(());
            }
        }
        problem((open, open + 1), "no `)` closes this one")
    }

    pub(super) fn closing_parenthesis(&mut self, from: usize) -> Read<()> {
        self.newlines();
        if self.takes(")") {
            return Ok(());
        }
        if self.at >= self.end {
            let length =
                if self.text.get(from..).is_some_and(|it| it.starts_with('(')) { 1 } else { 2 };
            return problem((from, from + length), "no `)` closes this one");
        }
        self.unexpected()
    }
}

/// Whether a text before `(` gives an array a value: `name=`, `name+=`, `name[…]=`.
fn is_assignable(before: &str) -> bool {
    let name = before.strip_suffix('=').unwrap_or(before);
    is_name(name.strip_suffix('+').unwrap_or(name))
}
