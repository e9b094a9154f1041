//! What `ordain fmt` does with files.

use std::fs;
use std::time::{Duration, SystemTime};

use super::program::Folder;

const WRONG: &str = "group   web=all // c\n";
const RIGHT: &str = "group web = all // c\n";

#[test]
fn a_file_that_is_laid_out_keeps_its_time() {
    let folder = Folder::new();
    folder.put("a.ord", RIGHT);
    let past = SystemTime::now() - Duration::from_secs(3_600);
    let path = folder.path().join("a.ord");
    let file = fs::File::options().write(true).open(&path).expect("a file");
    file.set_modified(past).expect("a time can be set");
    let ran = folder.ordain("fmt a.ord");
    assert_eq!((ran.exit, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(fs::metadata(&path).expect("a file").modified().expect("a time"), past);
}

#[cfg(unix)]
#[test]
fn rights_and_links_stay_and_nothing_else_is_left() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    folder.put("real/a.ord", WRONG);
    let real = folder.path().join("real/a.ord");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("rights can be set");
    let link = folder.path().join("b.ord");
    symlink("real/a.ord", &link).expect("a link");
    let ran = folder.ordain("fmt b.ord");
    assert_eq!(ran.exit, Some(0), "{ran:#?}");
    assert_eq!(folder.read("real/a.ord"), RIGHT);
    assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
    let mode = fs::metadata(&real).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(fs::read_dir(folder.path().join("real")).expect("a folder").count(), 1);
}

#[test]
fn bytes_that_are_not_utf8_stop_that_file_only() {
    let folder = Folder::new();
    folder.put("a.ord", b"// caf\xe9\n").put("b.ord", WRONG);
    let ran = folder.ordain("fmt a.ord b.ord");
    assert_eq!(ran.exit, Some(2), "{ran:#?}");
    assert_eq!(ran.stderr, "error: `a.ord`: is not UTF-8\nlaid out b.ord\n");
    assert_eq!(folder.read("b.ord"), RIGHT);
}
