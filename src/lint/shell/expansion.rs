//! What a shell expands: variables, substitutions, arithmetic, and texts that hold them.

use super::cursor::{Read, Reader, problem};
use super::script::{BlockKind, Stretch, Variable, VariableForm, Word};

/// What ends a stretch of text with expansions in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// `"`
    Quote,
    /// `}` of an expansion in double quotes, where `'` is a letter.
    BraceInQuotes,
    /// `}` of any other expansion.
    Brace,
    /// The end of a here-document.
    End,
}

impl Reader<'_> {
    /// The text of a here-document, as a word with what is expanded in it.
    pub(super) fn here_text(&mut self, (start, end): Stretch) -> Word {
        let saved = (self.at, self.end, std::mem::take(&mut self.pending));
        (self.at, self.end) = (start, end);
        let mut word = Word::default();
        // What is wrong in it shows when it is expanded, not before.
        while self.at < self.end && self.text_with_expansions(&mut word, Until::End).is_err() {
            self.step();
        }
        (self.at, self.end, self.pending) = saved;
        word.at = (start, end);
        word
    }

    pub(super) fn text_with_expansions(&mut self, word: &mut Word, until: Until) -> Read<()> {
        while let Some(byte) = self.peek() {
            let from = self.at;
            match (byte, until) {
                (b'"', Until::Quote) | (b'}', Until::Brace | Until::BraceInQuotes) => {
                    return Ok(());
                }
                (b'"', Until::Brace | Until::BraceInQuotes) => self.double(word)?,
                (b'\'', Until::Brace) => self.single(word)?,
                (b'\\', _) => {
                    self.step();
                    if !self.takes("\n") {
                        self.escaped(word, until);
                    }
                }
                (b'$', Until::Brace) if self.starts("$'") => self.ansi(word)?,
                (b'$' | b'`', _) => self.expansion(word, until)?,
                _ => {
                    self.step();
                    word.value.push_str(self.since(from));
                }
            }
        }
        Ok(())
    }

    /// What stands behind `\` in quotes: most letters keep it.
    fn escaped(&mut self, word: &mut Word, until: Until) {
        let is_taken = match self.peek() {
            Some(b'$' | b'`' | b'\\') => true,
            Some(b'"') => until != Until::End,
            _ => until == Until::Brace,
        };
        if !is_taken {
            word.value.push('\\');
        }
        let from = self.at;
        self.step();
        word.value.push_str(self.since(from));
    }

    /// `$…` or `` `…` ``, as it is written.
    pub(super) fn expansion(&mut self, word: &mut Word, until: Until) -> Read<()> {
        let from = self.at;
        let value = std::mem::take(&mut word.value);
        let is_open = self.deeper(|reader| reader.expanded(word, until))?;
        word.is_open |= is_open;
        word.value = value;
        word.value.push_str(self.since(from));
        Ok(())
    }

    /// Whether there is something to expand; `$` may stand for itself.
    fn expanded(&mut self, word: &mut Word, until: Until) -> Read<bool> {
        let from = self.at;
        if self.takes("`") {
            self.backticks(from, word)?;
        } else if self.starts("$((") && self.arithmetic(3, word)? {
        } else if self.starts("$(") {
            self.at += 2;
            let (number, _) = self.in_block(BlockKind::Substitution, |it| it.list())?;
            self.closing_parenthesis(from)?;
            word.blocks.push(number);
        } else if self.takes("${") {
            self.parameter(from, word, until)?;
        } else {
            self.step();
            return Ok(self.simple_name(from, word));
        }
        Ok(true)
    }

    /// `$name`, `$1`, `$@`.
    fn simple_name(&mut self, from: usize, word: &mut Word) -> bool {
        let length = self.name_length();
        if length > 0 {
            self.at += length;
        } else if self.peek().is_some_and(|it| it.is_ascii_digit() || b"@*#?-$!".contains(&it)) {
            self.step();
        } else {
            return false;
        }
        let name = self.since(from + 1).to_owned();
        let at = (from, self.at);
        word.variables.push(Variable { name, form: VariableForm::Value, at });
        true
    }

    /// Of the name of a variable that begins here, in bytes; none where none does.
    pub(super) fn name_length(&self) -> usize {
        let is_letter = |it: &char| it.is_ascii_alphanumeric() || *it == '_';
        let rest = self.rest();
        if rest.starts_with(|it: char| it.is_ascii_digit()) {
            return 0;
        }
        rest.chars().take_while(is_letter).count()
    }

    /// `${…}`, behind its first brace.
    fn parameter(&mut self, from: usize, word: &mut Word, until: Until) -> Read<()> {
        let is_length = self.starts("#") && !self.starts("#}");
        if is_length || self.starts("!") {
            self.step();
        }
        let name_start = self.at;
        let length = self.name_length();
        if length > 0 {
            self.at += length;
        } else {
            while self.peek().is_some_and(|it| it.is_ascii_digit()) {
                self.step();
            }
            if self.at == name_start && !self.starts("}") {
                self.step();
            }
        }
        let name = self.since(name_start).to_owned();
        let operator = self.rest().trim_start_matches(':');
        let is_guarded = operator.starts_with(['-', '=', '?', '+']);
        let form = match (is_length, is_guarded) {
            (true, _) => VariableForm::Length,
            (false, true) => VariableForm::Guarded,
            (false, false) => VariableForm::Value,
        };
        let in_quotes = matches!(until, Until::Quote | Until::BraceInQuotes)
            || (until == Until::End && self.command.is_none());
        let inner = if in_quotes && is_guarded { Until::BraceInQuotes } else { Until::Brace };
        self.text_with_expansions(word, inner)?;
        if !self.takes("}") {
            return problem((from, from + 2), "no `}` closes this expansion");
        }
        word.variables.push(Variable { name, form, at: (from, self.at) });
        Ok(())
    }

    /// `` `…` ``, behind the first.
    fn backticks(&mut self, from: usize, word: &mut Word) -> Read<()> {
        let start = self.at;
        let mut is_escaped = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'`' => {
                    let inside = (start, self.at);
                    self.step();
                    let number = if is_escaped { None } else { self.code_at(inside) };
                    if let Some(block) = number.and_then(|it| self.reading.blocks.get_mut(it)) {
                        block.kind = BlockKind::Substitution;
                    }
                    word.blocks.extend(number);
                    return Ok(());
                }
                b'\\' => {
                    self.step();
                    is_escaped |= self.starts("`");
                    self.step();
                }
                _ => self.step(),
            }
        }
        problem((from, from + 1), "no other backtick closes this one")
    }

    /// `$(( … ))` or `(( … ))` with as many bytes before; whether it is one, and not a command in
    /// two pairs of parentheses.
    pub(super) fn arithmetic(&mut self, length: usize, word: &mut Word) -> Read<bool> {
        let from = self.at;
        self.at += length;
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'(' => depth += 1,
                b')' if depth > 0 => depth -= 1,
                b')' if self.starts("))") => {
                    let inside = (start, self.at);
                    self.at += 2;
                    let read = self.here_text(inside);
                    word.variables.extend(read.variables);
                    word.blocks.extend(read.blocks);
                    return Ok(true);
                }
                b')' => {
                    self.is_doubtful = true;
                    break;
                }
                b'\\' => self.step(),
                _ => {}
            }
            self.step();
        }
        self.at = from;
        Ok(false)
    }
}
