//! What in a text of PowerShell leaves more than the text itself: `exit`, and `break` or `continue`
//! without a loop. Only the words at the start of statements are told apart, nothing is parsed.
//!
//! Source: "about_Language_Keywords", "about_Break", "about_Quoting_Rules".

use std::ops::Range;

/// The places of such words, in their order.
pub(super) fn leaving(text: &str) -> Vec<Range<usize>> {
    let mut scan =
        Scan { text, at: 0, frames: Vec::new(), base: Level::default(), found: Vec::new() };
    while let Some(next) = scan.rest().chars().next() {
        scan.step(next);
    }
    scan.found
}

/// What a pair of brackets means for the words inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// As around it: a body of `if`, an expression, a map.
    Plain,
    Loop,
    /// A loop to `break`; the braces right inside are bodies.
    Switch,
    /// A script block or function: whoever calls it is left.
    Block,
    /// A script block that another process runs.
    Apart,
}

/// What was read between two brackets.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// The next word begins a statement.
    starts: bool,
    /// What the next brace opens, by the keyword before it.
    pending: Option<Kind>,
    /// The command at hand runs its script block in another process.
    is_apart: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { starts: true, pending: None, is_apart: false }
    }
}

struct Frame {
    kind: Kind,
    /// Behind it a statement may begin on the same line.
    ends_statement: bool,
    /// It is a hole of a text, which goes on behind it.
    inside: Option<Text>,
    level: Level,
}

/// Texts with holes.
#[derive(Clone, Copy, Debug)]
enum Text {
    Quoted,
    Here,
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    frames: Vec<Frame>,
    base: Level,
    found: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn level(&mut self) -> &mut Level {
        match self.frames.last_mut() {
            Some(frame) => &mut frame.level,
            None => &mut self.base,
        }
    }

    fn step(&mut self, next: char) {
        match next {
            '\n' | ';' => self.starts(1),
            '`' => {
                let escaped = self.rest().chars().nth(1);
                self.at += 1 + escaped.map_or(0, char::len_utf8);
            }
            _ if next.is_whitespace() => self.at += next.len_utf8(),
            '#' => self.comment(),
            '<' if self.rest().starts_with("<#") => self.skip_behind("#>"),
            '@' => self.at_sign(),
            '$' => self.variable(),
            '(' => self.open(1, Kind::Plain, None),
            '{' => self.brace(),
            ')' | '}' => self.close(),
            '|' | '&' | '=' => self.starts(1),
            ':' if self.level().starts => self.skip_word(),
            ':' if self.rest().starts_with("::") => self.member(),
            _ if is_single_quote(next) => self.literal(next.len_utf8()),
            _ if is_double_quote(next) => {
                self.at += next.len_utf8();
                self.expandable(Text::Quoted);
            }
            _ if is_word(next) => self.word(),
            _ => self.goes_on(next.len_utf8()),
        }
    }

    /// Behind it a statement begins.
    fn starts(&mut self, length: usize) {
        self.at += length;
        self.level().starts = true;
    }

    /// Behind it the statement at hand goes on.
    fn goes_on(&mut self, length: usize) {
        self.at += length;
        self.level().starts = false;
    }

    fn skip_behind(&mut self, end: &str) {
        let rest = self.rest();
        self.at += rest.find(end).map_or(rest.len(), |place| place + end.len());
    }

    fn skip_word(&mut self) {
        let rest = self.rest().get(1..).unwrap_or("");
        self.at += 1 + rest.find(|it: char| !is_name(it)).unwrap_or(rest.len());
    }

    fn comment(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    fn at_sign(&mut self) {
        let mut behind = self.rest().chars().skip(1);
        match behind.next() {
            Some('(' | '{') => self.open(2, Kind::Plain, None),
            Some(quote) if is_single_quote(quote) => self.skip_here(quote),
            Some(quote) if is_double_quote(quote) => {
                self.at += 1 + quote.len_utf8();
                self.expandable(Text::Here);
            }
            _ => self.goes_on(1),
        }
    }

    /// A text over several lines ends with its quote at the start of a line.
    fn skip_here(&mut self, quote: char) {
        self.at += 1 + quote.len_utf8();
        while let Some(end) = self.rest().find('\n') {
            self.at += end + 1;
            let mut line = self.rest().chars();
            if line.next().is_some_and(is_single_quote) && line.next() == Some('@') {
                let length = self.rest().find('@').unwrap_or(0) + 1;
                return self.goes_on(length);
            }
        }
        self.at = self.text.len();
    }

    fn variable(&mut self) {
        match self.rest().chars().nth(1) {
            Some('(') => self.open(2, Kind::Plain, None),
            Some('{') => {
                self.skip_behind("}");
                self.level().starts = false;
            }
            _ => {
                self.skip_word();
                self.level().starts = false;
            }
        }
    }

    fn literal(&mut self, quote: usize) {
        self.at += quote;
        let end = self.rest().char_indices().find(|(_, it)| is_single_quote(*it));
        // Of a doubled quote the second opens a text again: no word is between.
        match end {
            Some((place, quote)) => self.goes_on(place + quote.len_utf8()),
            None => self.at = self.text.len(),
        }
    }

    /// The rest of a text with holes, up to the next hole.
    fn expandable(&mut self, text: Text) {
        let mut at_line = false;
        while let Some(next) = self.rest().chars().next() {
            let second = self.rest().chars().nth(1);
            match (next, text) {
                ('`', _) => {
                    self.at += 1 + second.map_or(0, char::len_utf8);
                    at_line = false;
                    continue;
                }
                ('$', _) if second == Some('(') => return self.open(2, Kind::Plain, Some(text)),
                (quote, Text::Quoted) if is_double_quote(quote) => {
                    return self.goes_on(quote.len_utf8());
                }
                (quote, Text::Here) if is_double_quote(quote) && at_line && second == Some('@') => {
                    return self.goes_on(quote.len_utf8() + 1);
                }
                _ => {}
            }
            at_line = next == '\n';
            self.at += next.len_utf8();
        }
    }

    fn open(&mut self, length: usize, kind: Kind, inside: Option<Text>) {
        self.at += length;
        self.level().starts = false;
        let level = Level::default();
        self.frames.push(Frame { kind, ends_statement: false, inside, level });
    }

    fn brace(&mut self) {
        let is_case = self.frames.last().is_some_and(|frame| frame.kind == Kind::Switch);
        let level = *self.level();
        let pending = self.level().pending.take();
        let kind = match pending {
            Some(kind) => kind,
            None if is_case => Kind::Plain,
            None if level.is_apart => Kind::Apart,
            None => Kind::Block,
        };
        self.open(1, kind, None);
        if let Some(frame) = self.frames.last_mut() {
            frame.ends_statement = pending.is_some() || is_case;
        }
    }

    fn close(&mut self) {
        self.at += 1;
        let Some(frame) = self.frames.pop() else { return };
        self.level().starts = frame.ends_statement;
        if let Some(text) = frame.inside {
            self.expandable(text);
        }
    }

    /// `[Environment]::Exit(…)` does what `exit` does.
    fn member(&mut self) {
        let before = self.text.get(..self.at).unwrap_or("");
        let before = before.strip_suffix(']').unwrap_or("");
        let ty = before.rsplit(['[', '.']).next().unwrap_or("");
        let is_process = ty.eq_ignore_ascii_case("environment");
        let start = self.at + 2;
        self.goes_on(2);
        let name = self.rest();
        let name = name.get(..name.find(|it| !is_name(it)).unwrap_or(name.len())).unwrap_or("");
        let (is_exit, length) = (name.eq_ignore_ascii_case("exit"), name.len());
        if is_exit && is_process && !self.is_apart() {
            self.found.push(start..start + length);
        }
        self.at += length;
    }

    fn word(&mut self) {
        let rest = self.rest();
        let length = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("").to_ascii_lowercase();
        let behind = rest.get(length..).unwrap_or("").trim_start_matches([' ', '\t']);
        let (is_key, is_alias) = (behind.starts_with('='), behind.starts_with('{'));
        let start = self.at;
        self.at += length;
        let starts = std::mem::replace(&mut self.level().starts, false);
        if !starts || is_key {
            return;
        }
        let level = self.level();
        level.is_apart = false;
        level.pending = match word.as_str() {
            "if" | "elseif" | "else" | "try" | "catch" | "finally" | "begin" | "process"
            | "end" | "dynamicparam" | "clean" => Some(Kind::Plain),
            // Behind a pipe it is another name of `ForEach-Object`.
            "foreach" if is_alias => None,
            "for" | "foreach" | "while" | "do" | "until" | "trap" => Some(Kind::Loop),
            "switch" => Some(Kind::Switch),
            "function" | "filter" | "class" => Some(Kind::Block),
            _ => None,
        };
        level.is_apart = runs_apart(&word);
        let leaves = match word.as_str() {
            "exit" => true,
            "break" | "continue" => !self.is_in_loop(),
            _ => false,
        };
        if leaves && !self.is_apart() {
            self.found.push(start..start + length);
        }
    }

    fn is_apart(&self) -> bool {
        self.frames.iter().any(|frame| frame.kind == Kind::Apart)
    }

    fn is_in_loop(&self) -> bool {
        let mut kinds = self.frames.iter().rev().map(|frame| frame.kind);
        kinds.find(|kind| *kind != Kind::Plain).is_some_and(|kind| kind != Kind::Block)
    }
}

/// Commands that run a script block in a process of its own.
fn runs_apart(command: &str) -> bool {
    let name = command.rsplit(['\\', '/']).next().unwrap_or(command);
    matches!(name.trim_end_matches(".exe"), "powershell" | "pwsh" | "start-job")
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || "_-.:\\/*?%!+~".contains(character)
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || "_:".contains(character)
}

fn is_single_quote(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}')
}

fn is_double_quote(character: char) -> bool {
    matches!(character, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}')
}

#[cfg(test)]
mod tests {
    use super::leaving;

    fn words(text: &str) -> Vec<&str> {
        leaving(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn exit_is_found_wherever_a_statement_begins() {
        for text in [
            "exit 0",
            "if ($a) { exit 1 }",
            "Get-Item x; Exit",
            "if ($a) {\n  'b'\n} else { exit }",
            "function Stop-It { exit }",
            "\"text $(exit) text\"",
            "@\"\n$(exit)\n\"@",
            "$a | ForEach-Object { exit }",
            "Test-It || exit 1",
            "[Environment]::Exit(1)",
            "[System.Environment]::exit(1)",
            "try { x } catch [IO.IOException] { exit 3 }",
            "'it''s'; exit",
            "$x = if ($y) { exit }",
        ] {
            assert_eq!(words(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn the_word_elsewhere_means_nothing() {
        for text in [
            "Write-Output exit",
            "# exit\n<# exit\nexit #>",
            "'exit'; \"exit\"; \"`\"; exit\"",
            "@'\nexit\n'@ | Set-Content x",
            "@\"\nexit\n\"@",
            "$exit = 1; $x.exit",
            "@{ exit = 1; Name = 'exit' }",
            "cmd /c exit 3",
            "Exit-PSSession",
            "powershell.exe -Command { exit 3 }",
            "& C:\\Windows\\System32\\powershell.exe { exit 3 }",
            "Start-Job -ScriptBlock { exit }",
            "Write-Output `\n  exit",
            "sc.exe config x start= auto",
            "[Console]::Exit(1)",
        ] {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_loop_takes_its_break() {
        for text in [
            "foreach ($a in $b) { if ($a) { break } }",
            "for ($i = 0; $i -lt 3; $i++)\n{\n  continue\n}",
            "while ($true) { try { x } catch { break } }",
            "do { break } while ($true)",
            "switch ($a) { 1 { break } default { break } }",
            "switch -Regex ($a) { 'x' { continue } { $_ } { break } }",
            "$x = foreach ($a in $b) { continue }",
            ":outer foreach ($a in @($b | Where-Object { $_ })) { break outer }",
            "trap { continue }",
            "ForEach-Object { foreach ($a in $_) { break } }",
        ] {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_break_without_a_loop_is_found() {
        for text in [
            "break",
            "if ($a) { continue }",
            "$a | ForEach-Object { break }",
            "$a | foreach { continue }",
            "$a | % { break }",
            "$a.ForEach({ continue })",
            "foreach ($a in $b) { $a | Where-Object { break } }",
            "foreach ($a in $b) { x }\nbreak",
            "function Find-It { if ($a) { break } }",
        ] {
            assert_eq!(words(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn no_text_is_too_odd() {
        for text in
            ["\"", "'", "@'", "@\"\n", "$(", "${", "}", ")", "`", "\"$(", "<#", "::", "é\u{2019}"]
        {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }
}
