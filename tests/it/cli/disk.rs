//! What only a disk can do: times, links, pipes, files of others.

use std::fs;
use std::time::{Duration, SystemTime};

use super::program::{Folder, command, run};

const RUNBOOK: &str = "runbook stop \"Acme-Stop\" {\n  sleep 1m\n}\n";
const DOCUMENT: &str = "build/documents/Acme-Stop.yaml";

fn project() -> Folder {
    let folder = Folder::new();
    folder.put("ordain.toml", "[project]\nname = \"acme\"\n").put("main.ord", RUNBOOK);
    folder
}

/// What lies in a folder, sorted.
fn names(folder: &Folder, path: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.path().join(path)).expect("a folder");
    let names = entries.map(|it| it.expect("an entry").file_name().into_string().expect("UTF-8"));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn an_unchanged_artifact_keeps_its_time() {
    let folder = project();
    folder.ordain("build");
    let past = SystemTime::now() - Duration::from_secs(3_600);
    for path in [DOCUMENT, "build/manifest.json"] {
        let file = fs::File::options().write(true).open(folder.path().join(path)).expect("a file");
        file.set_modified(past).expect("a time can be set");
    }
    folder.put("other.ord", "// nothing\n");
    assert_eq!(folder.ordain("build").exit, Some(0));
    for path in [DOCUMENT, "build/manifest.json"] {
        let known = fs::metadata(folder.path().join(path)).expect("a file");
        assert_eq!(known.modified().expect("a time"), past, "{path}");
    }
}

#[test]
fn no_temporary_file_is_left() {
    let folder = project();
    folder.ordain("build");
    assert_eq!(names(&folder, "build"), ["documents", "manifest.json"]);
    assert_eq!(names(&folder, "build/documents"), ["Acme-Stop.request.json", "Acme-Stop.yaml"]);
}

#[cfg(unix)]
#[test]
fn what_is_written_has_the_rights_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project();
    folder.ordain("build");
    folder.put("plain", "");
    let mode =
        |path: &str| fs::metadata(folder.path().join(path)).expect("a file").permissions().mode();
    assert_eq!(mode(DOCUMENT), mode("plain"));
}

#[test]
fn a_file_that_somebody_changed_is_not_removed() {
    let folder = project();
    folder.ordain("build");
    folder.put(DOCUMENT, "mine\n").put("main.ord", "");
    let built = folder.ordain("build");
    assert_eq!(built.exit, Some(0), "{built:#?}");
    assert!(built.stderr.contains("kept build/documents/Acme-Stop.yaml"), "{}", built.stderr);
    assert_eq!(folder.read(DOCUMENT), "mine\n");
    assert!(!folder.has("build/documents/Acme-Stop.request.json"));
}

#[test]
fn what_a_killed_build_left_is_told_and_removed() {
    let folder = project();
    folder.ordain("build");
    folder.put("build/.ordain-x/0", "half");
    let checked = folder.ordain("build --check");
    assert_eq!(checked.exit, Some(1), "{checked:#?}");
    assert_eq!(checked.stdout, "build/.ordain-x: would be removed\n");
    assert_eq!(folder.ordain("build").exit, Some(0));
    assert!(!folder.has("build/.ordain-x"));
}

/// Whatever the moment is: no file is half, and the next build leaves what a first one would.
#[cfg(unix)]
#[test]
fn a_killed_build_leaves_nothing_that_the_next_does_not_mend() {
    let folder = project();
    let runbooks = |time: &str| {
        let one = |number| RUNBOOK.replace("stop", &format!("r{number}")).replace("1m", time);
        (0..300).map(|it| one(it).replace("-Stop", &format!("-{it}"))).collect::<String>()
    };
    for (round, pause) in [0, 5, 10, 20, 40, 80].into_iter().enumerate() {
        folder.put("main.ord", runbooks(&format!("{}m", round + 1)));
        let mut child = command(&folder.path()).arg("build").spawn().expect("the program starts");
        let end = SystemTime::now() + Duration::from_secs(10);
        while !folder.has("build") && SystemTime::now() < end {}
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().expect("a program can be killed");
        child.wait_with_output().expect("the program ends");
    }
    folder.put("main.ord", runbooks("9m"));
    let built = folder.ordain("build");
    assert_eq!((built.exit, built.stdout.as_str()), (Some(0), ""), "{built:#?}");
    folder.ordain("build --out fresh");
    assert_eq!(names(&folder, "build"), names(&folder, "fresh"));
    assert_eq!(names(&folder, "build/documents"), names(&folder, "fresh/documents"));
    assert_eq!(folder.read("build/manifest.json"), folder.read("fresh/manifest.json"));
    assert_eq!(folder.ordain("build --check").exit, Some(0));
}

#[test]
fn a_folder_in_the_way_of_one_file_stops_all_of_them() {
    let folder = project();
    folder.put("zoo.ord", RUNBOOK.replace("stop", "zoo").replace("Stop", "Zoo"));
    folder.put("build/documents/Acme-Zoo.yaml/x", "mine");
    let built = folder.ordain("build --force");
    assert_eq!(built.exit, Some(2), "{built:#?}");
    let path = "`build/documents/Acme-Zoo.yaml`";
    assert!(built.stderr.contains(&format!("{path}: is a folder")), "{}", built.stderr);
    assert!(!folder.has(DOCUMENT) && !folder.has("build/manifest.json"));
}

#[test]
fn a_file_in_place_of_a_folder_is_named() {
    let folder = project();
    folder.put("out", "").put("build/documents", "");
    for (arguments, path) in [("build", "build/documents"), ("build --out out", "out")] {
        let built = folder.ordain(arguments);
        assert_eq!(built.exit, Some(2), "{built:#?}");
        assert_eq!(built.stderr, format!("error: `{path}`: is not a folder\n"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_in_place_of_the_manifest_is_no_hang() {
    let folder = project();
    folder.put("build/x", "");
    let path = folder.path().join("build/manifest.json");
    let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo starts");
    assert!(made.success());
    let built = folder.ordain("build");
    assert_eq!(built.stderr, "error: `build/manifest.json`: is not a file\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_is_lost_is_a_failure() {
    let folder = project();
    for arguments in ["build --stdout", "schema findings", "explain", "--help", "completions bash"]
    {
        let full = fs::File::options().write(true).open("/dev/full").expect("a full device");
        let mut ran = command(&folder.path());
        let ran = ran.args(arguments.split(' ')).stdout(full).output().expect("it starts");
        let message = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{arguments}: {message}");
        assert!(message.contains("error: standard output: "), "{arguments}: {message}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn two_names_that_are_not_unicode_are_two_files() {
    use std::os::unix::ffi::OsStrExt;
    let folder = project();
    let name = |bytes| folder.path().join(std::ffi::OsStr::from_bytes(bytes));
    for (bytes, text) in [(b"bad\xff.ord", "group a = 1\n"), (b"bad\xfe.ord", "group b = 2\n")] {
        fs::write(name(bytes), text).expect("a file can be written");
    }
    let found = folder.ordain("check").stdout;
    assert!(found.contains("bad\\xff.ord:1:") && found.contains("bad\\xfe.ord:1:"), "{found}");
    let one = command(&folder.path()).arg("check").arg(name(b"bad\xff.ord")).output();
    let one = String::from_utf8(one.expect("the program starts").stdout).expect("UTF-8");
    assert!(one.contains("bad\\xff.ord:1:") && !one.contains("bad\\xfe.ord:1:"), "{one}");
}

#[test]
fn lone_files_share_a_folder_whatever_the_current_one_is() {
    let folder = Folder::new();
    folder.put("x/a.ord", RUNBOOK).put("y/a.ord", RUNBOOK.replace("Stop", "Halt"));
    let inside = |name: &str, arguments: &str| {
        run(&folder.path().join(name), &arguments.split(' ').collect::<Vec<_>>(), b"")
    };
    inside("x", "build a.ord --out ../out");
    inside("y", "build a.ord --out ../out");
    assert!(
        folder.has("out/documents/Acme-Stop.yaml") && folder.has("out/documents/Acme-Halt.yaml")
    );
    let outside = folder.ordain("build x/a.ord --out out --check");
    assert_eq!((outside.exit, outside.stdout.as_str()), (Some(0), ""), "{outside:#?}");
}

#[test]
fn a_circle_of_dependencies_is_a_broken_project() {
    let folder = project();
    folder.put("ordain.toml", "[project]\nname = \"acme\"\n[dependencies]\nb = { path = \"b\" }\n");
    folder.put("b/ordain.toml", "[project]\nname = \"b\"\n[dependencies]\na = { path = \"..\" }\n");
    let found = folder.ordain("check");
    assert_eq!(found.exit, Some(2), "{found:#?}");
    assert!(found.stdout.contains("E0206"), "{}", found.stdout);
}

#[test]
fn standard_input_removes_nothing() {
    let folder = Folder::new();
    for name in ["Stop", "Halt"] {
        let source = RUNBOOK.replace("Stop", name);
        run(&folder.path(), &["build", "-", "--out", "out"], source.as_bytes());
    }
    assert!(
        folder.has("out/documents/Acme-Stop.yaml") && folder.has("out/documents/Acme-Halt.yaml")
    );
}

#[test]
fn a_manifest_that_is_not_ours_is_left_alone() {
    let folder = project();
    folder.put("build/manifest.json", "{\"name\": \"a web application\"}\n");
    let built = folder.ordain("build");
    assert_eq!(built.exit, Some(2), "{built:#?}");
    assert!(!folder.has(DOCUMENT));
    assert!(folder.read("build/manifest.json").contains("a web application"));
    assert_eq!(folder.ordain("build --force").exit, Some(0));
    assert!(folder.has(DOCUMENT));
}

#[test]
fn an_old_manifest_cannot_name_files_outside_of_its_folder() {
    let folder = project();
    folder.put("precious", "mine\n").ordain("build");
    let manifest = folder.read("build/manifest.json");
    let entry = "{\"kind\": \"document\", \"name\": \"x\", \"file\": \"../precious\", \
        \"sha256\": \"58af2a4de14ac52ae2ec2dd7a5e3bd2e1dd4b7a1ba5a0ab8ba9b3d8a5fe8b26a\", \
        \"size\": 5, \"source\": \"main.ord\", \"declaration\": \"x\", \"depends_on\": []},";
    let bad = manifest.replace("\"artifacts\": [", &format!("\"artifacts\": [{entry}"));
    folder.put("build/manifest.json", bad);
    assert_eq!(folder.ordain("build").exit, Some(0));
    assert!(folder.has("precious"));
}

#[test]
fn bytes_that_are_not_utf8_are_shown_at_their_place() {
    let folder = project();
    folder.put("bad.ord", b"group a = all\n// caf\xe9\n");
    let found = folder.ordain("check --format json");
    assert_eq!(found.exit, Some(2), "{found:#?}");
    let json: serde_json::Value = serde_json::from_str(&found.stdout).expect("JSON");
    let one = &json["diagnostics"][0];
    assert_eq!((one["code"].as_str(), one["file"].as_str()), (Some("E0238"), Some("bad.ord")));
    let start = serde_json::json!({ "line": 2, "column": 7, "offset": 20 });
    assert_eq!(one["start"], start);
}

#[test]
fn line_ends_and_marks_of_other_systems_change_nothing() {
    let folder = project();
    folder.ordain("build --out plain");
    folder.put("main.ord", format!("\u{feff}{}", RUNBOOK.replace('\n', "\r\n")));
    folder.put("ordain.toml", "\u{feff}[project]\r\nname = \"acme\"\r\n");
    let built = folder.ordain("build --out other");
    assert_eq!((built.exit, built.stdout.as_str()), (Some(0), ""), "{built:#?}");
    let document = "documents/Acme-Stop.yaml";
    assert_eq!(
        folder.read(&format!("plain/{document}")),
        folder.read(&format!("other/{document}"))
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_or_nowhere_are_no_hang() {
    use std::os::unix::fs::symlink;
    let folder = project();
    symlink(folder.path(), folder.path().join("again")).expect("a link");
    symlink(folder.path().join("nowhere"), folder.path().join("gone.ord")).expect("a link");
    let found = folder.ordain("check");
    assert_eq!((found.exit, found.stdout.as_str()), (Some(0), ""), "{found:#?}");
}

#[cfg(unix)]
#[test]
fn a_file_outside_of_the_project_is_not_read_through_a_link() {
    use std::os::unix::fs::symlink;
    let (folder, other) = (project(), Folder::new());
    other.put("secret.sh", "echo secret\n");
    symlink(other.path().join("secret.sh"), folder.path().join("x.sh")).expect("a link");
    folder.put("main.ord", "command greet \"Acme-Greet\" {\n  sh read(\"x.sh\")\n}\n");
    let found = folder.ordain("check");
    assert_eq!(found.exit, Some(1), "{found:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_goes_away_is_no_crash() {
    let folder = project();
    folder.put("main.ord", "group a = all\n".repeat(3_000));
    let mut child = command(&folder.path()).arg("check").spawn().expect("the program starts");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("the program ends");
    let message = String::from_utf8_lossy(&ended.stderr);
    assert!(!message.contains("panicked"), "{message}");
    assert_eq!(ended.status.code(), Some(1), "{message}");
}

#[test]
fn a_pipe_gets_no_colours() {
    let folder = project();
    folder.put("main.ord", "group a = all\n".repeat(2));
    let found = folder.ordain("check");
    assert!(!found.stdout.contains('\u{1b}'), "{}", found.stdout);
}

#[test]
fn a_file_outside_of_any_project_is_a_project_of_one() {
    let folder = Folder::new();
    folder.put("a.ord", RUNBOOK).put("b.ord", RUNBOOK.replace("Stop", "Halt"));
    assert_eq!(folder.ordain("build a.ord").exit, Some(0));
    assert_eq!(folder.ordain("build b.ord").exit, Some(0));
    assert!(folder.has(DOCUMENT) && folder.has("build/documents/Acme-Halt.yaml"));
    // What a file no longer makes goes away; what the other file makes stays.
    folder.put("b.ord", "");
    assert_eq!(folder.ordain("build b.ord").exit, Some(0));
    assert!(folder.has(DOCUMENT) && !folder.has("build/documents/Acme-Halt.yaml"));
}

#[test]
fn an_error_in_another_file_does_not_hide_what_is_asked() {
    let folder = project();
    folder.put("bad.ord", "group a = all\ngroup a = all\n");
    assert_eq!(folder.ordain("check").exit, Some(1));
    assert_eq!(folder.ordain("check main.ord").exit, Some(0));
    assert_eq!(folder.ordain("build main.ord").exit, Some(0));
    assert!(folder.has(DOCUMENT));
}

#[test]
fn standard_input_is_a_project_of_one() {
    let folder = Folder::new();
    let built = run(&folder.path(), &["build", "-", "--stdout"], RUNBOOK.as_bytes());
    assert_eq!((built.exit, built.stderr.as_str()), (Some(0), ""), "{built:#?}");
    assert!(built.stdout.starts_with("schemaVersion: \"0.3\"\n"), "{}", built.stdout);
}

#[test]
fn the_same_sources_give_the_same_bytes_twice() {
    let folder = project();
    folder.put("more.ord", RUNBOOK.replace("stop", "halt").replace("Stop", "Halt"));
    folder.ordain("build --out one");
    folder.ordain("build --out two");
    for path in ["manifest.json", "documents/Acme-Stop.yaml", "documents/Acme-Halt.yaml"] {
        assert_eq!(folder.read(&format!("one/{path}")), folder.read(&format!("two/{path}")));
    }
}
