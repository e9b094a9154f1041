//! The root file systems that roles are tried on: a distribution and what its `/bin/sh` is.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A base and the shell that its scripts meet.
#[derive(Debug)]
pub struct System {
    pub name: &'static str,
    base: Base,
    /// What `/bin/sh` points to, where it is not what the distribution brings.
    shell: Option<&'static str>,
    start: Start,
}

/// What runs on a system when the agent comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing, as while an image is built.
    Nothing,
    /// systemd, and what it starts. Only cases that name such a system run on it.
    Systemd,
    /// Nothing; OpenRC takes the system for started.
    Openrc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// What `debootstrap` lays out, with the packages below.
    Debian,
    /// The same with Ansible in a Python environment of its own.
    Ansible,
    /// One program for everything, as small distributions have it.
    Busybox,
    /// Debian with dnf in the place of apt.
    Dnf,
    /// Debian with OpenRC in the place of systemd.
    Openrc,
}

/// Sorted by name.
pub const SYSTEMS: &[System] = &[
    System { name: "busybox", base: Base::Busybox, shell: None, start: Start::Nothing },
    System { name: "debian", base: Base::Debian, shell: None, start: Start::Nothing },
    System {
        name: "debian-ash",
        base: Base::Debian,
        shell: Some("/usr/local/lib/ash/sh"),
        start: Start::Nothing,
    },
    System { name: "debian-bash", base: Base::Debian, shell: Some("bash"), start: Start::Nothing },
    System { name: "debian-booted", base: Base::Debian, shell: None, start: Start::Systemd },
    System { name: "debian-dnf", base: Base::Dnf, shell: None, start: Start::Nothing },
    System { name: "debian-openrc", base: Base::Openrc, shell: None, start: Start::Openrc },
];

/// Debian with Ansible, for the comparison only.
pub const WITH_ANSIBLE: System =
    System { name: "ansible", base: Base::Ansible, shell: None, start: Start::Nothing };

const RELEASE: &str = "bookworm";

/// What the standard modules deal with on a node, beside Debian's minimum. Sorted.
const PACKAGES: &[&str] = &[
    "bzip2",
    "ca-certificates",
    "cron",
    "curl",
    "dbus",
    "e2fsprogs",
    "git",
    "hostname",
    "iproute2",
    "iptables",
    "kmod",
    "locales",
    "netcat-openbsd",
    "nftables",
    "procps",
    "python3",
    "python3-apt",
    "python3-venv",
    "systemd",
    "systemd-sysv",
    "tzdata",
    "unzip",
    "xz-utils",
    "zip",
];

/// What another manager of services takes the place of. Sorted.
const SYSTEMD: &[&str] = &["dbus", "systemd", "systemd-sysv"];

const ANSIBLE: &str = "ansible-core==2.19.14";

impl System {
    pub fn find(name: &str) -> Result<&'static Self, String> {
        let known: Vec<&str> = SYSTEMS.iter().map(|system| system.name).collect();
        let found = SYSTEMS.iter().chain([&WITH_ANSIBLE]).find(|system| system.name == name);
        found.ok_or_else(|| format!("no system `{name}`: there are {}", known.join(", ")))
    }

    /// Whether cases and values that name no system are tried on it: one for each shell.
    pub fn is_for_all(&self) -> bool {
        self.start == Start::Nothing && self.base != Base::Dnf
    }

    /// Lays the system over its base in `folder`, which is empty, and gives its root. Only within
    /// namespaces of our own; what is mounted ends with them.
    pub fn mount(&self, folder: &Path) -> Result<Layer, String> {
        let base = self.base.folder();
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let mut command = Command::new("sh");
        command.args(["-euc", include_str!("mount.sh"), "mount"]);
        command.arg(&base).arg(folder).arg(self.shell.unwrap_or_default());
        succeed(&mut command)?;
        let mut layer =
            Layer { root: folder.join("root"), upper: folder.join("upper"), base, init: None };
        match self.start {
            Start::Nothing => {}
            Start::Systemd => layer.boot(folder)?,
            Start::Openrc => take_for_started(&layer.root).map_err(|error| error.to_string())?,
        }
        Ok(layer)
    }

    /// Makes the base, where it is not there yet.
    pub fn prepare(&self) -> Result<(), String> {
        self.base.prepare()
    }
}

/// A mounted system.
#[derive(Debug)]
pub struct Layer {
    pub root: PathBuf,
    /// What differs from the base.
    pub upper: PathBuf,
    pub base: PathBuf,
    /// The first process, where one was started.
    init: Option<u32>,
}

/// How long a system may take to start.
const BOOT: Duration = Duration::from_secs(60);

impl Layer {
    /// Folders in the place of what `System::mount` makes.
    #[cfg(test)]
    pub fn of_folders(root: PathBuf, upper: PathBuf, base: PathBuf) -> Self {
        Self { root, upper, base, init: None }
    }

    /// A command that runs a program, which is yet to be named, in a folder of the system.
    pub fn enter(&self, folder: &str) -> Command {
        if let Some(init) = self.init {
            let mut command = Command::new("nsenter");
            command.args(["--mount", "--pid", "--cgroup", "--ipc", "--root", "--target"]);
            command.arg(init.to_string()).arg(format!("--wd=/proc/{init}/root{folder}"));
            command
        } else {
            let mut command = Command::new("unshare");
            command.arg("--root").arg(&self.root).args(["--wd", folder]);
            command
        }
    }

    /// Starts systemd and waits until it has started everything.
    fn boot(&mut self, folder: &Path) -> Result<(), String> {
        let log = folder.join("boot.log");
        let output = File::create(&log).map_err(|error| error.to_string())?;
        let errors = output.try_clone().map_err(|error| error.to_string())?;
        let mut command = Command::new("sh");
        command.args(["-euc", include_str!("boot.sh"), "boot"]).arg(&self.root);
        let child = command.stdin(Stdio::null()).stdout(output).stderr(errors).spawn();
        let mut child = child.map_err(|error| error.to_string())?;
        let started = Instant::now();
        while started.elapsed() < BOOT {
            std::thread::sleep(Duration::from_millis(100));
            if child.try_wait().map_err(|error| error.to_string())?.is_some() {
                break;
            }
            self.init = first_child(&child);
            if self.init.is_some() && self.is_running() {
                return Ok(());
            }
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        Err(format!("systemd does not start:\n{said}"))
    }

    fn is_running(&self) -> bool {
        let mut command = self.enter("/");
        let output = command.args(["systemctl", "is-system-running"]).env_clear().output();
        output.is_ok_and(|output| {
            let state = String::from_utf8_lossy(&output.stdout);
            ["running", "degraded"].contains(&state.trim())
        })
    }
}

/// What OpenRC keeps of a system that it has started. Sorted.
const OPENRC: &[&str] = &[
    "daemons",
    "exclusive",
    "failed",
    "hotplugged",
    "inactive",
    "options",
    "scheduled",
    "started",
    "starting",
    "stopping",
    "tmp",
    "wasinactive",
];

fn take_for_started(root: &Path) -> std::io::Result<()> {
    let state = root.join("run/openrc");
    for name in OPENRC {
        fs::create_dir_all(state.join(name))?;
    }
    fs::write(state.join("softlevel"), "default")
}

/// The process that `unshare --fork` made.
fn first_child(parent: &Child) -> Option<u32> {
    let pid = parent.id();
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}

impl Base {
    fn name(self) -> &'static str {
        match self {
            Self::Debian => "debian",
            Self::Ansible => "ansible",
            Self::Busybox => "busybox",
            Self::Dnf => "dnf",
            Self::Openrc => "openrc",
        }
    }

    /// What `debootstrap` lays out.
    fn packages(self) -> String {
        let without: &[&str] = if self == Self::Openrc { SYSTEMD } else { &[] };
        let more: &[&str] = match self {
            Self::Debian | Self::Ansible | Self::Busybox => &[],
            Self::Dnf => &["createrepo-c", "dnf", "rpm"],
            Self::Openrc => &["openrc"],
        };
        let kept = PACKAGES.iter().filter(|name| !without.contains(name));
        kept.chain(more).copied().collect::<Vec<_>>().join(",")
    }

    fn folder(self) -> PathBuf {
        cache().join(self.name())
    }

    /// What the base is made of; another recipe makes it anew.
    fn recipe(self) -> String {
        let debian = format!("{RELEASE} {}\n{}", self.packages(), include_str!("ash.sh"));
        match self {
            Self::Debian | Self::Openrc => debian,
            Self::Dnf => format!("{debian}{}", include_str!("dnf.sh")),
            Self::Ansible => format!("{debian}{ANSIBLE}\n{}", include_str!("ansible.sh")),
            Self::Busybox => include_str!("busybox.sh").to_owned(),
        }
    }

    fn prepare(self) -> Result<(), String> {
        let (folder, made) = (self.folder(), cache().join(format!("{}.made", self.name())));
        let recipe = self.recipe();
        if fs::read_to_string(&made).is_ok_and(|text| text == recipe) {
            return Ok(());
        }
        eprintln!("laying out {} in {}", self.name(), folder.display());
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        let _ = fs::remove_file(&made);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        fs::create_dir_all(&folder).map_err(failed)?;
        self.lay_out(&folder)?;
        fs::write(&made, recipe).map_err(failed)
    }

    fn lay_out(self, folder: &Path) -> Result<(), String> {
        let script = |text: &str, extra: &[&Path]| {
            let mut command = Command::new("sh");
            succeed(command.args(["-euc", text, "lay-out"]).arg(folder).args(extra)).map(|_| ())
        };
        match self {
            Self::Debian | Self::Dnf | Self::Openrc => {
                let include = format!("--include={}", self.packages());
                let mut command = Command::new("debootstrap");
                command.args(["--variant=minbase", &include, RELEASE]).arg(folder);
                succeed(&mut command)?;
                script(include_str!("ash.sh"), &[])?;
                if self == Self::Dnf { script(include_str!("dnf.sh"), &[]) } else { Ok(()) }
            }
            Self::Ansible => {
                Self::Debian.prepare()?;
                script(include_str!("ansible.sh"), &[&Self::Debian.folder(), ANSIBLE.as_ref()])
            }
            Self::Busybox => script(include_str!("busybox.sh"), &[]),
        }
    }
}

/// Bases outlive the build: they cost minutes and do not depend on it.
fn cache() -> PathBuf {
    std::env::var_os("ORDAIN_NODES").map_or_else(|| "/var/cache/ordain-nodes".into(), PathBuf::from)
}

/// Runs a command and gives what it printed.
///
/// # Errors
/// The end of what it said.
pub fn succeed(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed);
    }
    let said = printed + &String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().collect();
    let tail = lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n");
    Err(format!("{name}: {}\n{tail}", output.status))
}
