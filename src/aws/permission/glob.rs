//! The wildcards of policies: `*` for any text, `?` for one letter. Case does not count.

/// Whether the pattern covers the whole of the text. Takes at most as many steps as the product
/// of their lengths.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut read) = (0, 0);
    // Where to go on when what follows the last `*` does not fit here.
    let mut again: Option<(usize, usize)> = None;
    while let Some(letter) = text.get(read) {
        match pattern.get(at) {
            Some(b'*') => {
                again = Some((at + 1, read));
                at += 1;
            }
            Some(it) if *it == b'?' || it.eq_ignore_ascii_case(letter) => {
                at += 1;
                read += 1;
            }
            Some(_) | None => {
                let Some((after, from)) = again else { return false };
                again = Some((after, from + 1));
                (at, read) = (after, from + 1);
            }
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|it| *it == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_covers_any_text_and_a_question_mark_one_letter() {
        for (pattern, text) in [
            ("*", ""),
            ("Describe*", "DescribeInstances"),
            ("*Instances", "DescribeInstances"),
            ("d*b*s", "DescribeInstances"),
            ("Get?bject", "GetObject"),
            ("**a", "aaa"),
            ("getobject", "GetObject"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in
            [("", "a"), ("?", ""), ("Describe", "DescribeInstances"), ("*x", "DescribeInstances")]
        {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
