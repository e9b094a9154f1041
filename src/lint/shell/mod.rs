//! Scripts of shells and of PowerShell as their commands, for rules: read once for all of them.

mod compound;
mod cursor;
mod expansion;
mod power_shell;
mod program;
mod reader;
mod redirect;
mod script;
mod word;

pub(super) use power_shell::read as read_power_shell;
pub(super) use program::{SHELLS, reads_code};
pub(super) use reader::read;
pub(super) use script::{
    BlockKind, Command, Joint, Quote, Reading, Stretch, VariableForm, Word, is_bundle, is_name,
};
