//! The machine that this process is on: what it is called, and which processes it has.

use std::fs;

/// What the network calls this machine.
#[cfg(unix)]
pub(crate) fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// What the network calls this machine.
#[cfg(not(unix))]
pub(crate) fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_else(|_| "a host".to_owned())
}

/// Where the number of a process means a process: the host, and on Linux when it was started and
/// which numbers are seen. Containers of one host may share its name and count for themselves.
pub(crate) fn identity() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let numbers = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    format!("{} {} {}", host(), boot.trim(), numbers.display()).trim_end().to_owned()
}

/// Whether no process of this machine has the number. Where that cannot be told, one has it.
#[cfg(unix)]
pub(crate) fn has_no_process(number: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let Some(process) = i32::try_from(number).ok().and_then(Pid::from_raw) else { return false };
    test_kill_process(process) == Err(rustix::io::Errno::SRCH)
}

/// Whether no process of this machine has the number. Where that cannot be told, one has it.
#[cfg(not(unix))]
pub(crate) fn has_no_process(_number: u32) -> bool {
    false
}
