//! `ordain doc` as its users run it.

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
