//! The page of one declaration.

use std::fmt::Write;

use crate::doc::{Handler, Page, Parameter, Run, Setting};

use super::escape::{code, text};
use super::links::Links;
use super::{document, markdown, search};

pub(super) fn page(name: &str, page: &Page, links: &Links<'_>) -> String {
    let title = page.title();
    let mut body = format!(
        "<header>\n<p class=\"way\"><a href=\"../index.html\">Reference <span class=\"of\">{}</span>\
         </a></p>\n{}</header>\n<main id=\"content\">\n\
         <p class=\"kind\">{}</p>\n<h1>{}</h1>\n{}",
        text(name),
        search("../"),
        page.kind.word(),
        code(&title),
        markdown::blocks(&page.description, links)
    );
    facts(&mut body, page, links);
    parameters(&mut body, &page.parameters, links);
    if !page.settings.is_empty() {
        body.push_str("<h2>Attributes</h2>\n");
        settings(&mut body, &page.settings, links);
    }
    runs(&mut body, &page.runs, links);
    for section in &page.sections {
        let _ = writeln!(
            body,
            "<h2>{}</h2>\n{}",
            section.title,
            markdown::blocks(&section.text, links)
        );
    }
    handlers(&mut body, &page.handlers, links);
    body.push_str("</main>\n");
    document((&format!("{title}: {} of {name}", page.kind.word()), "../"), &body)
}

fn facts(body: &mut String, page: &Page, links: &Links<'_>) {
    let platforms = (!page.platforms.is_empty()).then(|| text(&page.platforms.join(", ")));
    let uses: Vec<String> = page.uses.iter().map(|name| links.code(name)).collect();
    let uses = (!uses.is_empty()).then(|| uses.join(", "));
    let facts = [
        ("Name in the account", page.emitted_name.as_deref().map(code)),
        ("Runs on", page.targets.as_deref().map(|targets| links.code(targets))),
        ("Platforms", platforms),
        ("Uses", uses),
    ];
    let lines: Vec<String> = facts
        .into_iter()
        .filter_map(|(word, fact)| Some(format!("<dt>{word}</dt><dd>{}</dd>\n", fact?)))
        .collect();
    if !lines.is_empty() {
        let _ = writeln!(body, "<dl>\n{}</dl>", lines.concat());
    }
}

fn parameters(body: &mut String, parameters: &[Parameter], links: &Links<'_>) {
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
            markdown::blocks(&it.description, links)
        );
    }
    body.push_str("</tbody>\n</table>\n");
}

/// Attributes as written.
fn settings(body: &mut String, settings: &[Setting], links: &Links<'_>) {
    body.push_str("<dl>\n");
    for it in settings {
        let description = markdown::blocks(&it.description, links);
        let _ =
            writeln!(body, "<dt>{}</dt><dd>{}{description}</dd>", code(&it.name), code(&it.value));
    }
    body.push_str("</dl>\n");
}

/// What an association runs, or the tasks of a window.
fn runs(body: &mut String, runs: &[Run], links: &Links<'_>) {
    for (number, run) in runs.iter().enumerate() {
        if number == 0 {
            let heading = if run.name.is_some() { "Tasks" } else { "Runs" };
            let _ = writeln!(body, "<h2>{heading}</h2>");
        }
        if let Some(name) = &run.name {
            let _ = writeln!(body, "<h3>{}</h3>", code(name));
        }
        body.push_str(&markdown::blocks(&run.description, links));
        let on = run.targets.as_deref();
        let on = on.map_or_else(String::new, |it| {
            format!("<dt>Runs on</dt><dd>{}</dd>\n", links.code(it))
        });
        let _ = writeln!(
            body,
            "<dl>\n<dt>Document</dt><dd>{}</dd>\n{on}</dl>",
            links.code(&run.document)
        );
        if !run.arguments.is_empty() {
            body.push_str(
                "<table>\n<thead><tr><th scope=\"col\">Parameter</th>\
                 <th scope=\"col\">Value</th></tr></thead>\n<tbody>\n",
            );
            for (name, value) in &run.arguments {
                let (name, value) = (code(name), code(value));
                let _ = writeln!(body, "<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>");
            }
            body.push_str("</tbody>\n</table>\n");
        }
        if !run.settings.is_empty() {
            settings(body, &run.settings, links);
        }
    }
}

fn handlers(body: &mut String, handlers: &[Handler], links: &Links<'_>) {
    if handlers.is_empty() {
        return;
    }
    body.push_str("<h2>Handlers</h2>\n<dl>\n");
    for handler in handlers {
        let description = markdown::blocks(&handler.description, links);
        let _ = writeln!(body, "<dt>{}</dt><dd>{description}</dd>", code(&handler.name));
    }
    body.push_str("</dl>\n");
}
