//! Folders and files that the user may not read or write.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

use super::program::Folder;

/// Somebody without rights; `root` may do everything.
const NOBODY: u32 = 65_534;

fn project() -> Folder {
    let folder = Folder::new();
    folder.put("project/ordain.toml", "[project]\nname = \"acme\"\n");
    folder.put("project/main.ord", "runbook stop \"Acme-Stop\" {\n  sleep 1m\n}\n");
    folder.put("project/more/start.ord", "runbook start \"Acme-Start\" {\n  sleep 1m\n}\n");
    fs::create_dir(folder.path().join("out")).expect("a folder");
    folder
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("rights can be set");
}

/// Runs the program as somebody whom the rights of files stop: standard output and error together,
/// and the exit status.
fn ran(folder: &Folder, arguments: &[&str]) -> (String, Option<i32>) {
    let program = folder.path().join("ordain");
    fs::copy(env!("CARGO_BIN_EXE_ordain"), &program).expect("the program can be copied");
    allow(&program, 0o755);
    allow(&folder.path(), 0o755);
    let mut command = Command::new(program);
    command.current_dir(folder.path()).args(arguments);
    if fs::metadata(folder.path()).expect("a folder").uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = output(&mut command);
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).expect("messages are UTF-8"), output.status.code())
}

/// A copy that was just written may still be open in a process that another test is starting.
fn output(command: &mut Command) -> Output {
    for _ in 0..100 {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                sleep(Duration::from_millis(20));
            }
            ran => return ran.expect("the program starts"),
        }
    }
    panic!("the program is busy");
}

#[test]
fn a_folder_that_may_not_be_read_is_named() {
    let folder = project();
    let closed = folder.path().join("project/more");
    allow(&closed, 0o000);
    let (said, exit) = ran(&folder, &["check", "project"]);
    allow(&closed, 0o755);
    assert_eq!(exit, Some(2), "{said}");
    assert!(said.contains("project/more") && said.contains("permission denied"), "{said}");
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    let folder = project();
    let closed = folder.path().join("project/more/start.ord");
    allow(&closed, 0o000);
    let (said, exit) = ran(&folder, &["check", "project"]);
    allow(&closed, 0o644);
    assert_eq!(exit, Some(2), "{said}");
    assert!(said.contains("start.ord") && said.contains("permission denied"), "{said}");
}

#[test]
fn a_folder_that_may_not_be_written_stays_as_it_is() {
    let folder = project();
    let closed = folder.path().join("out");
    allow(&closed, 0o555);
    let (said, exit) = ran(&folder, &["build", "project", "--out", "out"]);
    allow(&closed, 0o755);
    assert_eq!(exit, Some(2), "{said}");
    assert!(said.contains("out") && said.contains("permission denied"), "{said}");
    assert_eq!(fs::read_dir(closed).expect("a folder").count(), 0);
}

#[test]
fn a_source_that_may_not_be_written_stays_as_it_is() {
    let folder = project();
    let source = folder.path().join("project/main.ord");
    let text = folder.read("project/main.ord").replace("  ", "");
    folder.put("project/main.ord", &text);
    // The folder would let the file be replaced.
    allow(&folder.path().join("project"), 0o777);
    allow(&source, 0o444);
    let (said, exit) = ran(&folder, &["fmt", "project/main.ord"]);
    assert_eq!((said.as_str(), exit), ("error: `project/main.ord`: permission denied\n", Some(2)));
    assert_eq!(folder.read("project/main.ord"), text);
    allow(&source, 0o000);
    let (said, exit) = ran(&folder, &["fmt", "--check", "project/main.ord"]);
    assert_eq!((said.as_str(), exit), ("error: `project/main.ord`: permission denied\n", Some(2)));
}
