//! All cases on all systems: builds them, proves each in namespaces of its own, prints a table.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::nodes::case::{Bench, Findings, Part};
use crate::nodes::document;
use crate::nodes::system::{self, SYSTEMS, System};

/// A case and the systems that it is made for.
struct Case {
    name: String,
    folder: PathBuf,
    systems: Vec<&'static System>,
}

/// What became of a case on a system.
struct Line<'a> {
    case: &'a Case,
    system: &'static System,
    findings: Result<Findings, String>,
}

/// `DIR… [--system NAME]… [--ordain PROGRAM]`: a folder is a case or holds cases.
///
/// # Errors
/// What is wrong, with a table of all, where not everything is proved.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let wanted = Wanted::of(arguments)?;
    let cases = find(&wanted)?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut broken = Vec::new();
    for case in &cases {
        if let Err(message) = build(case, &wanted.ordain, &scratch.path().join(&case.name)) {
            broken.push(format!("{} is not built: {message}", case.name));
        }
    }
    let pairs: Vec<(&Case, &'static System)> = cases
        .iter()
        .filter(|case| scratch.path().join(&case.name).join("play.json").exists())
        .flat_map(|case| case.systems.iter().map(move |system| (case, *system)))
        .collect();
    for (_, system) in &pairs {
        system.prepare()?;
    }
    let prove = |(case, system): &(&'_ Case, &'static System)| {
        let findings = prove(case, system, &scratch.path().join(&case.name));
        (case.name.clone(), *system, findings)
    };
    let proved: Vec<_> = pairs.par_iter().map(prove).collect();
    let lines = proved.into_iter().zip(&pairs).map(|((_, system, findings), (case, _))| Line {
        case,
        system,
        findings,
    });
    report(lines.collect(), broken)
}

struct Wanted {
    folders: Vec<PathBuf>,
    systems: Vec<&'static System>,
    ordain: PathBuf,
}

impl Wanted {
    fn of(arguments: &[&str]) -> Result<Self, String> {
        let mut wanted = Self { folders: vec![], systems: vec![], ordain: beside()? };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("`{argument}` wants a value"));
            match *argument {
                "--system" => wanted.systems.push(System::find(value()?)?),
                "--ordain" => wanted.ordain = absolute(value()?)?,
                folder => wanted.folders.push(absolute(folder)?),
            }
        }
        if wanted.systems.is_empty() {
            wanted.systems = SYSTEMS.iter().collect();
        }
        Ok(wanted)
    }
}

fn absolute(path: &str) -> Result<PathBuf, String> {
    fs::canonicalize(path).map_err(|error| format!("{path}: {error}"))
}

/// The compiler that was built together with this program.
pub fn beside() -> Result<PathBuf, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    Ok(program.with_file_name("ordain"))
}

fn find(wanted: &Wanted) -> Result<Vec<Case>, String> {
    let mut folders = Vec::new();
    for folder in &wanted.folders {
        if is_case(folder) {
            folders.push(folder.clone());
            continue;
        }
        let entries = fs::read_dir(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
        let entries = entries.filter_map(Result::ok).map(|entry| entry.path());
        folders.extend(entries.filter(|path| is_case(path)));
    }
    folders.sort();
    folders.into_iter().map(|folder| case(folder, wanted)).collect()
}

fn is_case(folder: &Path) -> bool {
    folder.join("play.ord").exists() || folder.join("play.json").exists()
}

/// A file `systems` names the systems that a case is for, one a line; without it, all are on which
/// nothing runs yet.
fn case(folder: PathBuf, wanted: &Wanted) -> Result<Case, String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut systems = wanted.systems.clone();
    if let Ok(text) = fs::read_to_string(folder.join("systems")) {
        let named: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        for name in &named {
            System::find(name)?;
        }
        systems.retain(|system| named.contains(&system.name));
    } else {
        systems.retain(|system| system.is_for_all());
    }
    Ok(Case { name, folder, systems })
}

/// Writes `play.json` and, where the case has it, `absent.json` into `out`.
fn build(case: &Case, ordain: &Path, out: &Path) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| error.to_string())?;
    for name in ["play", "absent"] {
        let (source, ready) = (format!("{name}.ord"), format!("{name}.json"));
        if case.folder.join(&source).exists() {
            compile(&case.folder, &source, ordain, out)
                .and_then(|built| copy(&built, &out.join(&ready)))?;
        } else if case.folder.join(&ready).exists() {
            copy(&case.folder.join(&ready), &out.join(&ready))?;
        }
    }
    Ok(())
}

/// Compiles one program of a folder, with the other files beside it, and gives the one Command
/// document that it has; its parts lie beside it.
pub fn compile(from: &Path, source: &str, ordain: &Path, out: &Path) -> Result<PathBuf, String> {
    let (project, built) = (out.join("project"), out.join("built"));
    let _ = fs::remove_dir_all(&project);
    let _ = fs::remove_dir_all(&built);
    fs::create_dir_all(&project).map_err(|error| error.to_string())?;
    let mut copied = Command::new("cp");
    system::succeed(copied.arg("-a").arg(from.join(".")).arg(&project))?;
    for other in ["play.ord", "absent.ord"].iter().filter(|name| **name != source) {
        let _ = fs::remove_file(project.join(other));
    }
    fs::write(project.join("ordain.toml"), "[project]\nname = \"case\"\nprefix = \"Case-\"\n")
        .map_err(|error| error.to_string())?;
    let mut command = Command::new(ordain);
    command.arg("build").arg(&project).args(["--format", "json", "--out"]).arg(&built);
    system::succeed(&mut command)?;
    let documents = fs::read_dir(built.join("documents")).map_err(|error| error.to_string())?;
    let paths = documents.filter_map(Result::ok).map(|entry| entry.path());
    let mut commands = Vec::new();
    for path in paths.filter(|path| !path.to_string_lossy().ends_with(".request.json")) {
        let json = document::read(&path)?;
        if json["schemaVersion"] == "2.2" {
            commands.push((path, document::named(&json)));
        }
    }
    let parts: Vec<String> = commands.iter().flat_map(|(_, named)| named.clone()).collect();
    commands.retain(|(path, _)| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        !parts.iter().any(|part| *part == name)
    });
    match commands.as_slice() {
        [(one, _)] => Ok(one.clone()),
        _ => Err(format!("{source} has not exactly one Command document")),
    }
}

/// Copies a document, and those that it runs beside it.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    for name in document::named(&document::read(from)?) {
        let file = format!("{name}.json");
        copy_file(&from.with_file_name(&file), &to.with_file_name(&file))?;
    }
    copy_file(from, to)
}

fn copy_file(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(|_| ()).map_err(|error| format!("{}: {error}", from.display()))
}

/// The namespaces that a system lives in: what it mounts, starts, names and binds ends with it. What
/// else it needs is made below `scratch`, whose owner removes it.
pub fn namespaces(scratch: &Path) -> Result<Command, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--uts", "--ipc", "--pid", "--net", "--fork"])
        .args(["--kill-child", "--mount-proc"])
        .arg("--")
        .arg(program)
        .env("TMPDIR", scratch);
    Ok(command)
}

fn prove(case: &Case, system: &System, built: &Path) -> Result<Findings, String> {
    let mut all = Findings::default();
    for part in [Part::Declared, Part::Broken] {
        if part == Part::Broken && !case.folder.join("broken.sh").exists() {
            continue;
        }
        let mut command = namespaces(built)?;
        command.args(["nodes", "inside-case", system.name, part.name()]);
        let printed = system::succeed(command.arg(&case.folder).arg(built))?;
        let found: Findings =
            serde_json::from_str(&printed).map_err(|error| format!("{error}: {printed}"))?;
        all.proofs.extend(found.proofs);
        all.converged = all.converged.max(found.converged);
    }
    Ok(all)
}

/// Proves a part of a case, within namespaces that `prove` made, and prints what it found.
pub fn inside(system: &str, part: &str, case: &str, built: &str) -> Result<(), String> {
    // What is mounted there is unmounted with the namespace; the folder is only forgotten.
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?.keep();
    let system = System::find(system)?;
    let bench = Bench::new(system, case.as_ref(), built.as_ref(), scratch);
    let findings = bench.prove(Part::find(part)?)?;
    println!("{}", serde_json::to_string(&findings).map_err(|error| error.to_string())?);
    Ok(())
}

fn report(lines: Vec<Line<'_>>, mut broken: Vec<String>) -> Result<(), String> {
    println!("{:<24} {:<12} {:>6}  {:>9}", "case", "system", "proofs", "converged");
    let mut proofs = 0;
    for line in &lines {
        let (case, system) = (&line.case.name, line.system.name);
        match &line.findings {
            Err(message) => {
                println!("{case:<24} {system:<12} {:>6}", "-");
                broken.push(format!("{case} on {system}: {message}"));
            }
            Ok(findings) => {
                let held = findings.proofs.iter().filter(|proof| proof.refuted.is_none()).count();
                let all = findings.proofs.len();
                let mark = if held == all { "" } else { "  FAILED" };
                let took = findings.converged.as_secs_f64() * 1000.0;
                println!("{case:<24} {system:<12} {held:>2}/{all:<3}  {took:>6.1} ms{mark}");
                proofs += held;
                for proof in &findings.proofs {
                    if let Some(why) = &proof.refuted {
                        broken.push(format!("{case} on {system}: {}: not so\n{why}", proof.fact));
                    }
                }
            }
        }
    }
    println!("{} cases on systems, {proofs} proofs, {} failures", lines.len(), broken.len());
    if lines.is_empty() && broken.is_empty() {
        return Err("no case is there".to_owned());
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n\n")) }
}
