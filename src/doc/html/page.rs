//! The page of one declaration.

use std::fmt::Write;

use crate::doc::{Handler, Page, Parameter};

use super::escape::{code, text};
use super::{document, markdown, search};

pub(super) fn page(name: &str, page: &Page) -> String {
    let title = page.title();
    let mut body = format!(
        "<header>\n<p class=\"way\"><a href=\"../index.html\">Reference <span class=\"of\">{}</span>\
         </a></p>\n{}</header>\n<main id=\"content\">\n\
         <p class=\"kind\">{}</p>\n<h1>{}</h1>\n{}",
        text(name),
        search("../"),
        page.kind.word(),
        code(&title),
        markdown::blocks(&page.description)
    );
    facts(&mut body, page);
    parameters(&mut body, &page.parameters);
    for section in &page.sections {
        let _ = writeln!(body, "<h2>{}</h2>\n{}", section.title, markdown::blocks(&section.text));
    }
    handlers(&mut body, &page.handlers);
    body.push_str("</main>\n");
    document((&format!("{title}: {} of {name}", page.kind.word()), "../"), &body)
}

fn facts(body: &mut String, page: &Page) {
    let platforms = (!page.platforms.is_empty()).then(|| text(&page.platforms.join(", ")));
    let facts = [
        ("Name in the account", page.emitted_name.as_deref().map(code)),
        ("Runs on", page.targets.as_deref().map(code)),
        ("Platforms", platforms),
    ];
    let lines: Vec<String> = facts
        .into_iter()
        .filter_map(|(word, fact)| Some(format!("<dt>{word}</dt><dd>{}</dd>\n", fact?)))
        .collect();
    if !lines.is_empty() {
        let _ = writeln!(body, "<dl>\n{}</dl>", lines.concat());
    }
}

fn parameters(body: &mut String, parameters: &[Parameter]) {
    if parameters.is_empty() {
        return;
    }
    body.push_str(
        "<h2>Parameters</h2>\n<table>\n<thead><tr><th scope=\"col\">Name</th>\
         <th scope=\"col\">Type</th><th scope=\"col\">Default</th>\
         <th scope=\"col\">Description</th></tr></thead>\n<tbody>\n",
    );
    for it in parameters {
        let _ = writeln!(
            body,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            code(&it.name),
            code(&it.ty),
            it.default.as_deref().map_or_else(|| it.without_default().to_owned(), code),
            markdown::blocks(&it.description)
        );
    }
    body.push_str("</tbody>\n</table>\n");
}

fn handlers(body: &mut String, handlers: &[Handler]) {
    if handlers.is_empty() {
        return;
    }
    body.push_str("<h2>Handlers</h2>\n<dl>\n");
    for handler in handlers {
        let description = markdown::blocks(&handler.description);
        let _ = writeln!(body, "<dt>{}</dt><dd>{description}</dd>", code(&handler.name));
    }
    body.push_str("</dl>\n");
}
