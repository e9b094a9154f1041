//! One namespace for all files of a project.

use crate::support::{Project, check};

#[test]
fn a_name_declared_twice_shows_both_places() {
    let found = Project::new()
        .file("a.ord", "group web = tag(\"Role\", \"web\")\n")
        .file("b/c.ord", "\ngroup web = tag(\"Role\", \"www\")\n")
        .check();
    let [found] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((found.code.as_str(), found.file.as_str(), found.line), ("E0201", "b/c.ord", 2));
    assert_eq!(found.underlined, "web");
    assert_eq!(found.related, [("web".to_owned(), "first declared here".to_owned())]);
}

#[test]
fn each_further_declaration_is_one_finding() {
    let group = "group web = tag(\"Role\", \"web\")\n";
    let found = check(&group.repeat(4));
    assert_eq!(found.len(), 3, "{found:#?}");
}

#[test]
fn findings_come_in_path_and_source_order() {
    let twice = "group a = all\ngroup a = all\n";
    let found = Project::new()
        .file("z.ord", "group b = all\ngroup b = all\n")
        .file("m.ord", twice)
        .file("a/b.ord", "group c = all\ngroup c = all\n")
        .check();
    let files: Vec<&str> = found.iter().map(|one| one.file.as_str()).collect();
    assert_eq!(files, ["a/b.ord", "m.ord", "z.ord"]);
}
