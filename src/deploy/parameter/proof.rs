//! What a tag says of a secret: which value Ordain has written, without the value.

use sha2::{Digest, Sha256};

use crate::deploy::given::Secret;
use crate::deploy::identity::{self, Tags};
use crate::deploy::written::ChangedBy;

/// The tag with the proof: the version that Ordain wrote, the salt and the hash.
const PROOF: &str = "ordain:value";

/// Stands behind the proof while a deploy writes the next version.
const BEGUN: &str = ":begun";

/// Rounds of the hash, so that guessing costs. A short secret can still be guessed by who may read
/// the tag and tries long enough.
const ROUNDS: usize = 20_000;

/// Puts the proof of a value that was written as this version.
pub(super) fn put(tags: &mut Tags, value: &Secret, version: i64) {
    let salt = identity::token().get(..32).unwrap_or_default().to_owned();
    let hash = hash(&salt, value);
    tags.insert(PROOF.to_owned(), format!("{version}:{salt}:{hash}"));
}

/// What tags say of whether a version holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    Same,
    /// It holds another one, or nobody can tell; whose change that is.
    Other(Option<ChangedBy>),
}

/// Whether the tags prove that the version holds this value.
pub(super) fn holds(tags: &Tags, value: &Secret, version: i64) -> Proof {
    let Some(proof) = tags.get(PROOF) else { return Proof::Other(None) };
    let parts: Vec<&str> = proof.split(':').collect();
    let [written, salt, proof, begun @ ..] = parts.as_slice() else { return Proof::Other(None) };
    let is_wanted = hash(salt, value) == *proof;
    let Ok(written) = written.parse::<i64>() else { return Proof::Other(None) };
    if version == written && is_wanted {
        return Proof::Same;
    }
    // The next version is Ordain's own where a deploy was stopped behind writing it.
    let is_ours = version == written || (!begun.is_empty() && version == written + 1);
    Proof::Other(Some(match (is_ours, is_wanted) {
        (true, _) => ChangedBy::Project,
        (false, true) => ChangedBy::Hand,
        (false, false) => ChangedBy::Both,
    }))
}

/// A value as a salt and a hash, for a file that somebody keeps.
pub(in crate::deploy) fn sealed(value: &Secret) -> String {
    let salt = identity::token().get(..32).unwrap_or_default().to_owned();
    let hash = hash(&salt, value);
    format!("{salt}:{hash}")
}

/// Whether a value is the one that was sealed.
pub(in crate::deploy) fn is_sealed(sealed: &str, value: &Secret) -> bool {
    sealed.split_once(':').is_some_and(|(salt, known)| hash(salt, value) == known)
}

/// The proof with a mark that the next version is about to be written; nothing where there is none.
pub(super) fn begun(tags: &Tags) -> Option<Tags> {
    let proof = tags.get(PROOF)?;
    let whole = proof.strip_suffix(BEGUN).unwrap_or(proof);
    Some(Tags::from([(PROOF.to_owned(), format!("{whole}{BEGUN}"))]))
}

/// Whether one of Ordain's own tags is the proof.
pub(super) fn kept(tags: &Tags) -> Option<(String, String)> {
    tags.get(PROOF).map(|proof| (PROOF.to_owned(), proof.clone()))
}

fn hash(salt: &str, value: &Secret) -> String {
    let mut digest = Sha256::digest([salt.as_bytes(), value.reveal().as_bytes()].concat());
    for _ in 1..ROUNDS {
        digest = Sha256::digest([salt.as_bytes(), digest.as_slice()].concat());
    }
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
