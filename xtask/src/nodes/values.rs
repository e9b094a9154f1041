//! Values that break scripts which take a value for code, and harmless ones for parameters that
//! are put into the text itself.

use crate::samples::random::Random;

/// Pieces that hostile values are put together from.
const PIECES: &[&str] = &[
    "'",
    "\"",
    "`",
    "\\",
    "$",
    "${",
    "}",
    "$(",
    ")",
    "$((",
    "))",
    "{{",
    "}}",
    "{{ Value }}",
    "{{Other}}",
    "{{ssm:x}}",
    "-",
    "--",
    "-n ",
    "-e ",
    "--help",
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    ";",
    "&",
    "&&",
    "|",
    "||",
    "<",
    ">",
    "<<END",
    "\nEND\n",
    "END_OF_VALUE",
    "(",
    "#",
    "!",
    "!!",
    "*",
    "?",
    "[a-z]",
    "~",
    "~root",
    "%s",
    "%n",
    "%%",
    "\\n",
    "\\0",
    "\\x41",
    "\\c",
    "$'\\n'",
    "$HOME",
    "$0",
    "$$",
    "$1",
    "$@",
    "${PATH}",
    "${x:-y}",
    "; exit 7",
    "\nexit 7\n",
    "$(exit 7)",
    "`touch /pwned`",
    "$(touch /pwned)",
    "'; touch /pwned; '",
    "\"; touch /pwned; \"",
    "| touch /pwned",
    "\n.\n",
    "EOF",
    "\nEOF\n",
    "=",
    "a=b",
    ",",
    ":",
    "word",
    "two words",
    "größe",
    "日本語",
    "✓",
    "\u{1f980}",
    "e\u{301}",
    "\u{202e}",
    "\u{2028}",
    "\u{a0}",
    "\u{feff}",
    "\u{2018}",
    "\u{1b}[31m",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\u{7f}",
    "\u{85}",
    "set -e",
    "true",
    "false",
    "null",
    "yes",
    "1e3",
    "\u{fffd}",
    "\u{10ffff}",
];

/// What no shell reads, and what a parameter of such characters may hold.
pub const HARMLESS: &str = "ABCXYZabcxyz0189._:/@%+=,-";

/// The longest value; a variable of the environment holds at most 128 KiB.
pub const LONGEST: usize = 100 * 1024;

/// The first values are the pieces themselves, the others are made of them.
pub fn hostile(count: usize) -> Vec<String> {
    let mut random = Random::new(1);
    let mut values = vec![String::new()];
    values.extend(PIECES.iter().map(|piece| (*piece).to_owned()));
    // All characters that one byte can be, but the one that ends a C string.
    values.push((1..=127_u8).map(char::from).collect());
    while values.len() < count {
        let value = match values.len() % 100 {
            0 => long(&mut random, LONGEST),
            1..=5 => long(&mut random, 6000),
            6..=25 => characters(&mut random),
            _ => pieces(&mut random),
        };
        values.push(value);
    }
    values.truncate(count);
    values
}

fn pieces(random: &mut Random) -> String {
    let count = random.between(2, 12);
    (0..count).filter_map(|_| random.pick(PIECES)).copied().collect()
}

/// Characters from anywhere, those of the private and unassigned ranges, too.
fn characters(random: &mut Random) -> String {
    let count = random.between(1, 80);
    let any = (0..count).map(|_| {
        let end = if random.chance(60) { 0x100 } else { 0x11_0000 };
        let any = u32::try_from(random.between(1, end - 1)).ok().and_then(char::from_u32);
        // The programs use this one to write braces.
        any.filter(|character| *character != '\u{e000}')
    });
    any.flatten().collect()
}

/// A text of about this many bytes, never more.
fn long(random: &mut Random, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes);
    loop {
        let piece = if random.chance(20) { characters(random) } else { pieces(random) };
        if text.len() + piece.len() > bytes {
            return text;
        }
        text.push_str(&piece);
    }
}

/// Values that may stand in the text of a script on any agent.
pub fn harmless(count: usize) -> Vec<String> {
    let mut random = Random::new(2);
    let alphabet: Vec<char> = HARMLESS.chars().collect();
    let mut made = || {
        let length = if random.chance(2) { 20_000 } else { random.between(1, 60) };
        (0..length).filter_map(|_| random.pick(&alphabet)).collect()
    };
    (0..count).map(|_| made()).collect()
}
