//! What a tag says of a secret: which value Ordain has written, without the value.

use sha2::{Digest, Sha256};

use crate::deploy::given::Secret;
use crate::deploy::identity::{self, Tags};

/// The tag with the proof: the version that Ordain wrote, the salt and the hash.
const PROOF: &str = "ordain:value";

/// Rounds of the hash, so that guessing costs. A short secret can still be guessed by who may read
/// the tag and tries long enough.
const ROUNDS: usize = 20_000;

/// Puts the proof of a value that was written as this version.
pub(super) fn put(tags: &mut Tags, value: &Secret, version: i64) {
    let salt = identity::token().get(..32).unwrap_or_default().to_owned();
    let hash = hash(&salt, value);
    tags.insert(PROOF.to_owned(), format!("{version}:{salt}:{hash}"));
}

/// Whether the tags prove that the version holds this value.
pub(super) fn holds(tags: &Tags, value: &Secret, version: i64) -> bool {
    let Some((written, rest)) = tags.get(PROOF).and_then(|proof| proof.split_once(':')) else {
        return false;
    };
    let Some((salt, proof)) = rest.split_once(':') else { return false };
    written == version.to_string() && hash(salt, value) == proof
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
