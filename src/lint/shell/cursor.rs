//! A place in a script that moves on, and how reading ends early.

use super::script::{Block, BlockKind, Joint, Problem, Reading, Stretch};
use super::word::OPERATORS;

/// Blocks and words in each other: a script of people has a tenth of it.
const MAX_DEPTH: usize = 60;

/// Why reading stops.
#[derive(Debug)]
pub(super) enum Stop {
    Problem(Problem),
    /// Too much in each other: nothing is said of such a script.
    Unknown,
}

pub(super) type Read<T> = Result<T, Stop>;

/// A here-document whose text begins behind the next line break.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) command: usize,
    /// Among those of the command.
    pub(super) redirect: usize,
    pub(super) end_word: String,
    pub(super) is_literal: bool,
    pub(super) is_tabbed: bool,
}

pub(super) struct Reader<'s> {
    pub(super) text: &'s str,
    pub(super) at: usize,
    /// Where the text ends that is read, which may be a part of the script.
    pub(super) end: usize,
    pub(super) reading: Reading,
    pub(super) block: usize,
    /// The command whose words are read.
    pub(super) command: Option<usize>,
    pub(super) pipelines: usize,
    pub(super) statements: usize,
    pub(super) pending: Vec<Pending>,
    /// How the compound command that begins here follows the one before.
    pub(super) joint: Joint,
    /// Something begins like arithmetic and is none: Bash takes more of these than can be told
    /// here.
    pub(super) is_doubtful: bool,
    depth: usize,
}

impl<'s> Reader<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        let script = Block { kind: BlockKind::Script, parent: None, joint: Joint::Next };
        let reading = Reading { blocks: vec![script], ..Reading::default() };
        Self {
            text,
            at: 0,
            end: text.len(),
            reading,
            block: 0,
            command: None,
            pipelines: 0,
            statements: 0,
            pending: Vec::new(),
            joint: Joint::Next,
            is_doubtful: false,
            depth: 0,
        }
    }

    /// What is left of the part that is read.
    pub(super) fn rest(&self) -> &'s str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<u8> {
        if self.at < self.end { self.text.as_bytes().get(self.at).copied() } else { None }
    }

    pub(super) fn starts(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    /// Goes behind a text if it stands here.
    pub(super) fn takes(&mut self, text: &str) -> bool {
        let is_here = self.starts(text);
        if is_here {
            self.at += text.len();
        }
        is_here
    }

    /// Goes behind one character.
    pub(super) fn step(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// The text from a place to here.
    pub(super) fn since(&self, start: usize) -> &'s str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// The letters up to the end of a word, where it might be one of the language.
    pub(super) fn reserved(&self) -> &'s str {
        let rest = self.rest();
        let ends =
            |it: char| it.is_whitespace() || OPERATORS.iter().any(|one| char::from(*one) == it);
        let length = rest.find(ends).unwrap_or(rest.len());
        rest.get(..length).unwrap_or("")
    }

    /// Does something one level deeper.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= MAX_DEPTH {
            return Err(Stop::Unknown);
        }
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    /// Reads what stands in a block of its own; gives the number of the block.
    pub(super) fn in_block<T>(
        &mut self,
        kind: BlockKind,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<(usize, T)> {
        let number = self.reading.blocks.len();
        let joint = std::mem::take(&mut self.joint);
        self.reading.blocks.push(Block { kind, parent: Some(self.block), joint });
        let around = (std::mem::replace(&mut self.block, number), self.command.take());
        let done = self.deeper(read);
        (self.block, self.command) = around;
        Ok((number, done?))
    }

    /// Reads a part of the script that lies elsewhere as code; what is wrong in it is nobody's
    /// business here, since no shell looks at it before it runs.
    pub(super) fn code_at(&mut self, (start, end): Stretch) -> Option<usize> {
        let saved = (self.at, self.end, std::mem::take(&mut self.pending));
        (self.at, self.end) = (start, end);
        let read = self.in_block(BlockKind::Code, |reader| reader.list());
        (self.at, self.end, self.pending) = saved;
        read.ok().map(|(number, _)| number)
    }
}

pub(super) fn problem<T>(at: Stretch, what: impl Into<String>) -> Read<T> {
    Err(Stop::Problem(Problem { at, what: what.into() }))
}
