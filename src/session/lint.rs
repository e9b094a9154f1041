//! Findings of checking and of the rules together.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Diagnostic, Hidden};
use crate::hir::Program;
use crate::lint::{
    self, Baseline, LintInput, LintRule, Linted, LintedFile, Profile, Settings, baseline_text,
};
use crate::resolve::Manifest;
use crate::syntax::Comment;
use crate::text::{FileId, FileSpan, Sources, Span};

use super::{OnError, Roles, Session, document, has_errors, salvage};

/// How to lint.
#[derive(Clone, Debug, Default)]
pub struct LintOptions {
    /// Absent: what the manifest says, else the recommended one.
    pub profile: Option<Profile>,
    /// Only these rules; empty means all that are on.
    pub rules: Vec<&'static LintRule>,
    /// Rules that are on beside those of the profile.
    pub also: Vec<&'static LintRule>,
    pub baseline: BaselineText,
}

/// Which findings are hidden.
#[derive(Clone, Debug, Default)]
pub enum BaselineText {
    /// Those of the file that the manifest names, if any.
    #[default]
    OfManifest,
    /// Those of a file with this path and text.
    Given {
        path: String,
        text: String,
    },
    Nothing,
}

/// What a lint finds.
#[derive(Clone, Debug, Default)]
pub struct LintOutcome {
    /// Files in path order, findings in source order, none twice.
    pub diagnostics: Vec<Diagnostic>,
    /// What comments and the baseline hide, in the same order.
    pub hidden: Vec<Hidden>,
    /// What the findings point into: the session's own texts, and the baseline.
    pub sources: Sources,
}

impl LintOutcome {
    /// A baseline that hides what was found, but for the errors of checking.
    pub fn baseline_text(&self) -> String {
        baseline_text(&[(&self.diagnostics, &self.sources)])
    }
}

impl Session {
    /// Checks the project and looks with every rule that is on. What an error touches is checked,
    /// and not looked at.
    pub fn lint(&self, options: &LintOptions) -> LintOutcome {
        let deployed = self.deployments();
        let Some(first) = deployed.first() else { return self.run(|| self.lint_here(options)) };
        let sources = first.lint(options).sources;
        let all = deployed.iter().map(|one| one.lint(options));
        let (found, hidden): (Vec<_>, Vec<_>) =
            all.map(|outcome| (outcome.diagnostics, outcome.hidden)).unzip();
        let mut hidden: Vec<Hidden> = hidden.into_iter().flatten().collect();
        hidden.sort_by(|left, right| self.compare(&left.finding, &right.finding));
        hidden.dedup();
        LintOutcome { diagnostics: self.of_any(found), hidden, sources }
    }

    pub(super) fn lint_here(&self, options: &LintOptions) -> LintOutcome {
        let mut analysis = self.examine((self.format(None), Roles::Leave), OnError::Stop);
        let mut sources = self.sources.clone();
        let (mut settings, mut found) = self.settings(&mut sources);
        if has_errors(&analysis.diagnostics) {
            let mut of_sources = self.of_sources(&analysis.diagnostics);
            // A wrong level keeps no rule from looking.
            of_sources.retain(|one| !found.contains(one));
            analysis.program = salvage::salvage(&analysis.program, &self.parts(), &of_sources);
        }
        let errors = error_places(&analysis.diagnostics);
        settings.profile = options.profile.unwrap_or(settings.profile);
        settings.choose(&options.rules);
        options.also.iter().for_each(|rule| settings.turn_on(rule));
        let baseline = self.baseline(&options.baseline, &mut sources, &mut found);
        // Checking has said it, too.
        found.retain(|one| !analysis.diagnostics.contains(one));
        let program: &Program = &analysis.program;
        let files = self.linted_files();
        let input = LintInput {
            program,
            sources: &sources,
            files: &files,
            settings: &settings,
            baseline: baseline.as_ref().map(|(baseline, at)| (baseline, *at)),
        };
        let Linted { found: mut diagnostics, mut hidden } =
            lint::lint(&input, analysis.diagnostics);
        self.fit(&mut diagnostics);
        for file in self.project.files.iter().filter(|file| file.is_document) {
            let is_here = |one: &&mut Diagnostic| one.primary.at.file == file.id;
            diagnostics.iter_mut().filter(is_here).for_each(document::fit_help);
        }
        diagnostics.extend(found);
        for file in self.project.files.iter().filter(|file| file.is_document) {
            let trees = (&file.ast, file.markup.as_ref());
            document::drop_doubtful(file.id, trees, &errors, &mut diagnostics);
        }
        hidden.retain_mut(|one| {
            let mut alone = vec![one.finding.clone()];
            self.fit(&mut alone);
            alone.pop().map(|finding| one.finding = finding).is_some()
        });
        self.put_in_order(&mut diagnostics);
        hidden.sort_by(|left, right| self.compare(&left.finding, &right.finding));
        hidden.dedup();
        LintOutcome { diagnostics, hidden, sources }
    }

    /// What is on, and what is wrong with what the manifest says of it. That of the project around a
    /// document becomes one of the texts where something is wrong with it.
    fn settings(&self, sources: &mut Sources) -> (Settings, Vec<Diagnostic>) {
        let (Some(around), Some(text)) = (&self.project.around, &self.input.project.around) else {
            return Settings::of(&self.manifest().lint);
        };
        let (settings, found) = Settings::of(&around.lint);
        if found.is_empty() && around.is_right {
            return (settings, found);
        }
        let file = sources.add(text.path.clone(), text.text.clone());
        let (manifest, mut found) = Manifest::parse(file, &text.text);
        found.extend(Settings::of(&manifest.lint).1);
        (settings, found)
    }

    /// The findings that are not in documents: those are looked at part by part, as nothing else
    /// of theirs can be asked for.
    fn of_sources(&self, found: &[Diagnostic]) -> Vec<Diagnostic> {
        let files = self.project.files.iter().filter(|file| file.is_document);
        let documents: HashSet<FileId> = files.map(|file| file.id).collect();
        found.iter().filter(|one| !documents.contains(&one.primary.at.file)).cloned().collect()
    }

    /// Fits findings to the files that they lie in: nothing is said of what a template leaves open.
    fn fit(&self, found: &mut Vec<Diagnostic>) {
        for file in &self.project.files {
            if let Some(fit) = &file.fit {
                fit.fit(file.id, found);
            }
        }
    }

    /// The files of the project that were asked for, in path order.
    pub fn files(&self) -> Vec<FileId> {
        self.linted_files().iter().map(|file| file.id).collect()
    }

    /// Whether these are all sources of the project.
    pub fn has_only(&self, paths: &BTreeSet<String>) -> bool {
        self.input.project.sources.iter().all(|source| paths.contains(&*source.path))
    }

    fn linted_files(&self) -> Vec<LintedFile<'_>> {
        let selected = &self.input.selected;
        let is_selected = |id: FileId| {
            let source = self.sources.get(id);
            selected.is_empty() || source.is_some_and(|it| selected.contains(&*it.path))
        };
        let files = self.project.files.iter().filter(|file| is_selected(file.id));
        files
            .map(|file| LintedFile {
                id: file.id,
                comments: &file.comments as &[Comment],
                is_document: file.is_document,
                markup: file.markup.as_ref().zip(file.syntax),
            })
            .collect()
    }

    /// The baseline and the place to speak of it; what is wrong with it goes to `found`.
    fn baseline(
        &self,
        wanted: &BaselineText,
        sources: &mut Sources,
        found: &mut Vec<Diagnostic>,
    ) -> Option<(Baseline, FileSpan)> {
        let (path, text) = match wanted {
            BaselineText::Nothing => return None,
            BaselineText::Given { path, text } => (path.clone(), text.clone()),
            BaselineText::OfManifest => {
                let around = self.project.around.as_ref().map(|around| &around.lint);
                let section = around.unwrap_or(&self.manifest().lint);
                let named = section.baseline.as_ref()?;
                let read = self.input.project_files.read(named.at.file, &named.value);
                let text = read.ok().and_then(|bytes| String::from_utf8(bytes).ok());
                let Some(text) = text else {
                    // The manifest around a document is none of its texts.
                    let manifest = self.input.project.around.as_ref();
                    let at = manifest.map_or(named.at, |manifest| {
                        let file = sources.add(manifest.path.clone(), manifest.text.clone());
                        named.at.span.in_file(file)
                    });
                    found.push(lint::missing_baseline(at, &named.value));
                    return None;
                };
                (named.value.clone(), text)
            }
        };
        let parsed = Baseline::parse(&text);
        let file = sources.add(path, text);
        let at = Span::default().in_file(file);
        match parsed {
            Ok(baseline) => Some((baseline, at)),
            Err(problem) => {
                found.push(lint::bad_baseline(at, &problem));
                None
            }
        }
    }
}

fn error_places(found: &[Diagnostic]) -> Vec<FileSpan> {
    found.iter().filter(|one| one.is_error()).map(|one| one.primary.at).collect()
}
