//! The first sentence of a documentation text, without its markup.

/// Words that end with a dot and end no sentence.
const ABBREVIATIONS: [&str; 8] = ["approx.", "e.g.", "etc.", "ex.", "i.e.", "no.", "st.", "vs."];

/// Tags before and after which there is no gap in what is read.
const INLINE: [&str; 10] =
    ["a", "b", "code", "em", "i", "important", "note", "span", "strong", "u"];

/// The first sentence; nothing where the text says nothing.
pub fn first_sentence(markup: &str) -> Option<String> {
    let text = plain(markup);
    let words: Vec<&str> = text.split_whitespace().collect();
    let end = words.iter().enumerate().find_map(|(place, word)| {
        let next = words.get(place + 1).copied();
        ends_sentence(word, next).then_some(place + 1)
    });
    let words = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
    (!words.is_empty()).then(|| words.join(" "))
}

fn ends_sentence(word: &str, next: Option<&str>) -> bool {
    let bare = word.trim_end_matches([')', '"', '\'', '`']);
    if !bare.ends_with(['.', '!', '?']) {
        return false;
    }
    let Some(next) = next else { return true };
    let lower = bare.trim_start_matches(['(', '"', '`']).to_ascii_lowercase();
    let starts_another = next.starts_with(|it: char| !it.is_lowercase());
    starts_another && !ABBREVIATIONS.contains(&lower.as_str())
}

/// The text of the first block that has any, with `` ` `` around code.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        text.push_str(before);
        let Some(close) = tag.find('>') else {
            rest = tag;
            break;
        };
        let (tag, after) = tag.split_at(close + 1);
        rest = after;
        let name = tag_name(tag);
        if name.is_empty() {
            // A `<` of the text itself, such as `a < b`.
            text.push_str(tag);
        } else if name == "code" {
            text.push('`');
        } else if !INLINE.contains(&name.as_str()) {
            if !text.trim().is_empty() {
                return entities(&text);
            }
            text.clear();
        }
    }
    text.push_str(rest);
    entities(&text)
}

/// `p` of `<p class="a">` and `</p>`; empty where the brackets are no tag.
fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches('<').trim_start_matches('/');
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn entities(text: &str) -> String {
    let mut out = text.to_owned();
    // `&amp;` last: what it gives is text, not another entity.
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    for (entity, letter) in known {
        out = out.replace(entity, letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[track_caller]
    fn check(markup: &str, expected: &str) {
        assert_eq!(first_sentence(markup).unwrap_or_default(), expected);
    }

    #[test]
    fn markup_goes_and_code_keeps_its_quotes() {
        check(
            "<p>Sets <code>Size</code> of <a href=\"x\">a disk</a>. More.</p>",
            "Sets `Size` of a disk.",
        );
    }

    #[test]
    fn a_dot_inside_a_name_or_an_abbreviation_ends_nothing() {
        check("Runs on node.js, e.g. Version 4. Then more", "Runs on node.js, e.g. Version 4.");
        check("It is 1.5 times as fast. So", "It is 1.5 times as fast.");
    }

    #[test]
    fn a_block_ends_a_sentence_without_a_dot() {
        check("<p>The size</p><p>In bytes.</p>", "The size");
        check("<p/> <ul><li>One</li></ul>", "One");
    }

    #[test]
    fn entities_are_letters() {
        check("<p>a &lt; b &amp;amp; c</p>", "a < b &amp; c");
        check("1 < 2 is true.", "1 < 2 is true.");
    }

    #[test]
    fn nothing_says_nothing() {
        assert_eq!(first_sentence("<p> </p>"), None);
        assert_eq!(first_sentence(""), None);
    }
}
