//! The list of all pages.

use std::fmt::Write;

use crate::doc::{KINDS, Page};

use super::escape::{attribute, code, text};
use super::{Placed, document, markdown, search};

pub(super) fn index(name: &str, placed: &[Placed<'_>]) -> String {
    let mut body = format!(
        "<header>\n<h1>Reference <span class=\"of\">{}</span></h1>\n{}\
         <p id=\"count\" role=\"status\"></p>\n</header>\n<main id=\"content\">\n",
        text(name),
        search("")
    );
    for one in placed.iter().filter(|one| !one.pages.is_empty()) {
        let _ =
            writeln!(body, "<section class=\"group\">\n<h2>{}</h2>", text(&one.collection.title));
        for (kind, heading) in KINDS {
            let pages: Vec<&(String, &Page)> =
                one.pages.iter().filter(|(_, page)| page.kind == kind).collect();
            if pages.is_empty() {
                continue;
            }
            let _ = writeln!(body, "<section class=\"group\">\n<h3>{heading}</h3>\n<ul>");
            pages.iter().for_each(|(path, page)| entry(&mut body, path, page));
            body.push_str("</ul>\n</section>\n");
        }
        body.push_str("</section>\n");
    }
    body.push_str("</main>\n");
    document((&format!("{name}: reference"), ""), &body)
}

fn entry(body: &mut String, path: &str, page: &Page) {
    let _ = writeln!(
        body,
        "<li class=\"entry\"><a href=\"{}\">{}</a> <span>{}</span></li>",
        attribute(path),
        code(&page.title()),
        markdown::inline(&page.summary)
    );
}
