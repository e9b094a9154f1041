//! `ordain doc` as its users run it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::program::{Folder, Ran};

const ROLE: &str = "/// Serves pages. And more.\nrole web {\n  param port: Int = 80\n  \
    std.package(name: \"nginx\")\n}\n";

#[track_caller]
fn check(ran: &Ran, exit: i32, words: &[&str]) {
    let all = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.exit, Some(exit), "{all}");
    for word in words {
        assert!(all.contains(word), "`{word}` in {all}");
    }
}

/// The files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(
                files(&path).into_iter().map(|(rest, text)| (format!("{name}/{rest}"), text)),
            );
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn a_list_needs_no_project() {
    let folder = Folder::new();
    check(&folder.ordain("doc"), 0, &["# Standard library", "- `std.file`: Keeps a regular file."]);
    check(&folder.ordain("doc std.file"), 0, &["# module `std.file`", "| `path` |"]);
    check(&folder.ordain("doc file"), 0, &["# module `std.file`"]);
    folder.put("a.ord", ROLE);
    check(&folder.ordain("doc a.ord"), 0, &["- `web`: Serves pages.\n", "# Standard library"]);
    check(&folder.ordain("doc web a.ord"), 0, &["# role `web`", "| `port` | `Int` | `80` |"]);
}

#[test]
fn the_pages_of_a_project_come_before_those_of_the_library() {
    let folder = Folder::new();
    folder.put("ordain.toml", "[project]\nname = \"acme\"\n").put("web.ord", ROLE);
    folder.put("file.ord", "/// Our own.\nrole file { sh \"exit 0\" }\n");
    check(&folder.ordain("doc"), 0, &["# acme\n\n## Roles\n\n- `file`: Our own.\n- `web`"]);
    check(&folder.ordain("doc file"), 0, &["# role `file`"]);
    check(&folder.ordain("doc std.file"), 0, &["# module `std.file`"]);
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let folder = Folder::new();
    folder.put("a.ord", ROLE);
    check(&folder.ordain("doc wbe a.ord"), 2, &["no page of `wbe`", "the nearest is `web`"]);
    check(&folder.ordain("doc std.fiel"), 2, &["the nearest is `std.file`"]);
    check(&folder.ordain("doc nothing_like_it"), 2, &["`ordain doc` lists"]);
    check(&folder.ordain("doc none.ord"), 2, &["none.ord", "no such file"]);
}

#[test]
fn what_cannot_be_read_is_a_finding() {
    let folder = Folder::new();
    folder.put("a.ord", "role web { param }\n");
    check(&folder.ordain("doc a.ord"), 1, &["error[E01"]);
}

#[test]
fn a_site_is_written_once_and_then_left_alone() {
    let folder = Folder::new();
    folder.put("a.ord", ROLE);
    check(&folder.ordain("doc a.ord --out site"), 0, &["site/index.html: ", " 0 removed"]);
    let first = files(&folder.path());
    for path in ["index.html", "style.css", "search.js", "project/web.html", "std/file.html"] {
        assert!(first.contains_key(&format!("site/{path}")), "{path} in {:?}", first.keys());
    }
    check(&folder.ordain("doc a.ord --out site"), 0, &[" 0 written, 0 removed, "]);
    assert!(files(&folder.path()) == first, "the second run changed something");
}

#[test]
fn what_a_site_no_longer_has_is_removed() {
    let folder = Folder::new();
    folder.put("a.ord", ROLE);
    folder.ordain("doc a.ord --out site");
    folder.put("site/notes.txt", "mine").put("site/std/file.html", "mine");
    check(&folder.ordain("doc web a.ord --out site"), 0, &["left site/std/file.html: somebody"]);
    let files = files(&folder.path());
    assert!(files.contains_key("site/project/web.html"));
    assert!(!files.contains_key("site/std/package.html"));
    assert_eq!(files["site/notes.txt"], b"mine");
    assert_eq!(files["site/std/file.html"], b"mine");
}

#[test]
fn files_of_others_are_never_touched() {
    let folder = Folder::new();
    folder.put("a.ord", ROLE).put("site/index.html", "mine");
    let words = ["site/index.html", "was not written by `ordain doc`"];
    check(&folder.ordain("doc a.ord --out site"), 2, &words);
    let files = files(&folder.path());
    assert_eq!(files["site/index.html"], b"mine");
    assert!(!files.contains_key("site/style.css"));
    folder.put("other/ordain-doc.json", "{}");
    check(&folder.ordain("doc a.ord --out other"), 2, &["is not the manifest of a site"]);
    check(&folder.ordain("doc a.ord --out a.ord"), 2, &["a.ord"]);
    folder.put("third/std", "a file");
    check(&folder.ordain("doc a.ord --out third"), 2, &["third/std", "is not a folder"]);
}

#[test]
fn a_manifest_of_a_stranger_leads_nowhere() {
    let folder = Folder::new();
    folder.put("a.ord", ROLE).put("precious", "");
    let sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let manifest = format!("{{\"version\": 1, \"files\": {{\"../precious\": \"{sum}\"}}}}");
    folder.put("site/ordain-doc.json", &manifest);
    check(&folder.ordain("doc a.ord --out site"), 0, &[" 0 removed"]);
    assert!(files(&folder.path()).contains_key("precious"));
}
