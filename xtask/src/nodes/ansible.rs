//! The same role by Ansible and by a compiled play: the same end state, and how long each takes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::nodes::agent::{self, Place};
use crate::nodes::cases::{beside, compile, namespaces};
use crate::nodes::document::Document;
use crate::nodes::snapshot::Snapshot;
use crate::nodes::summary::Summary;
use crate::nodes::system::{self, Layer, WITH_ANSIBLE};

/// What the two leave behind that is theirs, not the role's: backups of `useradd` and caches.
/// Sorted.
const LEFT_OUT: &[&str] =
    &["etc/group-", "etc/gshadow-", "etc/passwd-", "etc/shadow-", "etc/subgid-", "etc/subuid-"];

/// Below these nothing is compared. Sorted.
const LEFT_OUT_BELOW: &[&str] = &["opt/ansible/", "opt/role", "root/.ansible", "var/cache/"];

/// Runs behind the first: Ansible takes its time.
const ROUNDS_OF_ANSIBLE: usize = 2;
const ROUNDS: usize = 9;

/// The goals of a run that finds everything as declared.
const TIMES_FASTER: f64 = 50.0;
const LIMIT: Duration = Duration::from_millis(100);

/// First run and the fastest of those behind it: others may use the machine, too.
struct Times {
    first: Duration,
    converged: Duration,
}

/// `DIR [--ordain PROGRAM]`.
///
/// # Errors
/// An end state that differs, or a goal that is missed.
pub fn run(folder: &str, options: &[&str]) -> Result<(), String> {
    let ordain = match options {
        [] => beside()?,
        ["--ordain", program] => PathBuf::from(program),
        _ => return Err("the only option is `--ordain PROGRAM`".to_owned()),
    };
    WITH_ANSIBLE.prepare()?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let sources = Path::new(folder).join("ordain");
    let built = compile(&sources, "play.ord", &ordain, scratch.path())?;
    let mut command = namespaces(scratch.path())?;
    command.args(["nodes", "inside-ansible", folder]).arg(built);
    let status = command.status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err("not the same, or too slow".to_owned()) }
}

/// The same, within namespaces that `run` made.
pub fn inside(folder: &str, built: &str) -> Result<(), String> {
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?.keep();
    let (theirs, ours) = (scratch.join("ansible"), scratch.join("ordain"));
    let theirs = WITH_ANSIBLE.mount(&theirs)?;
    let ours = WITH_ANSIBLE.mount(&ours)?;
    let ansible = by_ansible(&theirs, Path::new(folder))?;
    let ordain = by_ordain(&ours, built.as_ref())?;
    let broken = compare(&theirs, &ours)?;

    let ratio = |left: Duration, right: Duration| left.as_secs_f64() / right.as_secs_f64();
    println!("{:<10} {:>10} {:>10} {:>8}", "run", "ansible", "ordain", "ratio");
    for (name, left, right) in
        [("first", ansible.first, ordain.first), ("converged", ansible.converged, ordain.converged)]
    {
        let (one, other) = (left.as_millis(), right.as_secs_f64() * 1000.0);
        println!("{name:<10} {one:>7} ms {other:>7.1} ms {:>7.1}x", ratio(left, right));
    }
    for line in &broken {
        println!("{line}");
    }
    // What a clock says alone depends on what else runs; the ratio does not.
    if ordain.converged > LIMIT {
        println!("a converged run took more than {} ms", LIMIT.as_millis());
    }
    let mut missed = Vec::new();
    if !broken.is_empty() {
        missed.push(format!("{} paths differ", broken.len()));
    }
    if ratio(ansible.converged, ordain.converged) < TIMES_FASTER {
        missed.push(format!("a converged run is not {TIMES_FASTER} times faster"));
    }
    if missed.is_empty() { Ok(()) } else { Err(missed.join("\n")) }
}

/// A line per path that is not the same in both.
fn compare(theirs: &Layer, ours: &Layer) -> Result<Vec<String>, String> {
    let of = |layer| Snapshot::of(layer).map_err(|error| format!("a snapshot: {error}"));
    let (theirs_all, ours_all) = (of(theirs)?.timeless(), of(ours)?.timeless());
    let found = theirs_all.differences(&ours_all, ours);
    let counts = |path: &str| {
        !LEFT_OUT.contains(&path) && !LEFT_OUT_BELOW.iter().any(|below| path.starts_with(below))
    };
    println!("{} paths by Ansible, {} by Ordain", theirs_all.len(), ours_all.len());
    println!(
        "{} of them written by Ansible, {} by Ordain",
        theirs_all.written(),
        ours_all.written()
    );
    Ok(found.into_iter().filter(|line| counts(path_of(line))).collect())
}

fn path_of(line: &str) -> &str {
    line.split([':', ' ']).next().unwrap_or_default()
}

fn by_ansible(layer: &Layer, folder: &Path) -> Result<Times, String> {
    let mut copied = Command::new("cp");
    system::succeed(copied.arg("-rL").arg(folder).arg(layer.root.join("opt/role")))?;
    let mut took = Vec::new();
    for round in 0..=ROUNDS_OF_ANSIBLE {
        let started = Instant::now();
        let printed = playbook(layer)?;
        took.push(started.elapsed());
        let changes = !printed.contains("changed=0");
        if !printed.contains("ok=20") || changes != (round == 0) {
            return Err(format!("run {round} of ansible-playbook:\n{printed}"));
        }
    }
    Ok(times(&took))
}

fn playbook(layer: &Layer) -> Result<String, String> {
    let mut command = layer.enter("/opt/role");
    command
        .arg("/opt/ansible/bin/ansible-playbook")
        .args(["--inventory", "localhost,", "--connection", "local"])
        .args(["--extra-vars", "ansible_python_interpreter=/usr/bin/python3", "playbook.yml"])
        .env_clear()
        .envs(agent::environment())
        .envs([("HOME", "/root"), ("LANG", "C.UTF-8")])
        .stdin(Stdio::null());
    system::succeed(&mut command)
}

fn by_ordain(layer: &Layer, built: &Path) -> Result<Times, String> {
    let document = Document::at(built, &BTreeMap::new())?;
    let place = Place::System(layer);
    let mut took = Vec::new();
    for round in 0..=ROUNDS {
        let outcome = agent::run(&place, &document, &format!("round-{round}"))?;
        took.push(outcome.took());
        let summary = Summary::of(&outcome.output())?;
        let (ok, changed) = (summary.count("ok"), summary.count("changed"));
        if ok + changed != 20 || (changed == 0) == (round == 0) || (round > 0 && changed > 0) {
            return Err(format!("run {round} of the play:\n{}", outcome.report()));
        }
    }
    Ok(times(&took))
}

fn times(took: &[Duration]) -> Times {
    let first = took.first().copied().unwrap_or_default();
    Times { first, converged: took.iter().skip(1).min().copied().unwrap_or_default() }
}
