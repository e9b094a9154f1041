//! This process as the holder of a lock, and whether another holder has died on this machine.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::deploy::{Api, Holder, Locking};
use crate::io::machine;

/// The lock of a project in one account and Region, as this process takes it.
pub(super) fn locking<'a>(
    (api, project): (&'a dyn Api, &'a str),
    me: &'a Holder,
    (wait, is_stopped): (Duration, &'a (dyn Fn() -> bool + Sync)),
) -> Locking<'a> {
    Locking { api, project, me, is_dead: &is_dead, now: &now, wait, is_stopped }
}

/// This process.
pub(super) fn me() -> Holder {
    let process = std::process::id();
    let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|it| std::env::var(it).ok());
    let user = user.unwrap_or_else(|| "somebody".to_owned());
    // The standard library takes the keys of its hashers from the system's randomness.
    let random = || RandomState::new().hash_one(process);
    Holder {
        owner: format!("{user}@{}, process {process}", machine::host()),
        id: format!("{:016x}{:016x}", random(), random()),
        machine: machine::identity(),
        process,
        expires: 0,
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Whether the holder was a process of this machine. Where that cannot be told, it lives.
fn is_dead(holder: &Holder) -> bool {
    holder.machine == machine::identity() && machine::has_no_process(holder.process)
}

#[cfg(all(test, unix))]
mod tests {
    use super::{is_dead, me};

    #[test]
    fn this_process_lives_and_no_process_of_elsewhere_is_dead() {
        let mut holder = me();
        assert!(!is_dead(&holder));
        // Larger than any process that Linux or macOS count.
        holder.process = 0x3fff_ffff;
        assert!(is_dead(&holder));
        holder.machine = "elsewhere".to_owned();
        assert!(!is_dead(&holder));
        assert_ne!(me().id, me().id);
    }
}
