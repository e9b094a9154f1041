//! The projects that a command line names, opened.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::check::TagChoice;
use crate::diagnostic::{Code, Diagnostic};
use crate::io::{self, LoadOptions, LoadedProject, Scope, Takes};
use crate::report::{Group, Run};
use crate::session::{self, LintOutcome, Session};
use crate::text::{FileId, Name, nearest};

use super::Status;
use super::arguments::{FailOn, ProjectArguments};
use super::output::Output;

/// Findings with these numbers mean that the project itself cannot be read: its manifest or a
/// file of it is broken.
const BROKEN_PROJECT: std::ops::RangeInclusive<u16> = 230..=239;

/// The baseline of the lint cannot be read.
const BASELINE: Code = Code(245);

/// A circle of dependencies, found where names are resolved.
const CIRCLE: Code = Code(206);

/// A project and its session.
pub(super) struct Opened {
    pub(super) session: Session,
    pub(super) prefix: String,
    /// What the paths of its sources are relative to.
    pub(super) root: PathBuf,
    /// The folder of the build.
    pub(super) out: PathBuf,
    pub(super) cwd: PathBuf,
    pub(super) scope: Scope,
    pub(super) lone_file: Option<PathBuf>,
}

/// What was found in a project, without its trees: those of all documents of a folder would take more
/// time to make room for than to make.
pub(super) struct Looked {
    pub(super) found: LintOutcome,
    files: Vec<FileId>,
    prefix: String,
    pub(super) root: PathBuf,
}

/// Opens every project that the arguments name.
///
/// # Errors
/// Why there is nothing to work on: a path that is not there, an unknown environment or input.
pub(super) fn open(
    arguments: &ProjectArguments,
    takes: Takes,
    output: &Output,
) -> Result<Vec<Opened>, String> {
    let (loaded, cwd) = load(arguments, takes, output)?;
    let opened = loaded.into_iter().map(|project| Opened::of(project, &cwd)).collect::<Vec<_>>();
    check_environment(arguments, &opened)?;
    check_inputs(arguments, &opened)?;
    Ok(opened)
}

/// Looks at every project that the arguments name, documents side by side, and keeps of each what
/// was found only.
///
/// # Errors
/// As for [`open`].
pub(super) fn look(
    arguments: &ProjectArguments,
    takes: Takes,
    output: &Output,
    look: impl Fn(&Session) -> LintOutcome + Sync + Send,
) -> Result<Vec<Looked>, String> {
    // Whether a name is known is told by all projects together.
    if arguments.env.is_some() || !arguments.inputs.is_empty() {
        let opened = open(arguments, takes, output)?;
        return Ok(opened.into_iter().map(|it| it.looked(&look)).collect());
    }
    if arguments.paths.iter().any(|path| path.extension().is_none_or(|it| it != "ord")) {
        session::warm_for_documents();
    }
    let (loaded, cwd) = load(arguments, takes, output)?;
    // The parts of a larger project share the threads themselves.
    let (documents, projects): (Vec<_>, Vec<_>) =
        loaded.into_iter().enumerate().partition(|(_, it)| it.input.project.is_document());
    let look = |(number, project)| (number, Opened::of(project, &cwd).looked(&look));
    let mut looked = session::each(documents, look);
    looked.extend(projects.into_iter().map(look));
    looked.sort_by_key(|(number, _)| *number);
    Ok(looked.into_iter().map(|(_, looked)| looked).collect())
}

/// Leaves what is found in a file that several runs read, such as the manifest around documents, to the
/// first of them.
pub(super) fn tell_once(looked: &mut [Looked]) {
    let mut told = HashSet::new();
    for Looked { found, files, prefix, .. } in looked {
        let sources = &found.sources;
        found.diagnostics.retain(|one| {
            let at = one.primary.at;
            let shared = sources.get(at.file).filter(|_| !files.contains(&at.file));
            shared.is_none_or(|source| {
                told.insert((format!("{prefix}{}", source.path), at.span, one.message.clone()))
            })
        });
    }
}

/// The projects, and the folder of the process.
fn load(
    arguments: &ProjectArguments,
    takes: Takes,
    output: &Output,
) -> Result<(Vec<LoadedProject>, PathBuf), String> {
    let reads_input = arguments.paths.iter().any(|path| path == Path::new("-"));
    if arguments.stdin_filename.is_some() && !reads_input {
        return Err("`--stdin-filename` names standard input: give the path `-`, too".to_owned());
    }
    let cwd = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
    let options = LoadOptions {
        paths: arguments.paths.clone(),
        takes,
        standard_input: arguments.stdin_filename.clone(),
        cwd: cwd.clone(),
        inputs: last_of_each(&arguments.inputs),
        environment: arguments.env.as_deref().map(Name::from),
        tags: TagChoice { only: arguments.tags.clone(), skip: arguments.skip_tags.clone() },
    };
    let loaded = io::load(&options).map_err(|problem| problem.shown(&cwd))?;
    say_left_out(&loaded.left_out, output);
    Ok((loaded.projects, cwd))
}

/// Names what was given and is nothing to look at.
fn say_left_out(paths: &[String], output: &Output) {
    match paths {
        [] => {}
        [path] => output.say(&format!("left out `{path}`: no document of Systems Manager")),
        several => {
            let count = several.len();
            output.say(&format!("left out {count} files: no documents of Systems Manager"));
        }
    }
}

impl Looked {
    pub(super) fn run(&self) -> Run<'_> {
        let Self { found: LintOutcome { diagnostics, hidden, sources }, files, prefix, .. } = self;
        Run { group: Group { diagnostics, sources, prefix }, files, hidden }
    }
}

impl Opened {
    fn of(project: LoadedProject, cwd: &Path) -> Self {
        let LoadedProject { input, shown_prefix: prefix, root, out, scope, lone_file } = project;
        let (session, cwd) = (Session::new(input), cwd.to_owned());
        Self { session, prefix, root, out, cwd, scope, lone_file }
    }

    pub(super) fn looked(self, look: impl Fn(&Session) -> LintOutcome) -> Looked {
        let (found, files) = (look(&self.session), self.session.files());
        Looked { found, files, prefix: self.prefix, root: self.root }
    }

    pub(super) fn group<'a>(&'a self, diagnostics: &'a [Diagnostic]) -> Group<'a> {
        Group { diagnostics, sources: self.session.sources(), prefix: &self.prefix }
    }

    /// Whether all of its sources are looked at.
    #[cfg(feature = "aws")]
    pub(super) fn is_whole(&self) -> bool {
        match &self.scope {
            Scope::Whole | Scope::File => true,
            Scope::Sources(named) => self.session.has_only(named),
            Scope::Nothing => false,
        }
    }

    /// A path in the folder of the build, as the user would write it.
    pub(super) fn shown_out(&self, path: &str) -> String {
        io::shown_path(&self.cwd, &self.out.join(path))
    }
}

/// What is no name but the path of something is the first of the paths.
pub(super) fn take_name_for_path(name: &mut Option<String>, paths: &mut Vec<PathBuf>) {
    let is_path = |it: &mut String| {
        let is_source = it.ends_with(".ord") || it == "-" || it.contains(['/', '\\']);
        is_source || (paths.is_empty() && Path::new(&*it).exists())
    };
    if let Some(path) = name.take_if(is_path) {
        paths.insert(0, path.into());
    }
}

/// The findings of some runs.
pub(super) fn groups<'a>(runs: &[Run<'a>]) -> Vec<Group<'a>> {
    runs.iter().map(|run| run.group).collect()
}

/// Findings without what was looked at beside them.
pub(super) fn runs<'a>(groups: &[Group<'a>]) -> Vec<Run<'a>> {
    groups.iter().copied().map(Run::from).collect()
}

/// The status that findings lead to.
pub(super) fn status(groups: &[Group<'_>], fail_on: FailOn) -> Status {
    let all = || groups.iter().flat_map(|group| group.diagnostics);
    let is_broken = |found: &Diagnostic| {
        [BASELINE, CIRCLE].contains(&found.code) || found.code.is_in(BROKEN_PROJECT)
    };
    if all().any(|found| found.is_error() && is_broken(found)) {
        Status::Failed
    } else if all().any(|found| fail_on.includes(found.severity)) {
        Status::Findings
    } else {
        Status::Clean
    }
}

/// A value that is given twice counts as given last.
fn last_of_each(inputs: &[(Name, String)]) -> Vec<(Name, String)> {
    let last: BTreeMap<&Name, &String> = inputs.iter().map(|(name, value)| (name, value)).collect();
    last.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn check_environment(arguments: &ProjectArguments, opened: &[Opened]) -> Result<(), String> {
    let Some(name) = &arguments.env else { return Ok(()) };
    for project in opened {
        let manifest = project.session.manifest();
        if manifest.environment(name).is_none() {
            let known = manifest.environments.iter().map(|it| it.name.as_str());
            let help = hint(name, known);
            return Err(format!("`ordain.toml` has no environment `{name}`{help}"));
        }
    }
    Ok(())
}

fn check_inputs(arguments: &ProjectArguments, opened: &[Opened]) -> Result<(), String> {
    for (name, _) in &arguments.inputs {
        let mut known = opened.iter().flat_map(|project| project.session.input_names());
        if !known.any(|known| known == name) {
            let all = opened.iter().flat_map(|project| project.session.input_names());
            return Err(format!("there is no `input {name}`{}", hint(name, all)));
        }
    }
    Ok(())
}

/// `: did you mean …?`, where a known name is near.
pub(super) fn hint<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!(": the nearest is `{near}`"))
}
