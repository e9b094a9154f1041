//! A static site of pages: everything that a source says is text in it, never markup.

mod escape;
mod index;
mod links;
mod markdown;
mod page;
mod places;

use super::{Collection, Origin};
use escape::{attribute, text};
use links::Links;
use places::Placed;

/// A file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Below the folder of the site, with `/` between its parts.
    pub path: String,
    pub text: String,
}

/// All files of a site, sorted by path. The same collections give the same bytes.
pub fn site(collections: &[Collection]) -> Vec<SiteFile> {
    let placed = places::place(collections);
    let name = name_of(collections);
    let mut files = vec![
        SiteFile { path: "index.html".to_owned(), text: index::index(&name, &placed) },
        SiteFile { path: "search.js".to_owned(), text: include_str!("search.js").to_owned() },
        SiteFile { path: "style.css".to_owned(), text: include_str!("style.css").to_owned() },
    ];
    for (number, Placed { pages, .. }) in placed.iter().enumerate() {
        files.extend(pages.iter().map(|(path, page)| {
            let links = Links::new(&placed, number, path);
            SiteFile { path: path.clone(), text: page::page(&name, page, &links) }
        }));
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// What the site is the reference of.
fn name_of(collections: &[Collection]) -> String {
    let filled = collections.iter().filter(|it| !it.pages.is_empty());
    let projects = filled.filter(|it| it.pages.iter().all(|page| page.origin == Origin::Project));
    let titles: Vec<&str> = projects.map(|it| it.title.as_str()).collect();
    match titles.as_slice() {
        [] => "Standard library".to_owned(),
        [one] => (*one).to_owned(),
        several => format!("{} projects", several.len()),
    }
}

/// A whole file around `body`; `root` leads from it to the folder of the site.
fn document((title, root): (&str, &str), body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"{root}style.css\">\n\
         <script src=\"{root}search.js\" defer></script>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">Skip to the content</a>\n{body}</body>\n</html>\n",
        title = text(title),
    )
}

/// The field of the search, shown where scripts run.
fn search(root: &str) -> String {
    format!(
        "<form class=\"search\" role=\"search\" action=\"{}index.html\" hidden>\n\
         <label for=\"search\">Search</label>\n\
         <input id=\"search\" type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\" \
         placeholder=\"Name or words (press /)\">\n</form>\n",
        attribute(root)
    )
}
