//! Scripts of PowerShell as commands: comments, texts in quotes and over lines, blocks. What is
//! wrong in them is not looked for.

use super::script::{
    Block, BlockKind, Command, Joint, Quote, Reading, Variable, VariableForm, Word,
};

/// Reads a script of PowerShell. Names keep their case, which means nothing there.
pub(in crate::lint) fn read(text: &str) -> Reading {
    let script = Block { kind: BlockKind::Script, parent: None, joint: Joint::Next };
    let mut reader = Reader {
        text,
        at: 0,
        blocks: vec![0],
        command: Command::default(),
        joint: Joint::Next,
        pipeline: 1,
        reading: Reading { blocks: vec![script], ..Reading::default() },
    };
    while reader.at < text.len() {
        reader.piece();
    }
    reader.end_command();
    reader.reading
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
    /// Those that are open, from the outside in.
    blocks: Vec<usize>,
    command: Command,
    joint: Joint,
    pipeline: usize,
    reading: Reading,
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn takes(&mut self, text: &str) -> bool {
        let is_here = self.rest().starts_with(text);
        if is_here {
            self.at += text.len();
        }
        is_here
    }

    /// Goes behind a text, or to the end where it is not found.
    fn skip_behind(&mut self, text: &str) {
        let rest = self.rest();
        self.at += rest.find(text).map_or(rest.len(), |at| at + text.len());
    }

    fn piece(&mut self) {
        if self.takes("<#") {
            self.skip_behind("#>");
        } else if self.takes("`\n") || self.takes("`\r\n") {
        } else if self.takes("&&") {
            self.next_command(Joint::And);
        } else if self.takes("||") {
            self.next_command(Joint::Or);
        } else {
            match self.rest().chars().next() {
                Some('#') => {
                    let rest = self.rest();
                    self.at += rest.find('\n').unwrap_or(rest.len());
                }
                Some('|') => {
                    self.at += 1;
                    self.next_command(Joint::Pipe);
                }
                Some('\n' | ';') => {
                    self.at += 1;
                    // A pipeline may go on behind the end of its line.
                    let is_open = self.command.words.is_empty() && self.joint == Joint::Pipe;
                    if !is_open {
                        self.next_command(Joint::Next);
                    }
                }
                Some('{') => self.open(BlockKind::Group),
                Some('(') => self.open(BlockKind::Subshell),
                Some('}' | ')') => self.close(),
                Some(letter) if letter.is_whitespace() || letter == ',' => {
                    self.at += letter.len_utf8();
                }
                Some(_) => self.word(),
                None => {}
            }
        }
    }

    fn next_command(&mut self, joint: Joint) {
        self.end_command();
        self.joint = joint;
        if joint != Joint::Pipe {
            self.pipeline += 1;
        }
    }

    fn end_command(&mut self) {
        let mut command = std::mem::take(&mut self.command);
        let (Some(first), Some(last)) = (command.words.first(), command.words.last()) else {
            return;
        };
        command.at = (first.at.0, last.at.1);
        command.block = self.blocks.last().copied().unwrap_or(0);
        command.joint = self.joint;
        command.pipeline = self.pipeline;
        command.first = program(&command.words);
        self.joint = Joint::Next;
        self.reading.commands.push(command);
    }

    /// What stands in a block is a command of its own, and what stands behind it another: rules ask
    /// for names, which stand at the beginning of each.
    fn open(&mut self, kind: BlockKind) {
        self.at += 1;
        let parent = self.blocks.last().copied();
        // A call of a method: `$client.DownloadString(…)` keeps its words together.
        let number = self.reading.blocks.len();
        self.reading.blocks.push(Block { kind, parent, joint: Joint::Next });
        if let Some(word) = self.command.words.last_mut() {
            word.blocks.push(number);
        }
        self.end_command();
        self.pipeline += 1;
        self.blocks.push(number);
    }

    fn close(&mut self) {
        self.at += 1;
        self.end_command();
        self.pipeline += 1;
        if self.blocks.len() > 1 {
            self.blocks.pop();
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let mut word = Word::default();
        let is_here_text = |rest: &str, sign: &str| {
            rest.strip_prefix(sign)
                .is_some_and(|it| it.lines().next().is_some_and(|line| line.trim().is_empty()))
        };
        if is_here_text(self.rest(), "@'") {
            self.here_text("\n'@", &mut word);
        } else if is_here_text(self.rest(), "@\"") {
            self.here_text("\n\"@", &mut word);
            word.quote = Quote::Double;
        } else {
            self.parts(&mut word);
        }
        if self.at == start {
            self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            word.value.push_str(self.text.get(start..self.at).unwrap_or(""));
        }
        word.at = (start, self.at);
        // `$x = command`: what runs stands behind the sign.
        if word.value == "=" && !self.command.words.is_empty() {
            self.command.assignments.append(&mut self.command.words);
            return;
        }
        self.command.words.push(word);
    }

    fn here_text(&mut self, end: &str, word: &mut Word) {
        let start = self.at;
        self.skip_behind(end);
        word.value =
            self.text.get(start + 2..self.at).unwrap_or("").trim_end_matches(end).to_owned();
        word.quote = Quote::Single;
        if end.contains('"') {
            self.variables((start, self.at), word);
        }
    }

    fn parts(&mut self, word: &mut Word) {
        let start = self.at;
        while let Some(letter) = self.rest().chars().next() {
            let from = self.at;
            match letter {
                '\'' | '"' => {
                    let is_whole = self.at == start;
                    self.quoted(letter, word);
                    word.quote = match (is_whole, letter) {
                        (true, '\'') => Quote::Single,
                        (true, _) => Quote::Double,
                        (false, _) => Quote::Mixed,
                    };
                }
                '`' => {
                    self.at += 1;
                    let next = self.rest().chars().next();
                    if next == Some('\n') {
                        self.at -= 1;
                        return;
                    }
                    self.at += next.map_or(0, char::len_utf8);
                    word.value.extend(next);
                }
                '$' => self.variable(word),
                '{' | '}' | '(' | ')' | '|' | ';' | ',' => return,
                _ if letter.is_whitespace() => return,
                _ => {
                    self.at += letter.len_utf8();
                    word.value.push_str(self.text.get(from..self.at).unwrap_or(""));
                }
            }
        }
    }

    fn quoted(&mut self, quote: char, word: &mut Word) {
        let start = self.at;
        self.at += 1;
        while let Some(letter) = self.rest().chars().next() {
            self.at += letter.len_utf8();
            if letter == quote {
                if !self.rest().starts_with(quote) {
                    break;
                }
                self.at += 1;
            } else if letter == '`' && quote == '"' {
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
                continue;
            }
            word.value.push(letter);
        }
        if quote == '"' {
            self.variables((start, self.at), word);
        }
    }

    /// The variables of a text in quotes.
    fn variables(&mut self, (start, end): (usize, usize), word: &mut Word) {
        let text = self.text.get(start..end).unwrap_or("");
        for (at, _) in text.match_indices('$') {
            let rest = text.get(at + 1..).unwrap_or("");
            let (name, length) = variable_name(rest);
            let is_escaped = text.get(..at).is_some_and(|it| it.ends_with('`'));
            if !name.is_empty() && !is_escaped {
                let at = (start + at, start + at + 1 + length);
                word.is_open = true;
                word.variables.push(Variable {
                    name: name.to_owned(),
                    form: VariableForm::Value,
                    at,
                });
            }
        }
    }

    fn variable(&mut self, word: &mut Word) {
        let from = self.at;
        self.at += 1;
        let (name, length) = variable_name(self.rest());
        self.at += length;
        word.value.push_str(self.text.get(from..self.at).unwrap_or(""));
        if !name.is_empty() {
            word.is_open = true;
            let at = (from, self.at);
            word.variables.push(Variable { name: name.to_owned(), form: VariableForm::Value, at });
        }
    }
}

/// The name behind `$`, without `env:` and the like, and what it takes.
fn variable_name(rest: &str) -> (&str, usize) {
    let is_letter = |it: char| it.is_alphanumeric() || it == '_' || it == ':';
    let (name, length) = match rest.strip_prefix('{').and_then(|it| it.split_once('}')) {
        Some((name, _)) => (name, name.len() + 2),
        None => {
            let length = rest.find(|it| !is_letter(it)).unwrap_or(rest.len());
            (rest.get(..length).unwrap_or(""), length)
        }
    };
    (name.rsplit(':').next().unwrap_or(name), length)
}

/// Behind words that come before a command: `&`, `return`, `else`.
fn program(words: &[Word]) -> usize {
    let before = ["&", ".", "return", "throw", "else", "do", "try", "finally"];
    let is_before = |word: &Word| before.iter().any(|it| word.value.eq_ignore_ascii_case(it));
    let count = words.iter().take_while(|word| is_before(word)).count();
    if count < words.len() { count } else { 0 }
}
