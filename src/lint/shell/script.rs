//! What a shell script says, as rules ask for it: its commands in the order of the text, and what
//! stands around them.

/// From and to, in bytes of the script.
pub(in crate::lint) type Stretch = (usize, usize);

/// A script that was read.
#[derive(Clone, Debug, Default)]
pub(in crate::lint) struct Reading {
    /// In the order in which they begin, those in substitutions and in texts that a shell runs too.
    pub(in crate::lint) commands: Vec<Command>,
    /// The first is the script.
    pub(in crate::lint) blocks: Vec<Block>,
    /// The first error of syntax.
    pub(in crate::lint) problem: Option<Problem>,
}

/// Why no shell takes a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Problem {
    pub(in crate::lint) at: Stretch,
    /// What stands there, as one clause.
    pub(in crate::lint) what: String,
}

/// One simple command, or `[[ … ]]`, or `(( … ))`.
#[derive(Clone, Debug, Default)]
pub(in crate::lint) struct Command {
    /// Name and arguments, with words such as `sudo` before them.
    pub(in crate::lint) words: Vec<Word>,
    /// Which word names what runs: the one behind `sudo -n`, `env A=b`, `timeout 5`.
    pub(in crate::lint) first: usize,
    /// `A=b` before the name.
    pub(in crate::lint) assignments: Vec<Word>,
    pub(in crate::lint) redirects: Vec<Redirect>,
    /// What it stands in, by its place among the blocks.
    pub(in crate::lint) block: usize,
    /// How it follows the one before in its block.
    pub(in crate::lint) joint: Joint,
    /// The same for all commands between two `|`-less ends.
    pub(in crate::lint) pipeline: usize,
    /// The same for all commands that `&&`, `||` and `|` join.
    pub(in crate::lint) statement: usize,
    /// Which words are read as code once more, as behind `sh -c` and `eval`.
    pub(in crate::lint) code: Vec<usize>,
    pub(in crate::lint) at: Stretch,
}

/// A word of a command.
#[derive(Clone, Debug, Default)]
pub(in crate::lint) struct Word {
    pub(in crate::lint) at: Stretch,
    /// Without quotes and escapes; what is expanded stands as it is written.
    pub(in crate::lint) value: String,
    pub(in crate::lint) quote: Quote,
    /// Something in it is expanded.
    pub(in crate::lint) is_open: bool,
    pub(in crate::lint) variables: Vec<Variable>,
    /// Substitutions in it, by their place among the blocks.
    pub(in crate::lint) blocks: Vec<usize>,
}

/// The quotes of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lint) enum Quote {
    #[default]
    None,
    /// All of it in one pair.
    Single,
    /// All of it in one pair.
    Double,
    /// Parts of it.
    Mixed,
}

/// A variable that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Variable {
    pub(in crate::lint) name: String,
    pub(in crate::lint) form: VariableForm,
    pub(in crate::lint) at: Stretch,
}

/// What is read of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum VariableForm {
    Value,
    /// `${#name}`
    Length,
    /// `${name:-…}` and the others that say what to do where it is not set.
    Guarded,
}

/// `> file` and the others.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Redirect {
    /// Without the number before it.
    pub(in crate::lint) operator: &'static str,
    /// The number before it.
    pub(in crate::lint) descriptor: Option<u32>,
    pub(in crate::lint) target: Word,
    /// What a here-document holds.
    pub(in crate::lint) body: Option<Word>,
}

/// What joins a command to the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lint) enum Joint {
    /// A new line, `;` or `&`.
    #[default]
    Next,
    And,
    Or,
    Pipe,
}

/// What commands stand in.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Block {
    pub(in crate::lint) kind: BlockKind,
    /// The block around it; the script has none.
    pub(in crate::lint) parent: Option<usize>,
    /// How what it is a part of follows the command before.
    pub(in crate::lint) joint: Joint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum BlockKind {
    Script,
    /// Between `if`, `elif`, `while` or `until` and what depends on it.
    Condition,
    /// Behind `then`, `else` or the pattern of a `case`.
    Branch,
    Loop,
    /// `{ … }`
    Group,
    /// `( … )`
    Subshell,
    Function,
    /// `$( … )` and the older form.
    Substitution,
    /// `<( … )`
    Process,
    /// A text that a command runs: `sh -c '…'`.
    Code,
}

impl Word {
    /// Whether it is this text, in quotes or not.
    pub(in crate::lint) fn is(&self, text: &str) -> bool {
        !self.is_open && self.value == text
    }

    /// Whether it reads a variable.
    pub(in crate::lint) fn reads(&self, name: &str) -> bool {
        self.variables.iter().any(|it| it.name == name)
    }

    /// What stands behind `name=` where it is an assignment: the name and the value.
    pub(in crate::lint) fn assigned(&self) -> Option<(&str, &str)> {
        let (name, value) = self.value.split_once('=')?;
        let name = name.strip_suffix('+').unwrap_or(name);
        let name = name.split_once('[').map_or(name, |(name, _)| name);
        is_name(name).then_some((name, value))
    }
}

impl Command {
    /// The word that names what runs.
    pub(in crate::lint) fn program(&self) -> Option<&Word> {
        self.words.get(self.first)
    }

    /// The name of what runs, without its folder; empty where it is not known.
    pub(in crate::lint) fn name(&self) -> &str {
        let Some(word) = self.program().filter(|word| !word.is_open) else { return "" };
        word.value.rsplit(['/', '\\']).next().unwrap_or("")
    }

    /// The words behind the name.
    pub(in crate::lint) fn arguments(&self) -> &[Word] {
        self.words.get(self.first + 1..).unwrap_or(&[])
    }

    /// Whether an argument is this text.
    pub(in crate::lint) fn has(&self, text: &str) -> bool {
        self.arguments().iter().any(|word| word.is(text))
    }

    /// Whether a letter is among its short flags, alone or in a bundle.
    pub(in crate::lint) fn has_flag(&self, letter: char) -> bool {
        self.arguments().iter().any(|word| is_bundle(&word.value, letter))
    }

    /// Words that may give variables a value: `a=b` before a command, behind `export`, behind
    /// `env`.
    pub(in crate::lint) fn assigning(&self) -> impl Iterator<Item = &Word> {
        let declares =
            ["export", "readonly", "local", "declare", "typeset", "alias"].contains(&self.name());
        let count = if declares { self.words.len() } else { self.first };
        self.assignments.iter().chain(self.words.iter().take(count))
    }

    /// All words, those of redirects and here-documents too.
    pub(in crate::lint) fn all_words(&self) -> impl Iterator<Item = &Word> {
        let targets =
            self.redirects.iter().flat_map(|it| [Some(&it.target), it.body.as_ref()]).flatten();
        self.assignments.iter().chain(&self.words).chain(targets)
    }
}

impl Reading {
    /// The commands behind a command that its output goes to.
    pub(in crate::lint) fn behind<'a>(
        &'a self,
        command: &'a Command,
    ) -> impl Iterator<Item = &'a Command> {
        let same =
            move |other: &&Command| other.pipeline == command.pipeline && other.at.0 > command.at.0;
        self.commands.iter().filter(same)
    }

    /// The commands before a command that it reads the output of.
    pub(in crate::lint) fn before<'a>(
        &'a self,
        command: &'a Command,
    ) -> impl Iterator<Item = &'a Command> {
        let same =
            move |other: &&Command| other.pipeline == command.pipeline && other.at.0 < command.at.0;
        self.commands.iter().filter(same)
    }

    /// Whether a command stands in a block of a kind, at any depth.
    pub(in crate::lint) fn is_within(&self, command: &Command, kinds: &[BlockKind]) -> bool {
        self.around(command.block).any(|(_, block)| kinds.contains(&block.kind))
    }

    /// The words that give a variable its value.
    pub(in crate::lint) fn assignments<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Word> {
        let words = self.commands.iter().flat_map(Command::assigning);
        words.filter(move |word| word.assigned().is_some_and(|it| it.0 == name))
    }

    /// The block of a command and those around it, from the inside out.
    pub(in crate::lint) fn around(&self, block: usize) -> impl Iterator<Item = (usize, &Block)> {
        let mut next = Some(block);
        std::iter::from_fn(move || {
            let number = next?;
            let block = self.blocks.get(number)?;
            next = block.parent;
            Some((number, block))
        })
    }

    /// The commands in a substitution of a word, at every depth.
    pub(in crate::lint) fn inside(&self, block: usize) -> impl Iterator<Item = &Command> {
        let is_in = move |it: &&Command| self.around(it.block).any(|(number, _)| number == block);
        self.commands.iter().filter(is_in)
    }
}

/// Whether a word is a bundle of short flags with a letter: `-xec` has `c`.
pub(in crate::lint) fn is_bundle(word: &str, letter: char) -> bool {
    let Some(letters) = word.strip_prefix('-') else { return false };
    letters.chars().all(|it| it.is_ascii_alphabetic()) && letters.contains(letter)
}

/// Whether a text is the name of a variable.
pub(in crate::lint) fn is_name(text: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
    !text.is_empty()
        && text.chars().all(is_letter)
        && !text.starts_with(|it: char| it.is_ascii_digit())
}
