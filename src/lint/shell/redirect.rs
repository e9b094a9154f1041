//! Redirects and here-documents.

use super::cursor::{Pending, Read, Reader};
use super::script::{Redirect, Word, is_name};

/// The longest first.
const REDIRECTS: &[&str] =
    &["&>>", "<<<", "<<-", "&>", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">"];

impl Reader<'_> {
    /// How many bytes stand before the operator of a redirect that begins here: a number or
    /// `{name}`.
    pub(super) fn redirect_length(&self) -> Option<usize> {
        let rest = self.rest();
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let name = rest.strip_prefix('{').and_then(|it| it.split_once('}')).map(|(name, _)| name);
        let before = match name.filter(|name| is_name(name)) {
            Some(name) => name.len() + 2,
            None => digits,
        };
        let behind = rest.get(before..)?;
        let is_word = behind.starts_with("<(") || behind.starts_with(">(");
        let is_operator =
            behind.starts_with(['<', '>']) || (before == 0 && behind.starts_with("&>"));
        (is_operator && !is_word).then_some(before)
    }

    /// A redirect of a command, which begins here.
    pub(super) fn redirect(&mut self, number: usize) -> Read<()> {
        let before = self.redirect_length().unwrap_or(0);
        let descriptor = self.rest().get(..before).and_then(|it| it.parse().ok());
        self.at += before;
        let Some(operator) = REDIRECTS.iter().find(|it| self.takes(it)) else {
            return self.unexpected();
        };
        self.blanks();
        let target = self.wanted_word()?;
        let Some(command) = self.reading.commands.get_mut(number) else { return Ok(()) };
        if matches!(*operator, "<<" | "<<-") {
            self.pending.push(Pending {
                command: number,
                redirect: command.redirects.len(),
                end_word: target.value.clone(),
                is_literal: target.quote != super::script::Quote::None
                    || self.text.get(target.at.0..target.at.1).is_some_and(|it| it.contains('\\')),
                is_tabbed: *operator == "<<-",
            });
        }
        command.redirects.push(Redirect { operator, descriptor, target, body: None });
        Ok(())
    }

    /// The texts of the here-documents of a line that ended.
    pub(super) fn here_documents(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            let start = self.at;
            let mut end = self.end;
            while self.at < self.end {
                let line_start = self.at;
                let rest = self.rest();
                self.at += rest.find('\n').map_or(rest.len(), |it| it + 1);
                let line = self.since(line_start).trim_end_matches(['\n', '\r']);
                let line = if pending.is_tabbed { line.trim_start_matches('\t') } else { line };
                if line == pending.end_word {
                    end = line_start;
                    break;
                }
            }
            let body = if pending.is_literal {
                let value = self.text.get(start..end).unwrap_or("").to_owned();
                Word { at: (start, end), value, ..Word::default() }
            } else {
                self.here_text((start, end))
            };
            let command = self.reading.commands.get_mut(pending.command);
            let is_code = command.as_ref().is_some_and(|it| super::program::reads_code(it));
            if let Some(redirect) = command.and_then(|it| it.redirects.get_mut(pending.redirect)) {
                redirect.body = Some(body);
            }
            if is_code {
                let around = self.command.replace(pending.command);
                self.code_at((start, end));
                self.command = around;
            }
        }
    }
}
