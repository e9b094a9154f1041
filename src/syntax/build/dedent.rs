//! Taking the common indentation off a text over several lines.

use crate::text::Span;

/// A piece of a string as written.
#[derive(Debug)]
pub(super) enum Segment<E> {
    Text {
        text: String,
        span: Span,
    },
    /// The text that an escape stands for; never a line's indentation.
    Escape {
        text: String,
        span: Span,
    },
    Hole {
        expr: E,
        span: Span,
    },
}

/// Drops the first line break, the blank rest of the last line, and from every line the
/// indentation that all lines with something in them have in common. Line ends become `\n`.
pub(super) fn dedent<E>(mut segments: Vec<Segment<E>>) -> Vec<Segment<E>> {
    for segment in &mut segments {
        if let Segment::Text { text, .. } = segment
            && text.contains('\r')
        {
            *text = text.replace("\r\n", "\n");
        }
    }
    let starts_on_new_line = match segments.first_mut() {
        Some(Segment::Text { text, .. }) => drop_first_break(text),
        _ => false,
    };
    if let Some(Segment::Text { text, .. }) = segments.last_mut() {
        drop_last_blanks(text);
    }
    let common = common_indentation(&segments, starts_on_new_line);
    if common > 0 {
        remove_indentation(&mut segments, starts_on_new_line, common);
    }
    segments
}

/// Whether the text began with blanks and a line break, which are gone now.
fn drop_first_break(text: &mut String) -> bool {
    let line = text.find('\n');
    match line {
        Some(end) if text.get(..end).is_some_and(is_blank) => {
            text.drain(..=end);
            true
        }
        _ => false,
    }
}

fn drop_last_blanks(text: &mut String) {
    let start = text.rfind('\n').map(|at| at + 1);
    match start {
        Some(start) if text.get(start..).is_some_and(is_blank) => text.truncate(start),
        None if is_blank(text) => text.clear(),
        _ => {}
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

fn indentation(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn common_indentation<E>(segments: &[Segment<E>], starts_on_new_line: bool) -> usize {
    let mut common: Option<usize> = None;
    let mut at_start = starts_on_new_line;
    let last = segments.len().saturating_sub(1);
    for (index, segment) in segments.iter().enumerate() {
        let Segment::Text { text, .. } = segment else {
            if at_start {
                return 0;
            }
            continue;
        };
        let lines = text.split('\n').collect::<Vec<_>>();
        for (number, line) in lines.iter().enumerate() {
            let is_start = number > 0 || at_start;
            // Blanks at the end of a piece that a hole or an escape follows are indentation.
            let goes_on = number + 1 == lines.len() && index < last;
            if is_start && (goes_on || !is_blank(line)) {
                let here = indentation(line);
                common = Some(common.map_or(here, |least| least.min(here)));
            }
        }
        at_start = text.ends_with('\n') || (at_start && text.is_empty());
    }
    common.unwrap_or(0)
}

fn remove_indentation<E>(segments: &mut [Segment<E>], starts_on_new_line: bool, common: usize) {
    let mut at_start = starts_on_new_line;
    for segment in segments {
        let Segment::Text { text, .. } = segment else {
            at_start = false;
            continue;
        };
        let mut result = String::with_capacity(text.len());
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                result.push('\n');
            }
            let cut = if number > 0 || at_start { common.min(indentation(line)) } else { 0 };
            result.push_str(line.get(cut..).unwrap_or(""));
        }
        at_start = text.ends_with('\n') || (at_start && text.is_empty());
        *text = result;
    }
}

#[cfg(test)]
mod tests {
    use super::{Segment, dedent};
    use crate::text::Span;

    fn check(text: &str, expected: &str) {
        let segments: Vec<Segment<()>> =
            vec![Segment::Text { text: text.to_owned(), span: Span::default() }];
        let joined: String = dedent(segments)
            .into_iter()
            .map(|segment| match segment {
                Segment::Text { text, .. } | Segment::Escape { text, .. } => text,
                Segment::Hole { .. } => String::new(),
            })
            .collect();
        assert_eq!(joined, expected);
    }

    #[test]
    fn the_common_indentation_is_taken_off() {
        check("\n    a\n      b\n    c\n  ", "a\n  b\nc\n");
    }

    #[test]
    fn blank_lines_do_not_count() {
        check("\n    a\n\n    b\n", "a\n\nb\n");
    }

    #[test]
    fn text_on_the_first_line_is_kept() {
        check("a\n  b", "a\nb");
    }

    #[test]
    fn the_last_line_may_hold_text() {
        check("\n  a\n  b", "a\nb");
    }

    #[test]
    fn line_ends_of_windows_are_line_ends() {
        check("\r\n  a\r\n  b\r\n", "a\nb\n");
    }

    #[test]
    fn indentation_before_a_hole_counts() {
        let segments = vec![
            Segment::Text { text: "\n    a\n  ".to_owned(), span: Span::default() },
            Segment::Hole { expr: (), span: Span::default() },
            Segment::Text { text: "\n".to_owned(), span: Span::default() },
        ];
        match dedent(segments).as_slice() {
            [Segment::Text { text, .. }, Segment::Hole { .. }, Segment::Text { .. }] => {
                assert_eq!(text, "  a\n");
            }
            other => panic!("{other:?}"),
        }
    }
}
