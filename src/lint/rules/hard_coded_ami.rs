//! `hard-coded-ami`: an image that is named by its id.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, TextRole};
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "hard-coded-ami",
    title: "an image that is named by its id",
    page: page!("hard-coded-ami"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    // Who starts a document says which image.
    let texts = cx.texts.iter().filter(|it| is_image(it.text) && it.role != TextRole::Request);
    texts
        .map(|it| {
            RULE.finding(it.at, format!("`{}` is an image of one Region and one day", it.text))
                .label("old tomorrow, unknown elsewhere")
                .note("AWS publishes the newest images of each Region as parameters below /aws/service/")
                .help("take a parameter, with `ssm(\"/aws/service/…\")` as its default")
        })
        .collect()
}

fn is_image(text: &str) -> bool {
    let digits = text.strip_prefix("ami-").unwrap_or("");
    (8..=17).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_hexdigit())
}
