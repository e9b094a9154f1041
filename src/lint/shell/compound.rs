//! Compound commands: `if`, loops, `case`, groups, functions, `[[ … ]]` and `(( … ))`.

use super::cursor::{Read, Reader, problem};
use super::script::{BlockKind, Command, Joint, Word};

impl Reader<'_> {
    /// A compound command with its redirects; whether there was one.
    pub(super) fn compound(&mut self, joint: Joint) -> Read<bool> {
        let start = self.at;
        let word = self.reserved().to_owned();
        match word.as_str() {
            "if" => self.if_command()?,
            "while" | "until" => self.while_command(&word)?,
            "for" | "select" => self.for_command(&word)?,
            "case" => self.case_command()?,
            "{" => self.group()?,
            "[[" => self.double_brackets(joint)?,
            "function" => return self.function_word().map(|()| true),
            "coproc" => return self.coproc(joint),
            _ if self.starts("((") && self.double_parentheses(joint)? => {}
            _ if self.starts("(") => {
                self.step();
                let (_, any) = self.in_block(BlockKind::Subshell, |it| it.list())?;
                if !any {
                    return self.unexpected();
                }
                self.closing_parenthesis(start)?;
            }
            _ => return Ok(false),
        }
        self.redirects()?;
        Ok(true)
    }

    fn redirects(&mut self) -> Read<()> {
        // Those of a compound command belong to a command of their own without a name.
        let number = self.reading.commands.len();
        self.blanks();
        while self.redirect_length().is_some() {
            if self.reading.commands.len() == number {
                self.reading.commands.push(Command {
                    block: self.block,
                    at: (self.at, self.at),
                    ..Command::default()
                });
            }
            self.redirect(number)?;
            self.blanks();
        }
        Ok(())
    }

    /// The list between two words of the language, which may not be empty.
    fn part(&mut self, kind: BlockKind, opened: (usize, &str), ends: &[&str]) -> Read<()> {
        let (_, any) = self.in_block(kind, |it| it.list())?;
        if self.at >= self.end {
            let (at, word) = opened;
            let wanted = ends.last().copied().unwrap_or("");
            return problem((at, at + word.len()), format!("no `{wanted}` closes this `{word}`"));
        }
        if !any || !ends.contains(&self.reserved()) {
            return self.unexpected();
        }
        Ok(())
    }

    fn if_command(&mut self) -> Read<()> {
        let opened = (self.at, "if");
        self.at += 2;
        self.part(BlockKind::Condition, opened, &["then", "fi"])?;
        loop {
            if !self.takes("then") {
                return self.unexpected();
            }
            self.part(BlockKind::Branch, opened, &["elif", "else", "fi"])?;
            if self.takes("elif") {
                self.part(BlockKind::Condition, opened, &["then", "fi"])?;
                continue;
            }
            if self.takes("else") {
                self.part(BlockKind::Branch, opened, &["fi"])?;
            }
            return if self.takes("fi") { Ok(()) } else { self.unexpected() };
        }
    }

    fn while_command(&mut self, word: &str) -> Read<()> {
        let opened = (self.at, word);
        self.at += word.len();
        self.part(BlockKind::Condition, opened, &["do", "done"])?;
        self.loop_body(opened)
    }

    fn loop_body(&mut self, opened: (usize, &str)) -> Read<()> {
        if self.at >= self.end {
            let (at, word) = opened;
            return problem((at, at + word.len()), format!("no `done` closes this `{word}`"));
        }
        if self.reserved() == "{" {
            return self.group();
        }
        if !(self.reserved() == "do" && self.takes("do")) {
            return self.unexpected();
        }
        self.part(BlockKind::Loop, opened, &["done"])?;
        self.at += "done".len();
        Ok(())
    }

    fn for_command(&mut self, word: &str) -> Read<()> {
        let opened = (self.at, word);
        self.at += word.len();
        self.blanks();
        let start = self.at;
        let mut names = Word::default();
        if self.starts("((") {
            if !self.arithmetic(2, &mut names)? {
                return self.unexpected();
            }
            self.note_words("((", (start, self.at), vec![names]);
            self.blanks();
            self.takes(";");
            self.newlines();
            return self.loop_body(opened);
        }
        let mut words = vec![self.wanted_word()?];
        self.newlines();
        if self.reserved() == "in" {
            self.at += 2;
            loop {
                self.blanks();
                if self.peek().is_none_or(|it| matches!(it, b'\n' | b';')) {
                    break;
                }
                words.push(self.wanted_word()?);
            }
        }
        self.note_words(word, (opened.0, self.at), words);
        self.blanks();
        self.takes(";");
        self.newlines();
        self.loop_body(opened)
    }

    fn case_command(&mut self) -> Read<()> {
        let opened = (self.at, "case");
        self.at += 4;
        self.blanks();
        let word = self.wanted_word()?;
        self.note_words("case", (opened.0, self.at), vec![word]);
        self.newlines();
        if self.reserved() != "in" {
            return self.unexpected();
        }
        self.at += 2;
        loop {
            self.newlines();
            if self.at >= self.end {
                return problem((opened.0, opened.0 + 4), "no `esac` closes this `case`");
            }
            if self.reserved() == "esac" {
                self.at += 4;
                return Ok(());
            }
            self.takes("(");
            loop {
                self.blanks();
                self.wanted_word()?;
                self.blanks();
                if !self.takes("|") {
                    break;
                }
            }
            if !self.takes(")") {
                return self.unexpected();
            }
            self.in_block(BlockKind::Branch, |it| it.list())?;
            let ends = [";;&", ";;", ";&"].iter().any(|end| self.takes(end));
            if !ends && self.at < self.end && self.reserved() != "esac" {
                return self.unexpected();
            }
        }
    }

    fn group(&mut self) -> Read<()> {
        let opened = (self.at, "{");
        self.step();
        self.part(BlockKind::Group, opened, &["}"])?;
        self.step();
        Ok(())
    }

    fn double_parentheses(&mut self, joint: Joint) -> Read<bool> {
        let start = self.at;
        let mut word = Word::default();
        if !self.arithmetic(2, &mut word)? {
            return Ok(false);
        }
        word.at = (start, self.at);
        word.value = self.since(start).to_owned();
        self.note_words("((", (start, self.at), vec![word]);
        self.last_joint(joint);
        Ok(true)
    }

    fn last_joint(&mut self, joint: Joint) {
        if let Some(command) = self.reading.commands.last_mut() {
            command.joint = joint;
        }
    }

    fn double_brackets(&mut self, joint: Joint) -> Read<()> {
        let start = self.at;
        self.at += 2;
        let mut words = Vec::new();
        loop {
            self.newlines();
            if self.at >= self.end {
                return problem((start, start + 2), "no `]]` closes this `[[`");
            }
            if self.reserved() == "]]" {
                self.at += 2;
                break;
            }
            let from = self.at;
            if self.starts("<(") {
                words.push(self.word()?);
                continue;
            }
            let is_operator = ["&&", "||", "(", ")", "<", ">"].iter().any(|it| self.takes(it));
            if is_operator {
                let value = self.since(from).to_owned();
                words.push(Word { value, at: (from, self.at), ..Word::default() });
                continue;
            }
            let word = self.wanted_word()?;
            let is_pattern = word.is("=~");
            words.push(word);
            if is_pattern {
                self.blanks();
                words.push(self.regex()?);
            }
        }
        self.note_words("[[", (start, self.at), words);
        self.last_joint(joint);
        Ok(())
    }

    /// The pattern behind `=~`, which holds parentheses and bars.
    fn regex(&mut self) -> Read<Word> {
        let start = self.at;
        let mut pattern = Word::default();
        loop {
            if self.starts("(") {
                self.balanced()?;
            } else if self.takes("|") {
            } else {
                match self.peek() {
                    None | Some(b' ' | b'\t' | b'\n' | b'\r' | b')' | b'&' | b';') => break,
                    Some(b'<' | b'>') => self.step(),
                    Some(_) => {
                        let part = self.word()?;
                        pattern.variables.extend(part.variables);
                        pattern.is_open |= part.is_open;
                    }
                }
            }
        }
        pattern.at = (start, self.at);
        pattern.value = self.since(start).to_owned();
        Ok(pattern)
    }

    fn function_word(&mut self) -> Read<()> {
        self.at += "function".len();
        self.blanks();
        self.wanted_word()?;
        self.blanks();
        if self.takes("(") {
            self.blanks();
            if !self.takes(")") {
                return self.unexpected();
            }
        }
        self.function_body()
    }

    /// The body of a function, behind its name.
    pub(super) fn function_body(&mut self) -> Read<()> {
        self.newlines();
        let (_, is_there) = self.in_block(BlockKind::Function, |it| it.compound(Joint::Next))?;
        if is_there { Ok(()) } else { self.unexpected() }
    }

    fn coproc(&mut self, joint: Joint) -> Read<bool> {
        self.at += "coproc".len();
        self.blanks();
        if self.compound(joint)? {
            return Ok(true);
        }
        let at = self.at;
        self.wanted_word()?;
        self.blanks();
        if !self.compound(joint)? {
            self.at = at;
            self.simple(joint)?;
        }
        Ok(true)
    }
}
