//! Names that a script's variables cannot have, because the shell has given them a meaning.

use crate::hir::Shell;

/// Variables that `sh`, `bash` or the programs that they start read or set. Sorted.
///
/// Source: "Shell Variables", POSIX 2.5.3, and the manual of bash, 5.1 and 5.2.
const SH: &[&str] = &[
    "BASHOPTS",
    "BASHPID",
    "BASH_ALIASES",
    "BASH_ARGC",
    "BASH_ARGV",
    "BASH_ARGV0",
    "BASH_CMDS",
    "BASH_COMMAND",
    "BASH_COMPAT",
    "BASH_ENV",
    "BASH_EXECUTION_STRING",
    "BASH_LINENO",
    "BASH_REMATCH",
    "BASH_SOURCE",
    "BASH_SUBSHELL",
    "BASH_VERSINFO",
    "BASH_VERSION",
    "CDPATH",
    "DIRSTACK",
    "ENV",
    "EPOCHREALTIME",
    "EPOCHSECONDS",
    "EUID",
    "EXECIGNORE",
    "FIGNORE",
    "FUNCNAME",
    "FUNCNEST",
    "GLOBIGNORE",
    "GROUPS",
    "HISTFILE",
    "HOME",
    "HOSTFILE",
    "HOSTNAME",
    "HOSTTYPE",
    "IFS",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_COLLATE",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LC_NUMERIC",
    "LD_AUDIT",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "LINENO",
    "LOGNAME",
    "MACHTYPE",
    "MAIL",
    "MAILCHECK",
    "MAILPATH",
    "MAPFILE",
    "NLSPATH",
    "OLDPWD",
    "OPTARG",
    "OPTERR",
    "OPTIND",
    "OSTYPE",
    "PATH",
    "PIPESTATUS",
    "POSIXLY_CORRECT",
    "PPID",
    "PS0",
    "PS1",
    "PS2",
    "PS3",
    "PS4",
    "PWD",
    "RANDOM",
    "REPLY",
    "SECONDS",
    "SHELL",
    "SHELLOPTS",
    "SHLVL",
    "SRANDOM",
    "TERM",
    "TIMEFORMAT",
    "TMOUT",
    "TMPDIR",
    "TZ",
    "UID",
    "USER",
];

/// Automatic and preference variables of PowerShell, in lower case: it does not tell cases apart.
/// Sorted.
///
/// Source: "about_Automatic_Variables" and "about_Preference_Variables".
const POWER_SHELL: &[&str] = &[
    "_",
    "args",
    "confirmpreference",
    "consolefilename",
    "debugpreference",
    "enabledexperimentalfeatures",
    "env",
    "error",
    "erroractionpreference",
    "errorview",
    "event",
    "eventargs",
    "eventsubscriber",
    "executioncontext",
    "false",
    "foreach",
    "formatenumerationlimit",
    "home",
    "host",
    "informationpreference",
    "input",
    "iscoreclr",
    "islinux",
    "ismacos",
    "iswindows",
    "lastexitcode",
    "logcommandhealthevent",
    "logcommandlifecycleevent",
    "logenginehealthevent",
    "logenginelifecycleevent",
    "logproviderhealthevent",
    "logproviderlifecycleevent",
    "matches",
    "maximumhistorycount",
    "myinvocation",
    "nestedpromptlevel",
    "null",
    "ofs",
    "outputencoding",
    "pid",
    "profile",
    "progresspreference",
    "psboundparameters",
    "pscmdlet",
    "pscommandpath",
    "psculture",
    "psdebugcontext",
    "psdefaultparametervalues",
    "psedition",
    "psemailserver",
    "pshome",
    "psitem",
    "psmoduleautoloadingpreference",
    "psnativecommandargumentpassing",
    "psnativecommanduseerroractionpreference",
    "psscriptroot",
    "pssenderinfo",
    "pssessionapplicationname",
    "pssessionconfigurationname",
    "pssessionoption",
    "psstyle",
    "psuiculture",
    "psversiontable",
    "pwd",
    "sender",
    "shellid",
    "stacktrace",
    "switch",
    "this",
    "transcript",
    "true",
    "verbosepreference",
    "warningpreference",
    "whatifpreference",
];

/// What is wrong with a name as a script's variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadName {
    /// Not letters, digits and `_`.
    Spelling,
    /// The shell's own.
    Reserved,
    /// Of the variables through which SSM hands values over.
    Channel,
}

pub(super) fn bad_name(shell: Shell, name: &str) -> Option<BadName> {
    let is_word = name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    if !is_word || name.is_empty() || name.starts_with(|it: char| it.is_ascii_digit()) {
        return Some(BadName::Spelling);
    }
    if name.starts_with("SSM_") || name.starts_with("AWS_") {
        return Some(BadName::Channel);
    }
    let is_reserved = match shell {
        // What is put around a script has names of these forms.
        Shell::Sh | Shell::Bash => name.starts_with('_') || SH.binary_search(&name).is_ok(),
        Shell::PowerShell => {
            let lower = name.to_ascii_lowercase();
            name.ends_with('_') || POWER_SHELL.binary_search(&lower.as_str()).is_ok()
        }
    };
    is_reserved.then_some(BadName::Reserved)
}

/// Whether two names are the same variable.
pub(super) fn one_variable(shell: Shell, one: &str, other: &str) -> bool {
    match shell {
        Shell::Sh | Shell::Bash => one == other,
        Shell::PowerShell => one.eq_ignore_ascii_case(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{BadName, POWER_SHELL, SH, bad_name};
    use crate::hir::Shell;

    #[test]
    fn the_tables_are_sorted() {
        assert!(SH.is_sorted_by(|left, right| left < right));
        assert!(POWER_SHELL.is_sorted_by(|left, right| left < right));
    }

    #[test]
    fn the_shells_own_names_are_found_in_the_shells_own_case() {
        assert_eq!(bad_name(Shell::Sh, "PATH"), Some(BadName::Reserved));
        assert_eq!(bad_name(Shell::Sh, "path"), None);
        assert_eq!(bad_name(Shell::PowerShell, "Host"), Some(BadName::Reserved));
        assert_eq!(bad_name(Shell::Bash, "SSM_Name"), Some(BadName::Channel));
        assert_eq!(bad_name(Shell::Bash, "4xx"), Some(BadName::Spelling));
        assert_eq!(bad_name(Shell::PowerShell, "größe"), Some(BadName::Spelling));
    }
}
