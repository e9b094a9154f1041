//! Runs the program in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder that goes away with its owner.
pub(super) struct Folder {
    inner: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) stdout: String,
    pub(super) stderr: String,
    /// Absent after a signal.
    pub(super) exit: Option<i32>,
}

impl Folder {
    pub(super) fn new() -> Self {
        Self { inner: tempfile::tempdir().expect("a temporary folder") }
    }

    pub(super) fn path(&self) -> PathBuf {
        // Some systems give a link to their folder of temporary files.
        self.inner.path().canonicalize().expect("the temporary folder is there")
    }

    /// Writes a file, with its folders.
    pub(super) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file can be written");
        self
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect("a file can be read")
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.path().join(path).exists()
    }

    /// Runs `ordain` with arguments that blanks separate.
    pub(super) fn ordain(&self, arguments: &str) -> Ran {
        run(&self.path(), &arguments.split_whitespace().collect::<Vec<_>>(), b"")
    }
}

pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ordain"));
    command.current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(super) fn run(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut child = command(folder).args(arguments).spawn().expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    // A program that does not read its input closes the pipe; that is no mistake of the test.
    let _ = pipe.write_all(stdin);
    drop(pipe);
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        exit: output.status.code(),
    }
}
