//! Numbers that mostly are new or recent, written as small ones.
//!
//! A number is written as its distance from the smallest one that was not seen before: a number
//! that stands for something new is 0, and deflate likes runs of zeros.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<S: Serializer>(ids: &[u32], to: S) -> Result<S::Ok, S::Error> {
    let mut next = 0_i64;
    to.collect_seq(ids.iter().map(|id| {
        let distance = next - i64::from(*id);
        next = next.max(i64::from(*id) + 1);
        distance
    }))
}

pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<u32>, D::Error> {
    let mut next = 0_i64;
    let ids = Vec::<i64>::deserialize(from)?.into_iter().map(|distance| {
        let id = next.checked_sub(distance).and_then(|id| u32::try_from(id).ok());
        let id = id.ok_or_else(|| D::Error::custom("a number out of range"))?;
        next = next.max(i64::from(id) + 1);
        Ok(id)
    });
    ids.collect()
}
