//! What is known of one plugin of the agent.

use super::{InputSpec, plugins};

/// The platforms of managed nodes, as preconditions name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Platform {
    Linux,
    MacOS,
    Windows,
}

impl Platform {
    /// All of them, in the order of names.
    pub const ALL: [Platform; 3] = [Self::Linux, Self::MacOS, Self::Windows];

    /// As documents write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::MacOS => "MacOS",
            Self::Windows => "Windows",
        }
    }

    /// The platform with this spelling, in any case, as the agent compares it.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.as_str().eq_ignore_ascii_case(text))
    }
}

/// A plugin that a step of a Command document may have.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html>
#[derive(Clone, Copy, Debug)]
pub struct PluginSpec {
    /// With its prefix, such as `aws:runShellScript`.
    pub name: &'static str,
    /// The schema versions of documents that may use it.
    pub schema_versions: &'static [&'static str],
    pub platforms: &'static [Platform],
    pub deprecated: bool,
    /// In the order of the documentation, those that every plugin takes last.
    pub inputs: &'static [InputSpec],
    pub notes: &'static [&'static str],
}

impl PluginSpec {
    /// The name without `aws:`.
    pub fn short_name(&self) -> &'static str {
        self.name.strip_prefix("aws:").unwrap_or(self.name)
    }

    pub fn input(&self, name: &str) -> Option<&'static InputSpec> {
        self.inputs.iter().find(|input| input.name == name)
    }
}

/// Every plugin, in the order of names.
pub fn all_plugins() -> &'static [PluginSpec] {
    plugins::PLUGINS
}

/// The plugin with this name, with or without `aws:`.
pub fn plugin(name: &str) -> Option<&'static PluginSpec> {
    let short = name.strip_prefix("aws:").unwrap_or(name);
    let found = plugins::PLUGINS.binary_search_by(|spec| spec.short_name().cmp(short)).ok()?;
    plugins::PLUGINS.get(found)
}
