//! Runs a document on a root file system as SSM Agent does: script file, environment, exit codes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::nodes::document::{Document, Step, Verdict};
use crate::nodes::inner;
use crate::nodes::system::Layer;

/// Where the scripts run.
#[derive(Debug)]
pub enum Place<'a> {
    /// The machine itself; the agent's own files are in the folder.
    Machine(PathBuf),
    /// A system of its own.
    System(&'a Layer),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Success,
    Failed,
    Skipped,
    TimedOut,
}

/// What became of a step.
#[derive(Debug)]
pub struct Ran {
    pub name: String,
    pub status: Status,
    /// None where nothing ran or a signal ended it.
    pub code: Option<i32>,
    pub output: String,
    pub error: String,
    pub reboots: u32,
    pub took: Duration,
}

/// What became of a document.
#[derive(Debug)]
pub struct Outcome {
    pub steps: Vec<Ran>,
}

const STOP_WELL: i32 = 168;
const STOP_BADLY: i32 = 169;
const REBOOT: i32 = 194;

/// A script that asks for more reboots in a row than this has lost its marker.
const REBOOTS: u32 = 5;

/// What the agent keeps of a step's two outputs, in characters.
const KEPT_OUTPUT: usize = 24_000;
const KEPT_ERROR: usize = 8_000;

const INSTANCE: &str = "i-0123456789abcdef0";

/// What systemd gives a service, and where the agent's unit makes it work.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const FOLDER: &str = "/usr/bin";

impl Outcome {
    /// As SSM reports the command.
    pub fn status(&self) -> Status {
        let bad = self.steps.iter().map(|ran| ran.status);
        let mut bad = bad.filter(|status| [Status::Failed, Status::TimedOut].contains(status));
        bad.next().unwrap_or(Status::Success)
    }

    /// All that was printed, step by step.
    pub fn output(&self) -> String {
        self.steps.iter().map(|ran| ran.output.as_str()).collect()
    }

    /// How long the scripts ran.
    pub fn took(&self) -> Duration {
        self.steps.iter().map(|ran| ran.took).sum()
    }

    /// A line per step for a person.
    pub fn report(&self) -> String {
        let lines = self.steps.iter().map(|ran| {
            let code = ran.code.map_or_else(|| "-".to_owned(), |code| code.to_string());
            let kept = format!("{}{}", indented(&ran.output), indented(&ran.error));
            format!("step {}: {:?}, exit code {code}\n{kept}", ran.name, ran.status)
        });
        lines.collect()
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  | {line}\n")).collect()
}

/// Runs `document` as the command of this id; two runs with one id are one command to scripts.
///
/// # Errors
/// Only what the rig itself cannot do; a script that fails is an outcome.
pub fn run(place: &Place<'_>, document: &Document, command: &str) -> Result<Outcome, String> {
    run_in(place, document, &Folder { command, below: String::new() })
}

/// Where the agent's files of a document lie.
pub(super) struct Folder<'f> {
    pub(super) command: &'f str,
    /// The steps that led to the document, each behind a `/`.
    pub(super) below: String,
}

pub(super) fn run_in(
    place: &Place<'_>,
    document: &Document,
    folder: &Folder<'_>,
) -> Result<Outcome, String> {
    let mut steps: Vec<Ran> = Vec::new();
    let mut stopped = false;
    for (index, step) in document.steps.iter().enumerate() {
        let is_last = index + 1 == document.steps.len();
        let is_finally =
            is_last && document.input(step, "finallyStep").is_some_and(|it| it == "true");
        if stopped && !is_finally {
            steps.push(ended(step, Status::Skipped, String::new()));
            continue;
        }
        let ran = match document.verdict(step) {
            Verdict::Skip => ended(step, Status::Skipped, String::new()),
            Verdict::Malformed(message) => ended(step, Status::Failed, message),
            Verdict::Run if step.action == "aws:runDocument" => {
                inner::run_step(place, document, step, folder)?
            }
            Verdict::Run => run_step(place, document, step, folder)?,
        };
        stopped |= stops(document, step, &ran);
        let forgiven = document.input(step, "onFailure").is_some_and(|it| it == "successAndExit");
        let status = match ran.status {
            Status::Failed if forgiven => Status::Success,
            other => other,
        };
        steps.push(Ran { status, ..ran });
    }
    Ok(Outcome { steps })
}

pub(super) fn ended(step: &Step, status: Status, error: String) -> Ran {
    let name = step.name.clone();
    Ran { name, status, code: None, output: String::new(), error, reboots: 0, took: Duration::ZERO }
}

/// Whether the steps behind this one are left out.
fn stops(document: &Document, step: &Step, ran: &Ran) -> bool {
    let says = |input: &str, words: &[&str]| {
        document.input(step, input).is_some_and(|it| words.contains(&it.as_str()))
    };
    match ran.status {
        _ if ran.code.is_some_and(|code| [STOP_WELL, STOP_BADLY].contains(&code)) => true,
        Status::Failed | Status::TimedOut => says("onFailure", &["exit", "successAndExit"]),
        Status::Success => says("onSuccess", &["exit"]),
        Status::Skipped => false,
    }
}

/// Runs the step until it does not ask for a reboot.
fn run_step(
    place: &Place<'_>,
    document: &Document,
    step: &Step,
    folder: &Folder<'_>,
) -> Result<Ran, String> {
    let script = match document.script(step) {
        Ok(script) => script,
        Err(message) => return Ok(ended(step, Status::Failed, message)),
    };
    let files = Files::write(place, step, folder, &script)?;
    let mut reboots = 0;
    loop {
        let started = Instant::now();
        let mut child = start(place, document, step, &files)?;
        let finished = wait(&mut child, limit(document, step)).map_err(|it| it.to_string())?;
        let took = started.elapsed();
        let code = finished.and_then(|status| status.code());
        if code == Some(REBOOT) && reboots < REBOOTS {
            reboots += 1;
            continue;
        }
        let status = match (finished, code) {
            (None, _) => Status::TimedOut,
            (_, Some(0 | STOP_WELL)) => Status::Success,
            _ => Status::Failed,
        };
        let output = kept(&files.output, KEPT_OUTPUT)?;
        let error = kept(&files.error, KEPT_ERROR)?;
        return Ok(Ran { name: step.name.clone(), status, code, output, error, reboots, took });
    }
}

/// The agent's files of one step.
struct Files {
    /// As the script sees it.
    script: String,
    downloads: String,
    output: PathBuf,
    error: PathBuf,
    /// The id of the command.
    command: String,
}

impl Files {
    fn write(
        place: &Place<'_>,
        step: &Step,
        within: &Folder<'_>,
        script: &str,
    ) -> Result<Self, String> {
        let (root, prefix) = match place {
            Place::Machine(folder) => (Path::new("/"), folder.display().to_string()),
            Place::System(layer) => (layer.root.as_path(), "/var/lib/amazon/ssm".to_owned()),
        };
        let Folder { command, below } = within;
        let orchestration = format!("{prefix}/{INSTANCE}/document/orchestration/{command}{below}");
        let below = format!("{orchestration}/{}", step.name);
        let outside = |path: &str| root.join(path.trim_start_matches('/'));
        let folder = outside(&below);
        let file = folder.join("_script.sh");
        let written = || -> std::io::Result<()> {
            fs::create_dir_all(&folder)?;
            fs::write(&file, script)?;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o700))
        };
        written().map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Self {
            script: format!("{below}/_script.sh"),
            downloads: format!("{orchestration}/downloads"),
            output: folder.join("stdout"),
            error: folder.join("stderr"),
            command: (*command).to_owned(),
        })
    }
}

fn start(
    place: &Place<'_>,
    document: &Document,
    step: &Step,
    files: &Files,
) -> Result<Child, String> {
    let folder = document.input(step, "workingDirectory").filter(|it| !it.is_empty());
    let folder = folder.map_or_else(|| FOLDER.to_owned(), |folder| working(place, files, &folder));
    let mut command = match place {
        Place::Machine(_) => {
            let mut command = Command::new("sh");
            command.current_dir(folder);
            command
        }
        Place::System(layer) => {
            let mut command = layer.enter(&folder);
            command.arg("sh");
            command
        }
    };
    let create = |path: &Path| File::create(path).map_err(|it| format!("{}: {it}", path.display()));
    command
        .args(["-c", &files.script])
        .env_clear()
        .envs(environment())
        .envs(document.environment())
        .env("SSM_COMMAND_ID", &files.command)
        .stdin(Stdio::null())
        .stdout(create(&files.output)?)
        .stderr(create(&files.error)?)
        .spawn()
        .map_err(|error| format!("a shell: {error}"))
}

/// What every script gets. `HOME` is not among it: systemd gives root's services none.
pub fn environment() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("PATH", PATH),
        ("AWS_SSM_INSTANCE_ID", INSTANCE),
        ("AWS_SSM_PLATFORM_NAME", "Debian GNU/Linux"),
        ("AWS_SSM_PLATFORM_VERSION", "12"),
        ("AWS_SSM_REGION_NAME", "eu-central-1"),
    ])
}

/// A relative folder is looked for below the command's downloads, else the default is taken.
fn working(place: &Place<'_>, files: &Files, folder: &str) -> String {
    if folder.starts_with('/') {
        return folder.to_owned();
    }
    let below = format!("{}/{folder}", files.downloads);
    let outside = match place {
        Place::Machine(_) => PathBuf::from(&below),
        Place::System(layer) => layer.root.join(below.trim_start_matches('/')),
    };
    if outside.is_dir() { below } else { FOLDER.to_owned() }
}

/// Outside of 5 to 172,800 seconds the agent takes an hour.
fn limit(document: &Document, step: &Step) -> Duration {
    let seconds = document.input(step, "timeoutSeconds").and_then(|it| it.parse().ok());
    let seconds = seconds.filter(|seconds| (5..=172_800).contains(seconds));
    Duration::from_secs(seconds.unwrap_or(3600))
}

/// Nothing where the time was over and the shell was ended.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_micros(500));
    }
}

/// The first characters of an output, as many as the agent keeps.
fn kept(path: &Path, limit: usize) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).chars().take(limit).collect())
}
