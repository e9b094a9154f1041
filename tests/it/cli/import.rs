//! Importing to a folder: the project that it lies in, and the names that documents keep.

use super::program::Folder;

const CHILD: &str = "schemaVersion: \"0.3\"\nmainSteps:\n- name: one\n  action: aws:sleep\n  \
    inputs:\n    Duration: PT1M\n";

const PARENT: &str = "schemaVersion: \"0.3\"\nmainSteps:\n- name: pass_on\n  \
    action: aws:executeAutomation\n  inputs:\n    DocumentName: acme_child\n";

fn documents() -> Folder {
    let folder = Folder::new();
    folder.put("docs/acme_child.yaml", CHILD).put("docs/Acme-Parent.yaml", PARENT);
    folder
}

#[test]
fn documents_keep_their_names_in_a_project_with_a_prefix() {
    let manifest = "[project]\nname = \"acme\"\nprefix = \"Prod-\"\n";
    for (place, out) in [("out/ordain.toml", "out"), ("ordain.toml", "deep/out")] {
        let folder = documents();
        folder.put(place, manifest);
        let ran = folder.ordain(&format!("import docs --out {out} --verify"));
        assert_eq!(ran.exit, Some(0), "{ran:#?}");
        assert!(ran.stderr.contains("2 of 2 documents are equal"), "{ran:#?}");
        assert_eq!(folder.read(place), manifest);
        assert!(place.starts_with(out) || !folder.has(&format!("{out}/ordain.toml")));
        let built = folder.ordain(&format!("build {out} --out made"));
        assert_eq!(built.exit, Some(0), "{built:#?}");
        assert!(folder.has("made/documents/acme_child.yaml"), "{built:#?}");
        let parent = folder.read("made/documents/Acme-Parent.yaml");
        assert!(parent.contains("DocumentName: acme_child\n"), "{parent}");
        let source = folder.read(&format!("{out}/acme_parent.ord"));
        assert!(source.contains("call acme_child()"), "{source}");
    }
    let folder = documents();
    assert_eq!(folder.ordain("import docs --out out").exit, Some(0));
    assert!(folder.read("out/acme_child.ord").contains("runbook acme_child {"));
}

#[test]
fn a_name_that_the_project_has_already_is_refused() {
    let old = "/// Waits.\nrunbook acme_child \"Acme-Old\" {\n  sleep 1m\n}\n";
    let manifest = "[project]\nname = \"acme\"\n";
    // The folder becomes a project, is one, or lies in one.
    for (path, place) in [
        ("out/old.ord", None),
        ("out/deep/old.ord", Some("out/ordain.toml")),
        ("old.ord", Some("ordain.toml")),
    ] {
        let folder = documents();
        folder.put(path, old);
        place.map(|place| folder.put(place, manifest));
        let ran = folder.ordain("import docs --out out --verify");
        let told = format!("error: `{path}` declares `acme_child` already: nothing was written\n");
        assert_eq!((ran.exit, ran.stderr.as_str()), (Some(2), told.as_str()), "{ran:#?}");
        assert!(!folder.has("out/acme_parent.ord"));
    }
    // Files that are no project do not know each other.
    let folder = documents();
    folder.put("out/old.ord", old);
    let ran = folder.ordain("import docs/acme_child.yaml --out out");
    assert_eq!(ran.exit, Some(0), "{ran:#?}");
    let again = folder.ordain("import docs/acme_child.yaml --out out");
    assert!(again.stderr.contains("`out/acme_child.ord`: is there already"), "{again:#?}");
}

#[test]
fn a_document_that_loses_its_name_is_told() {
    let folder = Folder::new();
    folder.put("x/acme.yaml", CHILD).put("y/acme.yaml", CHILD).put("AWS-Wait.yaml", CHILD);
    let ran = folder.ordain("import x y AWS-Wait.yaml --out out");
    assert_eq!(ran.exit, Some(0), "{ran:#?}");
    for told in [
        "`y/acme.yaml`: the document is `acme` no more, its source declares `acme_2`: another \
         source is called `acme`\n",
        "`AWS-Wait.yaml`: the document is `AWS-Wait` no more, its source declares \
         `document_aws_wait`: names that begin with `aws` are AWS's\n",
    ] {
        assert!(ran.stderr.contains(told), "{ran:#?}");
    }
    assert_eq!(ran.stderr.matches("no more").count(), 2, "{ran:#?}");
    let alone = folder.ordain("import x --out alone");
    assert_eq!(alone.stderr, "alone/acme.ord\n");
}

#[test]
fn the_manifest_of_a_folder_has_a_name_of_letters_and_digits() {
    for (out, name) in [("-n-", "n"), ("---", "imported"), ("Acme Docs", "acme-docs")] {
        let folder = documents();
        let out = format!("--out={out}");
        let ran = super::program::run(&folder.path(), &["import", "docs", &out], b"");
        assert_eq!(ran.exit, Some(0), "{ran:#?}");
        let path = format!("{}/ordain.toml", out.trim_start_matches("--out="));
        assert_eq!(folder.read(&path), format!("[project]\nname = \"{name}\"\n"));
    }
}

#[test]
fn a_source_that_does_not_compile_is_told_with_its_errors() {
    let folder = Folder::new();
    folder.put("a.yaml", CHILD.replace("aws:sleep", "aws:sleeep"));
    let ran = folder.ordain("import a.yaml --out out --verify");
    assert_eq!(ran.exit, Some(1), "{ran:#?}");
    assert!(ran.stderr.contains("`a.yaml`: the source does not compile: line "), "{ran:#?}");
    assert!(ran.stderr.contains("E0401"), "{ran:#?}");
}
