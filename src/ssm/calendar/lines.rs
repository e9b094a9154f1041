//! Lines of iCalendar: name, parameters and value, with what was folded put together again.
//!
//! Source: section 3.1 of RFC 5545.

/// A line with its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1: the first of the lines that it was folded into.
    pub(super) number: usize,
    /// In upper case.
    pub(super) name: String,
    /// As they are written, names in upper case.
    pub(super) parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Line {
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All lines in order; the number of each that has not the form of one.
pub(super) fn lines(text: &str) -> Vec<Result<Line, usize>> {
    unfolded(text).into_iter().map(|(number, line)| parse(number, &line).ok_or(number)).collect()
}

/// Lines with what follows on lines that begin with a blank. Empty lines are left out.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (position, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, whole))) => whole.push_str(rest),
            _ if line.is_empty() => {}
            _ => lines.push((position + 1, line.to_owned())),
        }
    }
    lines
}

/// `NAME;PARAMETER=value;…:value`; colons and semicolons between quotes belong to a parameter.
fn parse(number: usize, line: &str) -> Option<Line> {
    let mut is_quoted = false;
    let mut cuts = Vec::new();
    let mut colon = None;
    for (place, letter) in line.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => cuts.push(place),
            ':' if !is_quoted => {
                colon = Some(place);
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let mut parts = Vec::new();
    let mut start = 0;
    for cut in cuts.into_iter().filter(|cut| *cut < colon) {
        parts.push(head.get(start..cut)?);
        start = cut + 1;
    }
    parts.push(head.get(start..)?);
    let mut parts = parts.into_iter();
    let name = parts.next().filter(|name| is_name(name))?.to_ascii_uppercase();
    let mut parameters = Vec::new();
    for part in parts {
        let (name, value) = part.split_once('=').filter(|(name, _)| is_name(name))?;
        parameters.push((name.to_ascii_uppercase(), value.trim_matches('"').to_owned()));
    }
    Some(Line { number, name, parameters, value: value.to_owned() })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};

    #[test]
    fn folded_lines_and_parameters_are_put_together() {
        let text = "SUMMARY:Long\r\n  er\r\n\r\nDTSTART;TZID=\"a:b;c\":20270101T000000\n";
        let found: Vec<Line> = lines(text).into_iter().filter_map(Result::ok).collect();
        assert_eq!(found[0].value, "Long er");
        assert_eq!((found[1].number, found[1].parameter("TZID")), (4, Some("a:b;c")));
    }

    #[test]
    fn what_is_no_line_has_its_number() {
        assert_eq!(
            lines("BEGIN:VCALENDAR\noops\n=:x"),
            [lines("BEGIN:VCALENDAR")[0].clone(), Err(2), Err(3)]
        );
    }
}
