//! Words: what stands between signs and blanks.

/// The words of a text in order, each of ASCII letters, digits and `_`; none is empty.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_sign = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
    text.split(is_sign).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn signs_and_blanks_are_no_words() {
        let found: Vec<&str> = words("[ -e \"$path\" ] && use std.{a_b, c1}").collect();
        assert_eq!(found, ["e", "path", "use", "std", "a_b", "c1"]);
    }
}
