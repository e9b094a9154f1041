//! The grammar of shells: lists, pipelines, compound commands. It takes what any of them takes,
//! and reports what all refuse.

use super::cursor::{Read, Reader, Stop, problem};
use super::program;
use super::script::{Command, Joint, Reading, Word};
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
    pub(super) fn note_words(&mut self, name: &str, at: (usize, usize), mut words: Vec<Word>) {
        words.insert(
            0,
            Word { value: name.to_owned(), at: (at.0, at.0 + name.len()), ..Word::default() },
        );
        self.reading.commands.push(Command { words, block: self.block, at, ..Command::default() });
    }

    /// Says that what stands here may not.
    pub(super) fn unexpected<T>(&mut self) -> Read<T> {
        let start = self.at;
        let before = self.text.get(..start).and_then(|it| it.chars().next_back());
        let last = (start - before.map_or(0, char::len_utf8), start);
        let Some(byte) = self.peek() else {
            return problem(last, "the script ends too early");
        };
        if byte == b'\n' {
            return problem(last, "the line ends too early");
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
    pub(super) fn simple(&mut self, joint: Joint) -> Read<()> {
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

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::{ProptestConfig, prop, proptest};

    const PIECES: &[&str] = &[
        "if",
        "then",
        "fi",
        "do",
        "done",
        "while",
        "case",
        "in",
        "esac",
        ";;",
        "{",
        "}",
        "(",
        ")",
        "$(",
        "$((",
        "))",
        "((",
        "${",
        "`",
        "\"",
        "'",
        "\\",
        "\n",
        " ",
        ";",
        "&&",
        "||",
        "|",
        "&",
        "<<A",
        "A\n",
        "<<<",
        "<(",
        ">",
        "a",
        "a=(",
        "a[",
        "]=",
        "[[",
        "]]",
        "=~",
        "$x",
        "#",
        "\u{e9}",
        "sh -c ",
        "eval ",
        "find . -exec ",
        "function ",
        "for ",
        "coproc ",
        "!",
        "time ",
        "$'",
        "\r\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_text_is_read_and_every_place_lies_in_it(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)
        ) {
            let text = pieces.concat();
            let script = read(&text);
            let problem = script.problem.iter().map(|it| it.at);
            let words = script.commands.iter().flat_map(|it| it.all_words()).map(|it| it.at);
            for (start, end) in problem.chain(words).chain(script.commands.iter().map(|it| it.at)) {
                assert!(start <= end && text.get(start..end).is_some(), "{text:?}: {start}..{end}");
            }
        }
    }

    #[test]
    fn what_stands_in_itself_very_often_ends_reading() {
        for piece in ["(", "$(", "$((", "${a:-", "`", "\"$(", "if ", "a=(", "@(", "[[ a =~ (", "{ "]
        {
            assert!(read(&piece.repeat(20_000)).commands.len() < 100_000);
        }
    }
}
