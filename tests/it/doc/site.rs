//! The static site: everything that a source says is text.

use std::collections::{BTreeMap, BTreeSet};

use ordain::doc::{self, Collection, Handler, Origin, Page, Parameter, Run, Setting, SiteFile};
use ordain::syntax::ast::DeclarationKind;
use ordain::syntax::parse;
use ordain::text::FileId;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_oneof};
use proptest::{prop_assert, proptest};

fn collection(text: &str) -> Collection {
    let parsed = parse(text, FileId::default());
    assert!(parsed.diagnostics.is_empty(), "{:#?}", parsed.diagnostics);
    let pages = doc::pages([(&parsed.ast, text)], Origin::Project);
    Collection { title: "acme".to_owned(), pages }
}

fn files(collections: &[Collection]) -> BTreeMap<String, String> {
    doc::site(collections).into_iter().map(|SiteFile { path, text }| (path, text)).collect()
}

fn setting(text: &str) -> Setting {
    let text = || text.to_owned();
    Setting { name: text(), value: text(), description: text() }
}

/// A page that says the same everywhere.
fn everywhere(text: &str) -> Collection {
    let page = Page {
        origin: Origin::Project,
        kind: DeclarationKind::Role,
        name: text.to_owned(),
        emitted_name: Some(text.to_owned()),
        targets: Some(text.to_owned()),
        summary: text.to_owned(),
        description: text.to_owned(),
        parameters: vec![Parameter {
            name: text.to_owned(),
            ty: text.to_owned(),
            default: Some(text.to_owned()),
            description: text.to_owned(),
        }],
        platforms: vec![text.to_owned()],
        sections: vec![doc::Section { title: "Check", text: text.to_owned() }],
        handlers: vec![Handler { name: text.to_owned(), description: text.to_owned() }],
        settings: vec![setting(text)],
        runs: vec![Run {
            name: Some(text.to_owned()),
            description: text.to_owned(),
            document: text.to_owned(),
            targets: Some(text.to_owned()),
            arguments: vec![(text.to_owned(), text.to_owned())],
            settings: vec![setting(text)],
        }],
        uses: vec![text.to_owned()],
    };
    Collection { title: text.to_owned(), pages: vec![page] }
}

#[test]
fn every_task_of_the_library_has_a_file_and_a_link() {
    let files = files(&[doc::standard()]);
    let index = &files["index.html"];
    for page in doc::standard().pages {
        let path = format!("std/{}.html", page.name);
        assert!(index.contains(&format!("<a href=\"{path}\"><code>std.{}</code>", page.name)));
        let text = &files[&path];
        for parameter in &page.parameters {
            let cell = format!("<tr><th scope=\"row\"><code>{}</code></th>", parameter.name);
            assert!(text.contains(&cell), "{path}: {}", parameter.name);
        }
        assert!(text.contains("<h2>Systems</h2>") && text.contains("<h2>Example</h2>"), "{path}");
    }
}

#[test]
fn every_link_within_the_site_leads_to_a_file() {
    let files = files(&[collection(LINKED), doc::standard()]);
    let mut count = 0;
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for part in ["href=\"", "src=\"", "action=\""] {
            for link in text.split(part).skip(1).filter_map(|rest| rest.split('"').next()) {
                if ["data:,", "#content"].contains(&link) || link.starts_with("https://") {
                    continue;
                }
                let target = match link.strip_prefix("../") {
                    Some(rest) => rest.to_owned(),
                    None => link.to_owned(),
                };
                assert!(files.contains_key(&target), "{path}: {link}");
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

/// Declarations that name each other.
const LINKED: &str = r#"
use std.file
group fleet = tag("Role", "web")

/// Serves; see `site`, `std.service` and `nothing`.
role web {
  file(path: "/srv/a", content: "x")
  std.service(name: "nginx") when facts.arch == "arm"
}

play site "Acme-Site" on fleet {
  /// At night, so that few notice.
  schedule: cron("0 2 ? * * *")
  web()
}

runbook patch "Acme-Patch" {
  param Word: String
  run site() on fleet
}

/// Applies it once more.
association again {
  run: site(Mode: "check")
  on: fleet
  schedule: rate(1d)
}

/// Sundays.
window sunday {
  schedule: cron("0 2 ? * SUN *", timezone: "Asia/Seoul")
  duration: 3h
  cutoff: 1h

  /// Patches them.
  task first = patch(Word: "a|b") {
    priority: 1
  }
  task second = "Acme-Site"() on tag("Role", "web") {
    concurrency: 1
  }
}
"#;

#[test]
fn names_that_have_a_page_are_links() {
    let files = files(&[collection(LINKED), doc::standard()]);
    for (page, names) in [
        ("web", &["../std/file.html\"><code>file", "../std/service.html\"><code>std.service"][..]),
        ("web", &["../project/site.html\"><code>site"]),
        ("site", &["../project/web.html\"><code>web"]),
        ("patch", &["../project/site.html\"><code>site"]),
        ("again", &["../project/site.html\"><code>site"]),
        ("sunday", &["../project/patch.html\"><code>patch"]),
        ("sunday", &["../project/site.html\"><code>Acme-Site"]),
    ] {
        let text = &files[&format!("project/{page}.html")];
        for name in names {
            assert!(text.contains(&format!("<a href=\"{name}</code></a>")), "{name} in {text}");
        }
    }
    assert!(files["project/web.html"].contains("and <code>nothing</code>"));
    assert!(!files["project/site.html"].contains("project/site.html"));
    // Names in the library's own texts lead within the library.
    let linked =
        files.iter().filter(|(path, text)| path.starts_with("std/") && text.contains("=\"../std/"));
    assert!(linked.count() > 3);
}

#[test]
fn markdown_of_documentation_is_shown() {
    let source = "/// Keeps **it**, see [a page](https://example.com/a?b=1&c=2).\n///\n\
                  /// - one `x < y`\n/// - two\n///\n/// ```ord\n/// web(a: \"<b>\")\n/// ```\nrole web { sh \"exit 0\" }";
    let files = files(&[collection(source)]);
    let page = &files["project/web.html"];
    for part in [
        "<strong>it</strong>",
        "<a href=\"https://example.com/a?b=1&amp;c=2\">a page</a>",
        "<li>one <code>x &lt; y</code></li>",
        "<pre tabindex=\"0\"><code>web(a: \"&lt;b&gt;\")\n</code></pre>",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(files["index.html"].contains("<span>Keeps <strong>it</strong>, see a page.</span>"));
}

#[test]
fn hostile_documentation_stays_text() {
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](//example.com)",
        "[x][r]\n\n[r]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](https://example.com/pixel.png)",
        "[x](https://example.com/\"onclick=\"alert(1))",
        "```\"><script>alert(1)</script>\nx\n```",
        "<!-- --><script>",
        "</main></body><script>",
        "<div>\n<script>\n\nalert(1)\n</script>",
        "| a |\n| - |\n| <script> |",
    ] {
        for (path, text) in files(&[everywhere(hostile)]) {
            if path.ends_with(".html") {
                check(&text).unwrap_or_else(|why| panic!("{hostile:?} in {path}: {why}\n{text}"));
            }
        }
    }
}

#[test]
fn no_two_pages_share_a_file_on_any_system() {
    let names = ["web", "Web", "web-2", "we b", "we/b", "../../etc", "con", "Web", "é", "ö", ""];
    let mut all = everywhere("x");
    let first = all.pages.remove(0);
    all.pages =
        names.iter().map(|name| Page { name: (*name).to_owned(), ..first.clone() }).collect();
    let site = doc::site(&[all.clone(), all, doc::standard()]);
    let paths: BTreeSet<String> = site.iter().map(|file| file.path.to_lowercase()).collect();
    assert_eq!(paths.len(), site.len());
    for path in paths {
        let (folder, name) = path.split_once('/').unwrap_or(("std", &path));
        assert!(["std", "project", "project-2"].contains(&folder), "{path}");
        let is_plain = |it: char| it.is_ascii_alphanumeric() || "_-.".contains(it);
        assert!(name.chars().all(is_plain) && !name.starts_with('.'), "{path}");
        assert!(name != "con.html", "{path}");
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let collections = [collection("role web { sh \"exit 0\" }"), doc::standard()];
    assert_eq!(doc::site(&collections), doc::site(&collections));
}

/// Tags that have no end.
const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "!doctype"];

/// Tags and attributes that a page may have; `a` has `href` and `class`.
const TAGS: &[&str] = &[
    "!doctype",
    "a",
    "blockquote",
    "body",
    "br",
    "code",
    "dd",
    "dl",
    "dt",
    "em",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "input",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
const ATTRIBUTES: &[&str] = &[
    "action",
    "autocomplete",
    "charset",
    "class",
    "content",
    "defer",
    "for",
    "hidden",
    "href",
    "html",
    "id",
    "lang",
    "name",
    "placeholder",
    "rel",
    "role",
    "scope",
    "spellcheck",
    "src",
    "start",
    "tabindex",
    "type",
];

/// Whether the tags of a page are balanced, are known ones with known attributes, lead nowhere but
/// to the web, and load nothing but our own.
fn check(page: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut scripts = 0;
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').ok_or("a tag without an end")?;
        if text.contains('>') {
            return Err(format!("a bare `>` in {text:?}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (name, rest) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
        if !TAGS.contains(&name) {
            return Err(format!("<{name}>"));
        }
        check_attributes(rest.trim_end_matches('/'))?;
        scripts += usize::from(name == "script");
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    match (open.last(), scripts) {
        (None, 1) => Ok(()),
        (None, count) => Err(format!("{count} scripts")),
        (Some(name), _) => Err(format!("<{name}> is not closed")),
    }
}

fn check_attributes(text: &str) -> Result<(), String> {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if !ATTRIBUTES.contains(&name) {
            return Err(format!("the attribute `{name}`"));
        }
        let Some(value) = after.strip_prefix("=\"") else {
            rest = after.trim_start();
            continue;
        };
        let (value, after) = value.split_once('"').ok_or("a value without an end")?;
        let scheme = value.split(['/', '?', '#']).next().unwrap_or("");
        let is_known = ["https:", "http:", "data:,"].contains(&scheme)
            || scheme.to_ascii_lowercase().starts_with("mailto:")
            || ["https:", "http:"].contains(&&*scheme.to_ascii_lowercase());
        if ["href", "src", "action"].contains(&name) && scheme.contains(':') && !is_known {
            return Err(format!("a link to {value}"));
        }
        rest = after.trim_start();
    }
    Ok(())
}

#[test]
fn the_check_of_these_tests_finds_what_is_wrong() {
    let page = |body: &str| format!("<html><script src=\"search.js\"></script>{body}</html>");
    assert_eq!(check(&page("<p>x</p>")), Ok(()));
    for wrong in [
        "<p>x",
        "x</p>",
        "<script>",
        "<script>x</script>",
        "<p onclick=\"x\">y</p>",
        "<a href=\"javascript:x\">y</a>",
        "<img>",
        "a > b",
    ] {
        assert!(check(&page(wrong)).is_err(), "{wrong}");
    }
}

/// Texts of pieces that mean something in Markdown or HTML.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = [
        "<script>",
        "</script>",
        "<",
        ">",
        "\"",
        "'",
        "&",
        "&lt;",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "* ",
        "**",
        "_",
        "[",
        "]",
        "(",
        ")",
        "](javascript:x)",
        "](https://a.b)",
        "![",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?",
        "<b",
        " onclick=x",
        "a",
        "é",
        "\u{0}",
        "\u{202e}",
        "\t",
        "\\",
        "|",
        "---",
        "===",
        "[a]: javascript:x",
        "{{ x }}",
        "\r",
        "<https://a.b>",
        "<javascript:x>",
        ". ",
    ];
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        1 => proptest::prelude::any::<char>().prop_map(String::from),
        1 => Just("Systems: ".to_owned()),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_breaks_a_page(text in hostile_text()) {
        for (path, page) in files(&[everywhere(&text)]) {
            if path.ends_with(".html") {
                let checked = check(&page);
                prop_assert!(checked.is_ok(), "{:?} in {}:\n{}", checked, path, page);
            }
        }
    }

    #[test]
    fn no_documentation_of_a_source_breaks_a_page(text in hostile_text()) {
        let docs: String = text.lines().map(|line| format!("/// {}\n", line.replace('\r', ""))).collect();
        let source = format!("{docs}role web {{\n{docs}  param a: Int = 1\n  sh \"exit 0\"\n}}\n");
        let parsed = parse(&source, FileId::default());
        let pages = doc::pages([(&parsed.ast, &*source)], Origin::Project);
        for (path, page) in files(&[Collection { title: "a".to_owned(), pages }]) {
            if path.ends_with(".html") {
                let checked = check(&page);
                prop_assert!(checked.is_ok(), "{:?} in {}:\n{}", checked, path, page);
            }
        }
    }
}
