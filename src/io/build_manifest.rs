//! `manifest.json`: what a build wrote, for deploys, for reviews, and for the next build.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::lower::LoweredKind;
use crate::session::BuiltArtifact;

/// The name of the manifest of a build, in its folder.
pub(super) const BUILD_MANIFEST: &str = "manifest.json";

/// Grows when a member changes its meaning or goes away.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct BuildManifest {
    version: u32,
    /// The version of Ordain that wrote it.
    ordain: String,
    /// A build is at work, or was killed: each file is as one of its entries says, or missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unfinished: bool,
    /// Sorted by file.
    artifacts: Vec<Entry>,
}

/// One file of a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) kind: String,
    /// The name in the account.
    pub(super) name: String,
    /// Below the folder of the build.
    pub(super) file: String,
    pub(super) sha256: String,
    /// In bytes.
    pub(super) size: u64,
    /// The file that declares it. No line: a build must not change with a comment above it.
    pub(super) source: String,
    /// The name in that file.
    pub(super) declaration: String,
    /// Files whose results this one needs, sorted.
    pub(super) depends_on: Vec<String>,
}

impl BuildManifest {
    pub(super) fn new(entries: BTreeMap<String, Entry>) -> Self {
        Self {
            version: VERSION,
            ordain: env!("CARGO_PKG_VERSION").to_owned(),
            unfinished: false,
            artifacts: entries.into_values().collect(),
        }
    }

    /// Files as they were, where that differs, and as they will be.
    pub(super) fn unfinished<'a>(
        old: impl Iterator<Item = &'a Entry>,
        new: impl Iterator<Item = &'a Entry>,
    ) -> Self {
        let mut artifacts: Vec<Entry> = old.chain(new).cloned().collect();
        // Stable: the old entry of a file stands before its new one.
        artifacts.sort_by(|left, right| left.file.cmp(&right.file));
        Self { unfinished: true, artifacts, ..Self::new(BTreeMap::new()) }
    }

    /// Reads what `to_text` wrote; nothing where it is something else.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    /// The entries by their files. `checksum` tells which entry of an unfinished build is true.
    pub(super) fn entries(
        self,
        checksum: impl Fn(&str) -> Option<String>,
    ) -> BTreeMap<String, Entry> {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for entry in self.artifacts {
            if self.unfinished {
                match checksum(&entry.file) {
                    None => continue,
                    Some(found) if found != entry.sha256 && entries.contains_key(&entry.file) => {
                        continue;
                    }
                    Some(_) => {}
                }
            }
            entries.insert(entry.file.clone(), entry);
        }
        entries
    }

    pub(super) fn to_text(&self) -> String {
        match serde_json::to_string_pretty(self) {
            Ok(text) => text + "\n",
            Err(error) => unreachable!("a manifest holds only what JSON can say: {error}"),
        }
    }
}

impl Entry {
    /// The tool whose stack the file is; nothing of what Systems Manager itself takes.
    pub(super) fn tool(&self) -> Option<&str> {
        (self.kind == kind_word(LoweredKind::Stack)).then_some(&self.declaration)
    }

    /// The entry of an artifact that `source_file` declares.
    pub(super) fn of(artifact: &BuiltArtifact, source_file: &str) -> Self {
        Self {
            kind: kind_word(artifact.kind).to_owned(),
            name: artifact.name.clone(),
            file: artifact.path.clone(),
            sha256: sha256(artifact.text.as_bytes()),
            size: artifact.text.len() as u64,
            source: source_file.to_owned(),
            declaration: artifact.declaration.to_string(),
            depends_on: artifact.depends_on.clone(),
        }
    }
}

/// The word of a kind in `manifest.json`.
pub fn kind_word(kind: LoweredKind) -> &'static str {
    match kind {
        LoweredKind::AutomationDocument => "automation-document",
        LoweredKind::CommandDocument => "command-document",
        LoweredKind::SessionDocument => "session-document",
        LoweredKind::OtherDocument => "document",
        LoweredKind::DocumentRequest => "document-request",
        LoweredKind::Association => "association",
        LoweredKind::Window => "window",
        LoweredKind::Request => "request",
        LoweredKind::Stack => "stack",
        LoweredKind::Parameter => "parameter",
        LoweredKind::PatchBaseline => "patch-baseline",
        LoweredKind::ResourceGroup => "resource-group",
        LoweredKind::EventRule => "event-rule",
        LoweredKind::Remediation => "remediation",
        LoweredKind::DataSync => "data-sync",
        LoweredKind::Role => "role",
    }
}

/// Lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
