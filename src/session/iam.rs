//! The policies of a project's runbooks.

use std::borrow::Cow;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::iam::{self, Account, Derived, Document, Policy};
use crate::lower::{Content, Lowered, LoweredKind};
use crate::ssm::Origins;
use crate::text::{FileSpan, Sources};

use super::build::{declaration_at, declarations};
use super::validate::read;
use super::{OnError, Session, has_errors, pool};

/// The runbooks of a project with what each needs; or why there are none.
#[derive(Clone, Debug, Default)]
pub struct IamOutcome {
    /// Sorted by the name in the account. Empty where the project has an error.
    pub runbooks: Vec<RunbookNeeds>,
    /// All runbooks: the name in the account and the name in the source, sorted.
    pub known: Vec<(String, String)>,
    /// What a check of the project finds.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the role of one runbook needs.
#[derive(Clone, Debug)]
pub struct RunbookNeeds {
    /// The name in the account.
    pub name: String,
    /// The name in the source.
    pub declaration: String,
    pub derived: Derived,
    pub policy: Policy,
}

/// An Automation document before anything is derived from it.
pub(super) struct Prepared<'e> {
    pub(super) item: &'e Lowered,
    content: Cow<'e, Value>,
    origins: Origins,
    declaration: &'e str,
    at: FileSpan,
}

impl Session {
    /// Derives what the runbooks need that `wanted` chooses by the name in the account and the
    /// name in the source.
    pub fn iam(&self, wanted: impl Fn(&str, &str) -> bool + Sync) -> IamOutcome {
        pool::run(|| {
            let mut analysis = self.analyse(self.format(None), OnError::Stop);
            if has_errors(&analysis.diagnostics) {
                self.narrow(&mut analysis);
                return IamOutcome { diagnostics: analysis.diagnostics, ..IamOutcome::default() };
            }
            let parts = self.parts();
            let parts = declarations(&parts);
            let items = analysis.emitted.iter().map(|one| one.lowered());
            let prepared: Vec<Prepared<'_>> = items
                .filter_map(|item| prepare(item, declaration_at(&parts, item.source)))
                .collect();
            let mut documents: Vec<Document<'_>> = prepared.iter().map(document).collect();
            documents.sort_by(|left, right| left.name.cmp(right.name));
            let chosen = documents.iter().filter(|it| wanted(it.name, it.declaration));
            let runbooks = chosen.map(|it| derive(it, &documents, &self.sources)).collect();
            let names = |it: &Document<'_>| (it.name.to_owned(), it.declaration.to_owned());
            let known = documents.iter().map(names).collect();
            self.narrow(&mut analysis);
            IamOutcome { runbooks, known, diagnostics: analysis.diagnostics }
        })
    }

    /// Compares a policy with what a runbook needs. The findings point into the sources that come
    /// with them: those of the session and the policy's own.
    pub fn compare_policy(
        &self,
        runbook: &RunbookNeeds,
        (path, text): (&str, &str),
        account: &Account,
    ) -> (Sources, Vec<Diagnostic>) {
        let mut sources = self.sources.clone();
        let file = sources.add(path, text);
        let mut found = iam::compare(&runbook.derived.needs, text, file, account);
        found.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        found.dedup();
        (sources, found)
    }
}

/// A document of Automation, also one that the author wrote as text.
pub(super) fn prepare<'e>(item: &'e Lowered, declaration: &'e str) -> Option<Prepared<'e>> {
    if item.kind != LoweredKind::AutomationDocument {
        return None;
    }
    let content = match &item.content {
        Content::Document(value) => Cow::Borrowed(value),
        Content::Text { text, extension } => Cow::Owned(read(text, extension)?),
        Content::Request(_) => return None,
    };
    let origins = item.origins.iter().cloned().collect();
    Some(Prepared { item, content, origins, declaration, at: item.source })
}

pub(super) fn document<'p>(prepared: &'p Prepared<'_>) -> Document<'p> {
    let name = prepared.item.name.as_str();
    // A document without a declaration of its own goes by its name in the account.
    let declaration = if prepared.declaration.is_empty() { name } else { prepared.declaration };
    Document {
        name,
        declaration,
        content: &prepared.content,
        origins: &prepared.origins,
        at: prepared.at,
    }
}

fn derive(document: &Document<'_>, documents: &[Document<'_>], sources: &Sources) -> RunbookNeeds {
    let derived = iam::derive(document, documents, sources);
    let policy = iam::policy(&derived.needs);
    RunbookNeeds {
        name: document.name.to_owned(),
        declaration: document.declaration.to_owned(),
        derived,
        policy,
    }
}
