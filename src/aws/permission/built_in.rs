//! The data that is built in, each part read on its first use.

use std::sync::OnceLock;

use super::rows::{KeyTable, OperationTable};
use super::table::ActionTable;
use crate::aws::read_error::ReadError;

/// The file as it is built in, for those who measure.
pub const PACKED: &[u8] = include_bytes!("../../../permissions/actions.bin");

pub(super) fn actions() -> &'static ActionTable {
    static TABLE: OnceLock<ActionTable> = OnceLock::new();
    TABLE.get_or_init(|| whole(ActionTable::read(PACKED)))
}

pub(super) fn condition_keys() -> &'static KeyTable {
    static TABLE: OnceLock<KeyTable> = OnceLock::new();
    TABLE.get_or_init(|| whole(KeyTable::read(PACKED, actions().len())))
}

pub(super) fn operations() -> &'static OperationTable {
    static TABLE: OnceLock<OperationTable> = OnceLock::new();
    TABLE.get_or_init(|| whole(OperationTable::read(PACKED, actions().len())))
}

fn whole<T>(read: Result<T, ReadError>) -> T {
    read.unwrap_or_else(|_| unreachable!("what is built in is read by a test"))
}
