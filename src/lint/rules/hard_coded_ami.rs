//! `hard-coded-ami`: an image that is named by its id.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, TextRole};
use crate::lint::rule::{BASE, LintRule};
use crate::text::FileSpan;
use regex::Regex;
use std::sync::LazyLock;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "hard-coded-ami",
    title: "an image that is named by its id",
    page: page!("hard-coded-ami"),
    look: Some(look),
    ..BASE
};

/// The id of an image: older ones are shorter.
static IMAGE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\bami-(?:[0-9a-f]{17}|[0-9a-f]{8})\b").ok());

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    // Who starts a document says which image.
    let texts = cx.texts.iter().filter(|it| it.role != TextRole::Request);
    let texts = texts.filter_map(|it| images(it.text).next().map(|(_, image)| (it.at, image)));
    let scripts = cx.scripts.iter().flat_map(|script| {
        let all = images(&script.text).filter(|((start, _), _)| !is_comment(&script.text, *start));
        all.map(|(stretch, image)| (cx.in_script(script, stretch), image))
    });
    let mut found: Vec<(FileSpan, &str)> = texts.collect();
    found.extend(scripts);
    found
        .into_iter()
        .map(|(at, image)| {
            RULE.finding(at, format!("`{image}` is an image of one Region and one day"))
                .label("old tomorrow, unknown elsewhere")
                .note("AWS publishes the newest images of each Region as parameters below /aws/service/")
                .help("take a parameter, with `ssm(\"/aws/service/…\")` as its default")
        })
        .collect()
}

/// The ids in a text, but for those that stand for one, such as `ami-00000000`.
fn images(text: &str) -> impl Iterator<Item = ((usize, usize), &str)> {
    let all = IMAGE.iter().flat_map(move |form| form.find_iter(text));
    let is_real = |image: &str| {
        let mut digits = image.chars().skip(4);
        let first = digits.next();
        digits.any(|digit| Some(digit) != first)
    };
    all.filter(move |it| is_real(it.as_str())).map(|it| ((it.start(), it.end()), it.as_str()))
}

/// Whether the line of a place is a comment.
fn is_comment(script: &str, place: usize) -> bool {
    let before = script.get(..place).unwrap_or("");
    before.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('#'))
}
