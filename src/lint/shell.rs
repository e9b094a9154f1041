//! Shell scripts by their lines: what is code, and the commands of a line.

use crate::text::offset_in;

use super::context::ScriptView;

/// One line of a shell script that is code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'s> {
    /// Without blanks around it and without a comment behind it.
    pub(super) text: &'s str,
    /// Of the text, in bytes of the script.
    pub(super) start: usize,
    /// Not inside of anything, as far as can be told without reading the whole grammar: neither
    /// indented nor part of a condition.
    pub(super) is_plain: bool,
}

/// The lines of a script that are code: no comments, no here-documents.
pub(super) fn lines<'s>(script: &'s ScriptView<'_>) -> Vec<Line<'s>> {
    let mut lines = Vec::new();
    let mut end_of_here: Option<String> = None;
    let mut depth = 0_usize;
    for (offset, line) in script.lines() {
        if let Some(end) = &end_of_here {
            if line.trim() == end {
                end_of_here = None;
            }
            continue;
        }
        let text = code(line);
        let blanks = line.len() - line.trim_start().len();
        if text.is_empty() {
            continue;
        }
        end_of_here = here_document(text);
        let first = text.split_whitespace().next().unwrap_or("");
        if ["fi", "done", "esac", "}"].iter().any(|end| first.trim_end_matches(';') == *end) {
            depth = depth.saturating_sub(1);
        }
        let opens = ["if", "for", "while", "until", "case"].contains(&first) || text.ends_with('{');
        let is_plain = depth == 0 && !opens && !text.contains("||") && !text.contains("&&");
        lines.push(Line { text, start: offset + blanks, is_plain });
        if opens && !["fi", "done", "esac"].iter().any(|end| text.ends_with(end)) {
            depth += 1;
        }
    }
    lines
}

impl<'s> Line<'s> {
    /// The commands of the line, each as its words; quotes stay.
    pub(super) fn commands(&self) -> impl Iterator<Item = Vec<&'s str>> {
        let parts = self.text.split(['|', ';', '&']);
        let words = parts.map(|part| part.split_whitespace().collect::<Vec<_>>());
        words.map(without_prefix).filter(|words| !words.is_empty())
    }

    /// The stretch of a part of the line in the script.
    pub(super) fn stretch(&self, part: &str) -> (usize, usize) {
        let start = self.start + offset_in(part, self.text).unwrap_or(0);
        (start, start + part.len())
    }

    /// The stretch of the whole line.
    pub(super) fn whole(&self) -> (usize, usize) {
        (self.start, self.start + self.text.len())
    }
}

/// Words before a command that run it: `sudo`, `env A=b`, `if`, `then`.
fn without_prefix(mut words: Vec<&str>) -> Vec<&str> {
    let is_prefix = |word: &str| {
        ["sudo", "env", "if", "then", "else", "do", "!", "time", "exec", "nohup", "command"]
            .contains(&word)
            || word.split_once('=').is_some_and(|(name, _)| is_name(name))
    };
    let count = words.iter().take_while(|word| is_prefix(word)).count();
    words.drain(..count);
    words
}

fn is_name(text: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
    !text.is_empty()
        && text.chars().all(is_letter)
        && !text.starts_with(|it: char| it.is_ascii_digit())
}

/// The line without its comment and the blanks around it. A `#` in quotes is no comment.
fn code(line: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        match (quote, letter) {
            (None, '#') if before.is_whitespace() => return line.get(..at).unwrap_or("").trim(),
            (None, '\'' | '"') if before != '\\' => quote = Some(letter),
            (Some(open), _) if letter == open && before != '\\' => quote = None,
            _ => {}
        }
        before = letter;
    }
    line.trim()
}

/// The word that ends the here-document which a line begins.
fn here_document(line: &str) -> Option<String> {
    let (_, behind) = line.split_once("<<")?;
    if behind.starts_with('<') {
        return None;
    }
    let word = behind.trim_start_matches('-').split_whitespace().next()?;
    let word = word.trim_matches(['\'', '"', '\\', ';', ')']);
    is_name(word).then(|| word.to_owned())
}

/// Whether a script mentions a variable: `$name`, `${name…}`.
pub(super) fn reads(text: &str, name: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
    text.match_indices('$').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("");
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let rest = rest.strip_prefix(['#', '!']).unwrap_or(rest);
        rest.strip_prefix(name).is_some_and(|behind| !behind.starts_with(is_letter))
    })
}

#[cfg(test)]
mod tests {
    use super::{code, here_document, reads};

    #[test]
    fn comments_are_no_code() {
        assert_eq!(code("  echo a # b"), "echo a");
        assert_eq!(code("echo '# b' \"# c\""), "echo '# b' \"# c\"");
        assert_eq!(code("echo ${#a}"), "echo ${#a}");
        assert_eq!(code("# b"), "");
    }

    #[test]
    fn a_here_document_ends_with_its_word() {
        assert_eq!(here_document("cat <<'EOF' > a").as_deref(), Some("EOF"));
        assert_eq!(here_document("cat <<-END").as_deref(), Some("END"));
        assert_eq!(here_document("cat <<< x"), None);
        assert_eq!(here_document("echo $((1 << 2))"), None);
    }

    #[test]
    fn a_variable_is_read_by_its_whole_name() {
        assert!(reads("echo \"$level\"", "level"));
        assert!(reads("echo ${level:-x} ${#level}", "level"));
        assert!(!reads("echo $levels level", "level"));
    }
}
