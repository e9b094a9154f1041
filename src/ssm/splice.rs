//! Where in a script a value lands that the service puts into its text, and what is safe there.

use std::str::Chars;

use super::proof::{has_only, is_inert, is_plain_word};
use crate::hir::Ty;
use crate::text::offset_in;

/// Where a value lands in the text of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Between quotes, or in the text of a here-document: blanks and commas mean nothing there.
    Quoted,
    /// In a word that is no command: a blank would begin another one.
    Word,
    /// Where a shell looks for a command, or in a text that another shell reads.
    Command,
}

/// Whether every value of a type means nothing to a shell where it lands. Values that are written
/// out one by one are the author's own.
pub fn is_safe(ty: &Ty, spot: Spot) -> bool {
    match (ty.required(), spot) {
        (Ty::Unknown | Ty::Enum(_) | Ty::Int(_) | Ty::Bool | Ty::Float(_), _) => true,
        (Ty::List { element, .. }, _) => matches!(element.required(), Ty::Enum(_)),
        (inner, Spot::Quoted) => has_only(inner, is_inert),
        (inner, Spot::Word) => has_only(inner, is_plain_word),
        (_, Spot::Command) => false,
    }
}

/// Where the braces before the name of a reference begin; `name` is a part of `text`.
pub fn opening(name: &str, text: &str) -> usize {
    let at = offset_in(name, text).unwrap_or_default();
    text.get(..at).and_then(|before| before.rfind("{{")).unwrap_or(at)
}

/// Words behind which a shell still looks for a command. Sorted.
const STILL_COMMAND: [&str; 16] = [
    "!", "do", "elif", "else", "env", "exec", "if", "nice", "nohup", "sudo", "then", "time",
    "trap", "until", "while", "xargs",
];

/// Words whose argument is a script of its own. Sorted.
const READS_SCRIPT: [&str; 11] = [
    "-Command",
    "-EncodedCommand",
    "-c",
    "-command",
    "-ec",
    "-euc",
    "-lc",
    "Invoke-Expression",
    "eval",
    "iex",
    "ssh",
];

/// Programs that read a script from a here-document. Sorted.
const INTERPRETERS: [&str; 8] =
    ["bash", "ksh", "perl", "powershell", "pwsh", "python3", "sh", "ssh"];

/// Where values land that are put into a shell's script at these places, which are in their order.
/// What is not understood counts as the place where least is safe.
pub fn spots(script: &str, places: &[usize]) -> Vec<Spot> {
    let mut scan = Scan { rest: script.chars(), ..Scan::default() };
    let mut found = Vec::with_capacity(places.len());
    let mut places = places.iter().peekable();
    loop {
        let offset = script.len() - scan.rest.as_str().len();
        while places.next_if(|place| **place <= offset).is_some() {
            found.push(scan.spot());
        }
        if places.peek().is_none() || !scan.step() {
            break;
        }
        let offset = script.len() - scan.rest.as_str().len();
        while places.next_if(|place| **place < offset).is_some() {
            found.push(scan.skipped);
        }
    }
    found.extend(places.map(|_| scan.spot()));
    found
}

/// A shell's reading of a beginning, one sign at a time.
struct Scan<'t> {
    rest: Chars<'t>,
    /// The sign that ends the text we are in; a here-document has none but its last line.
    quote: Option<char>,
    /// The next word, or the one we are in, is a command.
    is_command: bool,
    /// The next word, or the one we are in, is read as a script again.
    is_script: bool,
    word: String,
    /// The first word of the command.
    command: String,
    /// What goes on behind the `)` of each substitution and each group that is open.
    open: Vec<Open>,
    /// Where values land in what the last step went over at once.
    skipped: Spot,
}

/// What a `)` ends.
enum Open {
    Group,
    /// The text or the command around it goes on as it was.
    Substitution {
        quote: Option<char>,
        is_command: bool,
        is_script: bool,
        command: String,
    },
}

impl Default for Scan<'_> {
    fn default() -> Self {
        Self {
            rest: "".chars(),
            quote: None,
            is_command: true,
            is_script: false,
            word: String::new(),
            command: String::new(),
            open: Vec::new(),
            skipped: Spot::Word,
        }
    }
}

impl Scan<'_> {
    fn spot(&self) -> Spot {
        match self.quote {
            Some(_) if self.is_script => Spot::Command,
            Some(_) => Spot::Quoted,
            None if self.is_script => Spot::Command,
            None if self.is_command && !is_assignment(&self.word) => Spot::Command,
            None => Spot::Word,
        }
    }

    fn step(&mut self) -> bool {
        let Some(sign) = self.rest.next() else { return false };
        self.skipped = Spot::Word;
        match (self.quote, sign) {
            (Some('"') | None, '\\') => {
                // A line that goes on ends nothing.
                if self.rest.next().is_some_and(|next| next != '\n') {
                    self.word.push('?');
                }
            }
            (Some('"') | None, '`') => self.begin(),
            (Some(quote), sign) if quote == sign => self.quote = None,
            (Some('"'), '$') => self.substitution(),
            (Some(_), _) => {}
            (None, '\'' | '"') => {
                self.quote = Some(sign);
                self.word.push('?');
            }
            (None, '#') if self.word.is_empty() => self.skip_line(),
            (None, '<') if self.rest.as_str().starts_with('<') => self.here(),
            (None, '(') if self.rest.as_str().starts_with('(') => self.skip_arithmetic(),
            (None, '(') => {
                self.begin();
                self.open.push(Open::Group);
            }
            (None, ')') => self.end_group(),
            (None, '\n' | ';' | '&' | '|' | '{') => self.begin(),
            (None, '$') => self.substitution(),
            (None, ' ' | '\t' | '\r') => self.end_word(),
            (None, _) => self.word.push(sign),
        }
        true
    }

    /// A command can begin here.
    fn begin(&mut self) {
        self.end_word();
        self.quote = None;
        self.is_command = true;
        self.is_script = false;
        self.command.clear();
    }

    /// `$(` begins a command; `${` and `$x` are parts of a word.
    fn substitution(&mut self) {
        if self.rest.as_str().starts_with("((") {
            self.rest.next();
            self.skip_arithmetic();
            self.word.push('?');
        } else if self.rest.as_str().starts_with('(') {
            self.rest.next();
            let around = Open::Substitution {
                quote: self.quote,
                is_command: self.is_command,
                is_script: self.is_script,
                command: std::mem::take(&mut self.command),
            };
            self.begin();
            self.open.push(around);
        } else {
            if self.rest.as_str().starts_with('{') {
                self.rest.next();
            }
            self.word.push('$');
        }
    }

    fn end_group(&mut self) {
        match self.open.pop() {
            Some(Open::Substitution { quote, is_command, is_script, command }) => {
                self.begin();
                (self.quote, self.is_command, self.is_script) = (quote, is_command, is_script);
                self.command = command;
                self.word.push('?');
            }
            // Also the end of a pattern of `case`.
            Some(Open::Group) | None => self.begin(),
        }
    }

    /// Behind `((`: numbers, in which `<<` is no here-document. One that is open ends nowhere.
    fn skip_arithmetic(&mut self) {
        self.skipped = Spot::Command;
        let rest = self.rest.as_str();
        let end = rest.find("))").map_or(rest.len(), |at| at + 2);
        self.rest = rest.get(end..).unwrap_or("").chars();
        if self.rest.as_str().is_empty() && !rest.ends_with("))") {
            self.begin();
        } else {
            self.is_command = false;
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if word.is_empty() {
            return;
        }
        self.is_script = READS_SCRIPT.contains(&word.as_str());
        if self.is_command && !is_assignment(&word) && !STILL_COMMAND.contains(&word.as_str()) {
            self.is_command = false;
            self.command = word.rsplit('/').next().unwrap_or(&word).to_owned();
        }
    }

    fn skip_line(&mut self) {
        let rest = self.rest.as_str();
        let end = rest.find('\n').unwrap_or(rest.len());
        self.rest = rest.get(end..).unwrap_or("").chars();
        if self.rest.as_str().is_empty() {
            // In a comment only the end of the line means something, and no safe type has it.
            self.is_command = false;
        }
    }

    /// A here-document, or a text behind `<<<`, which is a word as any other.
    fn here(&mut self) {
        let rest = self.rest.as_str().trim_start_matches('<');
        let marks = self.rest.as_str().len() - rest.len();
        self.rest = rest.chars();
        if marks > 1 {
            return;
        }
        let line = rest.lines().next().unwrap_or("");
        let shown = line.trim_start_matches(['-', ' ', '\t']);
        let quoted: &[char] = &['\'', '"'];
        let end = shown.find(|it: char| it.is_whitespace() || ";|&)<>".contains(it));
        let end_word = shown.get(..end.unwrap_or(shown.len())).unwrap_or("").replace(quoted, "");
        let is_shift = end_word.is_empty() || end_word.starts_with(|it: char| it.is_ascii_digit());
        let Some(body) = rest.find('\n').and_then(|at| rest.get(at + 1..)).filter(|_| !is_shift)
        else {
            return;
        };
        let mut words = line.split([' ', '\t', '|', ';', '&', '/']);
        let is_read = INTERPRETERS.contains(&self.command.as_str())
            || words.any(|word| INTERPRETERS.contains(&word));
        self.skipped = if is_read { Spot::Command } else { Spot::Quoted };
        let mut offset = 0;
        for line in body.split_inclusive('\n') {
            offset += line.len();
            if line.trim() == end_word {
                self.rest = body.get(offset..).unwrap_or("").chars();
                return self.begin();
            }
        }
        self.rest = "".chars();
        self.quote = Some('\0');
        self.is_script = is_read;
    }
}

/// Whether a word gives a variable its value.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::{INTERPRETERS, READS_SCRIPT, STILL_COMMAND, Spot, spots};

    #[test]
    fn the_tables_are_sorted() {
        assert!(STILL_COMMAND.is_sorted() && READS_SCRIPT.is_sorted() && INTERPRETERS.is_sorted());
    }

    #[track_caller]
    fn check(expected: Spot, beginnings: &[&str]) {
        for before in beginnings {
            assert_eq!(spots(before, &[before.len()]), [expected], "{before:?}");
        }
    }

    #[test]
    fn between_quotes_a_blank_means_nothing() {
        check(
            Spot::Quoted,
            &[
                "echo '",
                "echo \"a ",
                "A='x",
                "echo done # it's\necho \"",
                "cat <<EOF\nhello ",
                "cat > f <<-'END'\n  a\n  ",
                "echo \"$(date) ",
                "case $x in a) echo '",
            ],
        );
    }

    #[test]
    fn in_a_word_it_begins_another() {
        check(
            Spot::Word,
            &[
                "X=",
                "rm -rf /data/",
                "echo ",
                "cp a \\\n  ",
                "cat <<EOF\nx\nEOF\necho ",
                "cat <<< ",
                "echo $((1 << 3)) ",
                "echo it\\'s ",
                "echo 'a' ",
                "x # ",
            ],
        );
    }

    #[test]
    fn where_a_command_can_begin_nothing_is_proved_by_signs() {
        check(
            Spot::Command,
            &[
                "",
                "X=1 ",
                "cd /tmp && ",
                "cd /tmp\n",
                "if true; then ",
                "sudo ",
                "x=$(",
                "x=\"$(",
                "sh -c '",
                "bash -lc \"cd /; ",
                "eval ",
                "eval \"",
                "bash <<EOF\n",
                "cat <<EOF | sh\n",
                "echo `",
                "( ",
            ],
        );
    }
    #[test]
    fn each_place_of_a_script_has_its_own() {
        let script = "cp @ '@'\n# @\ncat <<EOF\n@\nEOF\n@ $((1 + @))";
        let places: Vec<usize> = script.match_indices('@').map(|(place, _)| place).collect();
        let [word, quoted, command] = [Spot::Word, Spot::Quoted, Spot::Command];
        assert_eq!(spots(script, &places), [word, quoted, word, quoted, command, command]);
    }

    proptest::proptest! {
        #[test]
        fn every_place_of_any_text_is_told(text in "[a-z '\"\\\\`$(){};|&<#\n=EOF]{0,60}") {
            let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
            proptest::prop_assert_eq!(spots(&text, &places).len(), places.len());
        }
    }
}
