//! Which word of a command names what runs, and which of its words are code themselves.

use super::cursor::Reader;
use super::script::{BlockKind, Command, Joint, Quote, Word, is_bundle};

/// A command that runs another, which its words name.
struct Wrapper {
    name: &'static str,
    /// Short flags with a value of their own.
    valued: &'static str,
    /// Words before the command besides flags.
    words: usize,
}

const fn wrapper(name: &'static str, valued: &'static str, words: usize) -> Wrapper {
    Wrapper { name, valued, words }
}

/// Sorted by name.
const WRAPPERS: [Wrapper; 18] = [
    wrapper("builtin", "", 0),
    wrapper("busybox", "", 0),
    wrapper("command", "", 0),
    wrapper("doas", "uC", 0),
    wrapper("env", "uCS", 0),
    wrapper("exec", "a", 0),
    wrapper("flock", "wE", 1),
    wrapper("ionice", "cnp", 0),
    wrapper("nice", "n", 0),
    wrapper("nohup", "", 0),
    wrapper("setsid", "", 0),
    wrapper("stdbuf", "ioe", 0),
    wrapper("sudo", "CDghpRrTtuU", 0),
    wrapper("systemd-run", "pu", 0),
    wrapper("time", "fo", 0),
    wrapper("timeout", "ks", 1),
    wrapper("watch", "n", 0),
    wrapper("xargs", "adEIiLlnPs", 0),
];

/// Shells that run a text behind `-c`, or their input.
pub(in crate::lint) const SHELLS: &[&str] = &["sh", "bash", "dash", "ash", "zsh", "ksh"];

/// Notes what a command runs, and reads the code in its words.
pub(super) fn look(reader: &mut Reader<'_>, number: usize) {
    let Some(command) = reader.reading.commands.get_mut(number) else { return };
    command.first = first(&command.words);
    command.code = code(command);
    let texts: Vec<Word> =
        command.code.iter().filter_map(|index| command.words.get(*index)).cloned().collect();
    let found = executed(command);
    let around = reader.command.replace(number);
    for word in texts {
        let (start, end) = word.at;
        let is_plain = match word.quote {
            Quote::Single => true,
            Quote::Double => {
                let written = reader.text.get(start..end).unwrap_or("");
                word.blocks.is_empty() && !written.contains('\\')
            }
            Quote::None | Quote::Mixed => false,
        };
        if is_plain {
            reader.code_at((start + 1, end - 1));
        } else if word.quote == Quote::None && !word.is_open {
            reader.code_at((start, end));
        }
    }
    reader.command = around;
    if let Some(words) = found {
        let block = reader.reading.blocks.len();
        let parent = Some(reader.block);
        let kind = BlockKind::Code;
        reader.reading.blocks.push(super::script::Block { kind, parent, joint: Joint::Next });
        let at = match (words.first(), words.last()) {
            (Some(first), Some(last)) => (first.at.0, last.at.1),
            _ => return,
        };
        let first = first(&words);
        reader.pipelines += 1;
        let pipeline = reader.pipelines;
        let inside = Command { words, first, block, at, pipeline, ..Command::default() };
        reader.reading.commands.push(inside);
    }
}

/// The word behind all wrappers; the last of these where nothing stands behind it.
fn first(words: &[Word]) -> usize {
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|word| !word.is_open) {
        let name = word.value.rsplit('/').next().unwrap_or("");
        let Ok(row) = WRAPPERS.binary_search_by(|row| row.name.cmp(name)) else { return at };
        let Some(wrapper) = WRAPPERS.get(row) else { return at };
        let next = behind(words, at + 1, wrapper);
        // `command -v name` asks, and runs nothing.
        let asks = name == "command"
            && words
                .get(at + 1)
                .is_some_and(|it| is_bundle(&it.value, 'v') || is_bundle(&it.value, 'V'));
        if asks || next >= words.len() {
            return at;
        }
        at = next;
    }
    at
}

/// The first word that is neither a flag of a wrapper nor the value of one.
fn behind(words: &[Word], mut at: usize, wrapper: &Wrapper) -> usize {
    let mut left = wrapper.words;
    while let Some(word) = words.get(at) {
        let value = word.value.as_str();
        if value == "--" {
            return at + 1 + left;
        }
        if let Some(flags) = value.strip_prefix('-').filter(|it| !it.is_empty()) {
            let has_value = !flags.starts_with('-')
                && flags.chars().next_back().is_some_and(|it| wrapper.valued.contains(it))
                && !flags.chars().any(|it| it.is_ascii_digit());
            at += 1 + usize::from(has_value);
        } else if matches!(wrapper.name, "env" | "sudo") && word.assigned().is_some() {
            at += 1;
        } else if left > 0 {
            left -= 1;
            at += 1;
        } else {
            return at;
        }
    }
    at
}

/// The words of a command that are read as code.
fn code(command: &Command) -> Vec<usize> {
    let arguments = command.arguments();
    let offset = command.first + 1;
    let name = command.name();
    let is_shell = SHELLS.contains(&name);
    if is_shell || matches!(name, "su" | "runuser") {
        // A script's own arguments stand behind its name.
        let stops = |word: &Word| is_shell && !word.value.starts_with(['-', '+']);
        let head = arguments.iter().take_while(|word| !stops(word)).count();
        let mut flags = arguments.iter().take(if is_shell { head } else { arguments.len() });
        let Some(flag) = flags.position(|it| is_bundle(&it.value, 'c') || it.is("--command"))
        else {
            return Vec::new();
        };
        let mut rest = arguments.iter().enumerate().skip(flag + 1);
        let text = rest.find(|(_, word)| !is_shell || !word.value.starts_with(['-', '+']));
        return text.map(|(index, _)| offset + index).into_iter().collect();
    }
    match name {
        "eval" => (offset..command.words.len()).collect(),
        "trap" => {
            let text = arguments.iter().position(|word| !word.value.starts_with('-'));
            let has_signal = arguments.len() > 1;
            text.filter(|_| has_signal).map(|index| offset + index).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether what a command reads from its input is code.
pub(in crate::lint) fn reads_code(command: &Command) -> bool {
    let has_script = command.arguments().iter().any(|word| {
        let value = word.value.as_str();
        !value.starts_with('-') && !command.has_flag('s')
    });
    SHELLS.contains(&command.name()) && !has_script && command.code.is_empty()
}

/// What `find … -exec` runs.
fn executed(command: &Command) -> Option<Vec<Word>> {
    let arguments = command.arguments();
    if command.name() != "find" {
        return None;
    }
    let is_exec = |word: &Word| matches!(&*word.value, "-exec" | "-execdir" | "-ok");
    let start = arguments.iter().position(is_exec)? + 1;
    let rest = arguments.get(start..)?;
    let length = rest.iter().position(|it| it.is(";") || it.is("+")).unwrap_or(rest.len());
    rest.get(..length).filter(|words| !words.is_empty()).map(<[Word]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::WRAPPERS;

    #[test]
    fn the_table_is_sorted() {
        assert!(WRAPPERS.is_sorted_by_key(|row| row.name));
    }
}
