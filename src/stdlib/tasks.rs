//! Modules and roles, sorted by name.
// Written by `cargo xtask gen-tasks`.

use super::TaskSource;

#[rustfmt::skip]
pub(super) static TASKS: &[TaskSource] = &[
    TaskSource { name: "archive", path: "modules/archive.ord", text: include_str!("../../stdlib/modules/archive.ord") },
    TaskSource { name: "authorized_key", path: "modules/authorized_key.ord", text: include_str!("../../stdlib/modules/authorized_key.ord") },
    TaskSource { name: "base_hardening", path: "roles/base_hardening.ord", text: include_str!("../../stdlib/roles/base_hardening.ord") },
    TaskSource { name: "block_in_file", path: "modules/block_in_file.ord", text: include_str!("../../stdlib/modules/block_in_file.ord") },
    TaskSource { name: "cloudwatch", path: "roles/cloudwatch.ord", text: include_str!("../../stdlib/roles/cloudwatch.ord") },
    TaskSource { name: "cloudwatch_agent", path: "modules/cloudwatch_agent.ord", text: include_str!("../../stdlib/modules/cloudwatch_agent.ord") },
    TaskSource { name: "command", path: "modules/command.ord", text: include_str!("../../stdlib/modules/command.ord") },
    TaskSource { name: "copy", path: "modules/copy.ord", text: include_str!("../../stdlib/modules/copy.ord") },
    TaskSource { name: "cron", path: "modules/cron.ord", text: include_str!("../../stdlib/modules/cron.ord") },
    TaskSource { name: "directory", path: "modules/directory.ord", text: include_str!("../../stdlib/modules/directory.ord") },
    TaskSource { name: "download", path: "modules/download.ord", text: include_str!("../../stdlib/modules/download.ord") },
    TaskSource { name: "file", path: "modules/file.ord", text: include_str!("../../stdlib/modules/file.ord") },
    TaskSource { name: "firewall", path: "modules/firewall.ord", text: include_str!("../../stdlib/modules/firewall.ord") },
    TaskSource { name: "git", path: "modules/git.ord", text: include_str!("../../stdlib/modules/git.ord") },
    TaskSource { name: "group", path: "modules/group.ord", text: include_str!("../../stdlib/modules/group.ord") },
    TaskSource { name: "hostname", path: "modules/hostname.ord", text: include_str!("../../stdlib/modules/hostname.ord") },
    TaskSource { name: "kernel_module", path: "modules/kernel_module.ord", text: include_str!("../../stdlib/modules/kernel_module.ord") },
    TaskSource { name: "line_in_file", path: "modules/line_in_file.ord", text: include_str!("../../stdlib/modules/line_in_file.ord") },
    TaskSource { name: "locale", path: "modules/locale.ord", text: include_str!("../../stdlib/modules/locale.ord") },
    TaskSource { name: "mount", path: "modules/mount.ord", text: include_str!("../../stdlib/modules/mount.ord") },
    TaskSource { name: "package", path: "modules/package.ord", text: include_str!("../../stdlib/modules/package.ord") },
    TaskSource { name: "registry", path: "modules/registry.ord", text: include_str!("../../stdlib/modules/registry.ord") },
    TaskSource { name: "replace", path: "modules/replace.ord", text: include_str!("../../stdlib/modules/replace.ord") },
    TaskSource { name: "repository", path: "modules/repository.ord", text: include_str!("../../stdlib/modules/repository.ord") },
    TaskSource { name: "service", path: "modules/service.ord", text: include_str!("../../stdlib/modules/service.ord") },
    TaskSource { name: "ssm_agent", path: "modules/ssm_agent.ord", text: include_str!("../../stdlib/modules/ssm_agent.ord") },
    TaskSource { name: "swap", path: "modules/swap.ord", text: include_str!("../../stdlib/modules/swap.ord") },
    TaskSource { name: "symlink", path: "modules/symlink.ord", text: include_str!("../../stdlib/modules/symlink.ord") },
    TaskSource { name: "sysctl", path: "modules/sysctl.ord", text: include_str!("../../stdlib/modules/sysctl.ord") },
    TaskSource { name: "timezone", path: "modules/timezone.ord", text: include_str!("../../stdlib/modules/timezone.ord") },
    TaskSource { name: "unarchive", path: "modules/unarchive.ord", text: include_str!("../../stdlib/modules/unarchive.ord") },
    TaskSource { name: "user", path: "modules/user.ord", text: include_str!("../../stdlib/modules/user.ord") },
    TaskSource { name: "wait_for", path: "modules/wait_for.ord", text: include_str!("../../stdlib/modules/wait_for.ord") },
    TaskSource { name: "webserver_nginx", path: "roles/webserver_nginx.ord", text: include_str!("../../stdlib/roles/webserver_nginx.ord") },
    TaskSource { name: "windows_feature", path: "modules/windows_feature.ord", text: include_str!("../../stdlib/modules/windows_feature.ord") },
    TaskSource { name: "windows_service", path: "modules/windows_service.ord", text: include_str!("../../stdlib/modules/windows_service.ord") },
];
