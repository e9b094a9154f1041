//! Documents in YAML and JSON beside sources: which command takes what, and what is left out.

use super::program::{Folder, Ran, run};

const SOURCE: &str = "/// Waits.\nrunbook nap \"Acme-Nap\" {\n  sleep time\n}\n";

const DOCUMENT: &str = "schemaVersion: \"0.3\"\ndescription: Waits.\nmainSteps:\n- name: one\n  \
    action: aws:sleeep\n  inputs:\n    Duration: PT1M\n";

const AS_JSON: &str = "{\"schemaVersion\": \"0.3\", \"description\": \"Waits.\", \"mainSteps\": \
    [{\"name\": \"one\", \"action\": \"aws:sleeep\", \"inputs\": {\"Duration\": \"PT1M\"}}]}";

/// No document: keys twice, which would be an error in one.
const OTHER: &str = "services:\n  web: {}\n  web: {}\n";

/// The paths of the findings, each once.
fn paths(ran: &Ran) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let found = json["diagnostics"].as_array().expect("findings").iter();
    let mut paths: Vec<String> =
        found.map(|one| one["file"].as_str().expect("a path").to_owned()).collect();
    paths.dedup();
    paths
}

#[test]
fn a_lint_of_a_folder_takes_sources_and_documents() {
    let folder = Folder::new();
    folder.put("x/nap.ord", SOURCE).put("x/doc.yaml", DOCUMENT).put("x/compose.yaml", OTHER);
    folder.put("x/deep/doc.json", AS_JSON);
    let ran = folder.ordain("lint x --format json");
    assert_eq!(paths(&ran), ["x/deep/doc.json", "x/doc.yaml", "x/nap.ord"], "{ran:#?}");
    // A check is of sources; of documents where there are none.
    assert_eq!(paths(&folder.ordain("check x --format json")), ["x/nap.ord"]);
    assert_eq!(paths(&folder.ordain("check x/deep --format json")), ["x/deep/doc.json"]);
}

#[test]
fn a_lint_of_a_project_takes_its_documents_but_not_what_it_built() {
    let folder = Folder::new();
    folder.put("ordain.toml", "[project]\nname = \"acme\"\n[build]\nout = \"made\"\n");
    folder.put("nap.ord", SOURCE.replace("time", "1m"));
    folder.put("made/documents/Acme-Old.yaml", DOCUMENT).put("old/doc.yaml", DOCUMENT);
    folder.put("inner/ordain.toml", "[project]\nname = \"inner\"\n").put("inner/a.yaml", DOCUMENT);
    assert_eq!(paths(&folder.ordain("lint . --format json")), ["old/doc.yaml"]);
    assert_eq!(paths(&folder.ordain("lint --format json")), ["old/doc.yaml"]);
    assert_eq!(paths(&folder.ordain("check --format json")), Vec::<String>::new());
    assert_eq!(paths(&folder.ordain("lint inner --format json")), ["inner/a.yaml"]);
}

#[test]
fn a_glob_of_a_lint_takes_documents() {
    let folder = Folder::new();
    folder.put("a.yaml", DOCUMENT).put("b.yaml", OTHER).put("c.ord", SOURCE);
    assert_eq!(paths(&folder.ordain("lint *.yaml --format json")), ["a.yaml"]);
    assert_eq!(folder.ordain("build *.yaml").stderr, "error: `*.yaml`: matches no file\n");
}

#[test]
fn what_is_no_document_is_left_out_and_said() {
    let folder = Folder::new();
    folder.put("a.yaml", OTHER).put("b.json", "{]").put("c.yaml", DOCUMENT);
    for command in ["check", "lint"] {
        let one = folder.ordain(&format!("{command} a.yaml"));
        assert_eq!((one.exit, one.stdout.as_str()), (Some(0), ""), "{one:#?}");
        assert_eq!(one.stderr, "left out `a.yaml`: no document of Systems Manager\n");
        let all = folder.ordain(&format!("{command} a.yaml b.json c.yaml --format json"));
        assert_eq!((all.exit, paths(&all)), (Some(1), vec!["c.yaml".to_owned()]));
        assert_eq!(all.stderr, "left out 2 files: no documents of Systems Manager\n");
    }
}

#[test]
fn a_file_that_is_named_and_is_no_document_says_what_it_is() {
    let folder = Folder::new();
    let list = "- schemaVersion: \"2.2\"\n";
    folder.put("list.yaml", list).put("text.json", "\"schemaVersion\"");
    folder.put("map.yaml", "a: schemaVersion\n").put("odd.yaml", "schemaVersion: \"9\"\na: 1\n");
    for command in ["check", "lint"] {
        for file in ["list.yaml", "text.json", "map.yaml", "odd.yaml"] {
            let one = folder.ordain(&format!("{command} {file} --format json"));
            assert_eq!((one.exit, paths(&one)), (Some(0), vec![file.to_owned()]), "{one:#?}");
            assert!(one.stdout.contains("E0630"), "{one:#?}");
        }
        let all = folder.ordain(&format!("{command} . --format json"));
        assert_eq!((all.exit, paths(&all)), (Some(0), Vec::new()), "{all:#?}");
    }
    folder.put("package.json", "{\"schemaVersion\": \"2.0\", \"packages\": {}}");
    assert!(!folder.ordain("check package.json").stdout.contains("E0630"));
}

#[test]
fn a_document_on_standard_input_is_known_by_its_text_or_its_name() {
    let folder = Folder::new();
    let lint = |arguments: &str, text: &str| {
        let arguments = format!("lint {arguments} --format json");
        run(&folder.path(), &arguments.split(' ').collect::<Vec<_>>(), text.as_bytes())
    };
    for text in [DOCUMENT, AS_JSON, &format!("# mine\n---\n{DOCUMENT}")] {
        let ran = lint("-", text);
        assert_eq!(paths(&ran), ["<stdin>"], "{ran:#?}");
        assert!(ran.stdout.contains("E0648"), "{ran:#?}");
    }
    assert!(lint("-", SOURCE).stdout.contains("E0210"));
    assert_eq!(paths(&lint("- --stdin-filename x/a.yaml", DOCUMENT)), ["x/a.yaml"]);
    assert!(lint("- --stdin-filename a.ord", DOCUMENT).stdout.contains("E0133"));
    let other = lint("- --stdin-filename a.yaml", OTHER);
    assert_eq!((other.exit, paths(&other)), (Some(0), Vec::new()));
    assert!(other.stderr.contains("left out `a.yaml`"), "{other:#?}");
    let wrong = folder.ordain("lint --stdin-filename a.yaml .");
    assert_eq!((wrong.exit, wrong.stdout.as_str()), (Some(2), ""));
    assert!(wrong.stderr.contains("give the path `-`"), "{wrong:#?}");
    assert_eq!(lint("- --fix", DOCUMENT).exit, Some(2));
}

#[test]
fn commands_of_sources_say_who_takes_a_document() {
    let folder = Folder::new();
    folder.put("doc.yaml", DOCUMENT).put("ordain.toml", "[project]\nname = \"acme\"\n");
    for command in ["build", "fmt", "iam", "doc"] {
        for (ran, what) in [
            (folder.ordain(&format!("{command} doc.yaml")), "`doc.yaml`:"),
            (run(&folder.path(), &[command, "-"], DOCUMENT.as_bytes()), "standard input:"),
        ] {
            assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{command}: {ran:#?}");
            assert!(ran.stderr.contains(what), "{command}: {ran:#?}");
            for word in ["only those are taken here", "`ordain import`", "`ordain lint`"] {
                assert!(ran.stderr.contains(word), "{command}: {ran:#?}");
            }
        }
    }
    assert_eq!(folder.read("doc.yaml"), DOCUMENT);
}

#[test]
fn a_binary_file_is_unreadable_for_every_command() {
    let folder = Folder::new();
    folder.put("a.yaml", b"schemaVersion: \xff\xfe\x00\x01").put("b.json", b"\x00\xff\x01");
    for command in ["check", "lint", "import"] {
        for path in ["a.yaml", "b.json"] {
            let ran = folder.ordain(&format!("{command} {path}"));
            assert_eq!(ran.exit, Some(2), "{command} {path}: {ran:#?}");
            assert!(format!("{}{}", ran.stdout, ran.stderr).contains("E0238"), "{ran:#?}");
        }
    }
}

#[test]
fn documents_of_one_name_are_imported_under_two() {
    let folder = Folder::new();
    let document = DOCUMENT.replace("sleeep", "sleep");
    let long = "a".repeat(150);
    for name in ["deploy", long.as_str()] {
        folder.put(&format!("x/{name}.yaml"), &document).put(&format!("y/{name}.yaml"), &document);
    }
    let ran = folder.ordain("import x y --out out --verify");
    assert_eq!(ran.exit, Some(0), "{ran:#?}");
    assert!(folder.read("out/deploy.ord").contains("runbook deploy "));
    assert!(folder.read("out/deploy_2.ord").contains("runbook deploy_2 "));
    folder.put("out/ordain.toml", "[project]\nname = \"acme\"\n");
    let checked = folder.ordain("check out");
    assert_eq!((checked.exit, checked.stdout.as_str()), (Some(0), ""), "{checked:#?}");
}

/// A document with one warning.
const WARNED: &str = "schemaVersion: \"0.3\"\ndescription: Waits.\nparameters:\n  Idle:\n    \
    type: String\nmainSteps:\n- name: one\n  action: aws:sleep\n  inputs:\n    Duration: PT1M\n";

#[test]
fn the_project_around_a_document_says_how_it_is_linted() {
    let folder = Folder::new();
    let manifest = |rest: &str| format!("[project]\nname = \"acme\"\n[lint.rules]\n{rest}");
    folder.put("docs/a.yaml", WARNED).put("ordain.toml", manifest("unused-param = \"error\"\n"));
    for (arguments, path) in [("lint docs/a.yaml", "docs/a.yaml"), ("lint .", "docs/a.yaml")] {
        let ran = folder.ordain(arguments);
        assert_eq!(ran.exit, Some(1), "{ran:#?}");
        assert!(ran.stdout.contains("error[unused-param]"), "{ran:#?}");
        assert!(ran.stdout.contains(&format!("[{path}:4:3]")), "{ran:#?}");
    }
    let inside = run(&folder.path().join("docs"), &["lint", "a.yaml"], b"");
    assert!(inside.stdout.contains("[docs/a.yaml:4:3]"), "{inside:#?}");
    folder.put("ordain.toml", manifest("unused-param = \"off\"\n"));
    assert_eq!(folder.ordain("lint docs/a.yaml --fail-on info").stdout, "");
    // What is wrong with the manifest is said of the manifest, once.
    folder.put("ordain.toml", manifest("unused-parm = \"off\"\n"));
    let ran = folder.ordain("lint . --format json");
    assert_eq!(paths(&ran), ["ordain.toml", "docs/a.yaml"], "{ran:#?}");
    assert_eq!(ran.stdout.matches("E0239").count(), 1, "{ran:#?}");
    // Where only documents are named, as a hook does, too.
    folder.put("docs/b.yaml", WARNED);
    for arguments in ["lint docs/a.yaml docs/b.yaml", "lint docs/a.yaml"] {
        let ran = folder.ordain(&format!("{arguments} --format json"));
        assert_eq!(ran.stdout.matches("E0239").count(), 1, "{arguments}: {ran:#?}");
        assert!(paths(&ran).contains(&"ordain.toml".to_owned()), "{ran:#?}");
    }
    folder.put("ordain.toml", "[project");
    let ran = folder.ordain("lint docs/a.yaml --format json");
    assert!(paths(&ran).contains(&"ordain.toml".to_owned()), "{ran:#?}");
}

#[test]
fn one_baseline_hides_what_documents_had() {
    let folder = Folder::new();
    folder
        .put("a.yaml", WARNED)
        .put("deep/b.yaml", WARNED)
        .put("ordain.toml", "[project]\nname = \"acme\"\n[lint]\nbaseline = \"known.json\"\n");
    let written = folder.ordain("lint . --write-baseline known.json");
    assert_eq!((written.exit, written.stdout.as_str()), (Some(0), ""), "{written:#?}");
    assert_eq!(folder.read("known.json").matches("unused-param").count(), 2);
    for arguments in ["lint .", "lint a.yaml", "lint deep/b.yaml a.yaml", "lint"] {
        let ran = folder.ordain(&format!("{arguments} --fail-on info"));
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(0), ""), "{arguments}: {ran:#?}");
    }
    let inside = run(&folder.path().join("deep"), &["lint", "b.yaml", "--fail-on", "info"], b"");
    assert_eq!((inside.exit, inside.stdout.as_str()), (Some(0), ""), "{inside:#?}");
    // What is new is shown, and what is gone is told by the document that had it.
    folder.put("a.yaml", WARNED.replace("Idle", "Other"));
    let ran = folder.ordain("lint . --format json");
    assert_eq!(ran.stdout.matches("unused-param`").count(), 1, "{ran:#?}");
    assert_eq!(ran.stdout.matches("\"code\": \"stale-baseline\"").count(), 1, "{ran:#?}");
    assert_eq!(ran.stdout.matches("\"code\": \"unused-param\"").count(), 1, "{ran:#?}");
    folder.put("ordain.toml", "[project]\nname = \"acme\"\n[lint]\nbaseline = \"gone.json\"\n");
    for arguments in ["lint a.yaml", "lint a.yaml deep/b.yaml", "lint ."] {
        let ran = folder.ordain(&format!("{arguments} --format json"));
        assert_eq!(ran.exit, Some(2), "{ran:#?}");
        assert_eq!(ran.stdout.matches("E0245").count(), 1, "{arguments}: {ran:#?}");
        assert!(paths(&ran).contains(&"ordain.toml".to_owned()), "{arguments}: {ran:#?}");
        assert!(ran.stdout.contains("\"line\": 4"), "{arguments}: {ran:#?}");
    }
}

#[test]
fn documents_outside_of_a_project_share_a_baseline() {
    let folder = Folder::new();
    folder.put("x/a.yaml", WARNED).put("x/b.yaml", WARNED);
    assert_eq!(folder.ordain("lint x --write-baseline known.json").exit, Some(0));
    let ran = folder.ordain("lint x --baseline known.json --fail-on info");
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(0), ""), "{ran:#?}");
}
