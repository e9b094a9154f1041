//! The parts of a documentation comment.

use super::Section;

/// What starts a section at the start of a line, with the section's title.
const TITLES: [(&str, &str); 3] =
    [("Systems:", "Systems"), ("Check:", "Check"), ("Example:", "Example")];

/// What comes before the first section, and the sections in the order of the text.
pub(super) fn split(docs: &str) -> (String, Vec<Section>) {
    let mut description = String::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in docs.lines() {
        let start = line.trim_start();
        // A line of code is no title.
        match fence {
            Some(mark) if start.starts_with(mark) => fence = None,
            Some(_) => {}
            None => fence = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark)),
        }
        let title = TITLES.iter().find(|(word, _)| fence.is_none() && line.starts_with(word));
        if let Some((word, title)) = title {
            sections.push(Section { title, text: String::new() });
            add(&mut sections, &mut description, line.strip_prefix(word).unwrap_or(line).trim());
        } else {
            add(&mut sections, &mut description, line);
        }
    }
    for section in &mut sections {
        section.text = section.text.trim_matches('\n').to_owned();
    }
    (description.trim_matches('\n').to_owned(), sections)
}

fn add(sections: &mut [Section], description: &mut String, line: &str) {
    let text = sections.last_mut().map_or(description, |section| &mut section.text);
    text.push_str(line);
    text.push('\n');
}

/// The first sentence of the first paragraph, on one line.
pub(super) fn first_sentence(description: &str) -> String {
    let lines = description.lines().map(str::trim).skip_while(|line| line.is_empty());
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    // A full stop inside of a name or of `code` ends no sentence.
    let mut is_code = false;
    for (place, letter) in paragraph.char_indices() {
        is_code ^= letter == '`';
        let (sentence, rest) = paragraph.split_at(place + letter.len_utf8());
        if letter == '.' && !is_code && rest.starts_with(' ') {
            return sentence.to_owned();
        }
    }
    paragraph
}
