//! The grammar of shells: lists, pipelines, compound commands. It takes what any of them takes,
//! and reports what all refuse.

use super::cursor::{Read, Reader, Stop, problem};
use super::program;
use super::script::{BlockKind, Command, Joint, Reading, Word};
use super::word::OPERATORS;

/// Words that end a list of commands where a command would begin.
const CLOSING: &[&str] = &["then", "fi", "do", "done", "elif", "else", "esac", "}"];

/// Reads a script.
pub(in crate::lint) fn read(text: &str) -> Reading {
    let mut reader = Reader::new(text);
    let mut problem = None;
    while reader.at < reader.end {
        let stop = match reader.list() {
            Ok(_) if reader.at >= reader.end => break,
            Ok(_) => reader.unexpected::<()>().err(),
            Err(stop) => Some(stop),
        };
        match stop {
            Some(Stop::Unknown) => {
                problem = None;
                break;
            }
            Some(Stop::Problem(found)) => problem = problem.or(Some(found)),
            None => {}
        }
        // What stands behind the line of an error may well be read.
        reader.block = 0;
        reader.command = None;
        let line = reader.rest().find('\n').map_or(reader.end - reader.at, |it| it + 1);
        reader.at += line;
    }
    let is_doubtful = reader.is_doubtful;
    let mut reading = reader.reading;
    reading.problem = problem.filter(|_| !is_doubtful);
    reading
}

impl Reader<'_> {
    /// Blanks, comments, and lines that go on below.
    pub(super) fn blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.step(),
                Some(b'\\') if self.starts("\\\n") || self.starts("\\\r\n") => {
                    self.at += self.rest().find('\n').map_or(1, |it| it + 1);
                }
                Some(b'#') => {
                    let rest = self.rest();
                    self.at += rest.find('\n').unwrap_or(rest.len());
                }
                _ => return,
            }
        }
    }

    /// Blanks and line breaks, with the here-documents behind these.
    pub(super) fn newlines(&mut self) {
        loop {
            self.blanks();
            if !self.takes("\n") {
                return;
            }
            self.here_documents();
        }
    }

    /// Commands up to what can be none; whether there is any.
    pub(super) fn list(&mut self) -> Read<bool> {
        let mut any = false;
        loop {
            self.newlines();
            if self.at >= self.end || self.closes() {
                return Ok(any);
            }
            self.statements += 1;
            self.and_or()?;
            any = true;
            self.blanks();
            if !self.closes() && (self.takes(";") || self.takes("&") || self.takes("\n")) {
                if self.since(self.at.saturating_sub(1)) == "\n" {
                    self.here_documents();
                }
                continue;
            }
            // Behind `fi` and the like the language's words need no `;`.
            if self.at >= self.end || self.closes() {
                return Ok(any);
            }
            return self.unexpected();
        }
    }

    /// Whether a list ends here.
    fn closes(&self) -> bool {
        self.starts(")")
            || self.starts(";;")
            || self.starts(";&")
            || CLOSING.contains(&self.reserved())
    }

    fn and_or(&mut self) -> Read<()> {
        let statement = self.statements;
        let mut joint = Joint::Next;
        loop {
            self.pipeline(joint, statement)?;
            self.blanks();
            joint = if self.takes("&&") {
                Joint::And
            } else if self.takes("||") {
                Joint::Or
            } else {
                return Ok(());
            };
            self.newlines();
        }
    }

    fn pipeline(&mut self, mut joint: Joint, statement: usize) -> Read<()> {
        self.pipelines += 1;
        let pipeline = self.pipelines;
        loop {
            let first = self.reading.commands.len();
            self.command(joint)?;
            for command in self.reading.commands.iter_mut().skip(first) {
                if command.block == self.block {
                    command.pipeline = pipeline;
                    command.statement = statement;
                }
            }
            self.blanks();
            if self.starts("||") || !(self.takes("|&") || self.takes("|")) {
                return Ok(());
            }
            joint = Joint::Pipe;
            self.newlines();
        }
    }

    fn command(&mut self, joint: Joint) -> Read<()> {
        self.blanks();
        let word = self.reserved();
        if matches!(word, "!" | "time") {
            self.at += word.len();
            self.blanks();
            if word == "time" && self.reserved() == "-p" {
                self.at += 2;
                self.blanks();
            }
            return match self.peek() {
                None | Some(b'\n' | b';') => Ok(()),
                _ => self.deeper(|it| it.command(joint)),
            };
        }
        if CLOSING.contains(&word) {
            return self.unexpected();
        }
        self.joint = joint;
        if self.deeper(|it| it.compound(joint))? { Ok(()) } else { self.simple(joint) }
    }

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

    /// A word where one must stand.
    pub(super) fn wanted_word(&mut self) -> Read<Word> {
        match self.peek() {
            None | Some(b'\n') => self.unexpected(),
            Some(byte) if OPERATORS.contains(&byte) && !self.starts("<(") && !self.starts(">(") => {
                self.unexpected()
            }
            Some(_) => self.word(),
        }
    }

    /// Keeps words that are no command's, under the name of what they belong to.
    fn note_words(&mut self, name: &str, at: (usize, usize), mut words: Vec<Word>) {
        words.insert(
            0,
            Word { value: name.to_owned(), at: (at.0, at.0 + name.len()), ..Word::default() },
        );
        self.reading.commands.push(Command { words, block: self.block, at, ..Command::default() });
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

    /// Says that what stands here may not.
    pub(super) fn unexpected<T>(&mut self) -> Read<T> {
        let start = self.at;
        let Some(byte) = self.peek() else {
            return problem((start.saturating_sub(1), start), "the script ends too early");
        };
        if byte == b'\n' {
            return problem((start.saturating_sub(1), start), "the line ends too early");
        }
        let operators = [";;&", ";;", ";&", "&&", "||", "|&"];
        let word = match operators.iter().find(|it| self.starts(it)) {
            Some(operator) => operator,
            None if OPERATORS.contains(&byte) => self.rest().get(..1).unwrap_or(""),
            None => self.reserved(),
        };
        let word: String = word.chars().take(40).collect();
        problem((start, start + word.len()), format!("`{word}` may not stand here"))
    }

    /// A simple command, or the definition of a function.
    fn simple(&mut self, joint: Joint) -> Read<()> {
        self.joint = Joint::Next;
        let number = self.reading.commands.len();
        let start = self.at;
        self.reading.commands.push(Command {
            block: self.block,
            joint,
            at: (start, start),
            ..Command::default()
        });
        let around = self.command.replace(number);
        let read = self.words_of(number);
        self.command = around;
        read?;
        let is_function = self.starts("(");
        let end = self.at;
        let Some(command) = self.reading.commands.get_mut(number) else { return Ok(()) };
        command.at = (start, end_of(self.text, start, end));
        if is_function {
            let is_name = command.words.len() == 1
                && command.assignments.is_empty()
                && command.redirects.is_empty();
            if !is_name {
                return self.unexpected();
            }
            command.words.clear();
            self.step();
            self.blanks();
            if !self.takes(")") {
                return self.unexpected();
            }
            return self.function_body();
        }
        program::look(self, number);
        Ok(())
    }

    fn words_of(&mut self, number: usize) -> Read<()> {
        let mut any = false;
        loop {
            self.blanks();
            if self.redirect_length().is_some() {
                self.redirect(number)?;
                any = true;
                continue;
            }
            let is_end = match self.peek() {
                None | Some(b'\n') => true,
                Some(byte) => OPERATORS.contains(&byte) && !self.starts("<(") && !self.starts(">("),
            };
            if is_end {
                return if any { Ok(()) } else { self.unexpected() };
            }
            let word = self.word()?;
            any = true;
            let Some(command) = self.reading.commands.get_mut(number) else { return Ok(()) };
            if command.words.is_empty() && word.is_assignment(self.text) {
                command.assignments.push(word);
            } else {
                command.words.push(word);
            }
        }
    }
}

impl Word {
    /// Whether it gives a variable a value where it stands before the name of a command.
    fn is_assignment(&self, text: &str) -> bool {
        let (start, end) = self.at;
        let written = text.get(start..end).unwrap_or("");
        let name = written.split(['=', '[', '+']).next().unwrap_or("");
        super::script::is_name(name) && self.assigned().is_some()
    }
}

/// The end of a command without the blanks and comments behind it.
fn end_of(text: &str, start: usize, end: usize) -> usize {
    let written = text.get(start..end).unwrap_or("");
    start + written.trim_end().len()
}
