//! What is known about IAM, by name: what the packages say, before it is packed.

use std::collections::{BTreeMap, BTreeSet};

use ordain::aws::permission::packed::Source;

#[derive(Debug, Default)]
pub struct Facts {
    /// The packages with their versions.
    pub origins: Vec<(String, String)>,
    /// By prefix, in lower case.
    pub prefixes: BTreeMap<String, Prefix>,
    /// By boto3's name.
    pub services: BTreeMap<String, Service>,
}

#[derive(Debug, Default)]
pub struct Prefix {
    /// By name in lower case.
    pub actions: BTreeMap<String, Action>,
    /// Kinds with their ARN formats, of which a kind may have several. In order.
    pub resources: BTreeSet<(String, String)>,
}

#[derive(Debug, Default)]
pub struct Action {
    pub name: String,
    /// 0 to 4: list, read, write, tagging, permissions management.
    pub level: u8,
    /// Kinds of resources, and whether one is required, in the order of the data.
    pub uses: Vec<(String, bool)>,
    pub dependents: BTreeSet<String>,
    pub keys: BTreeSet<String>,
}

#[derive(Debug, Default)]
pub struct Service {
    pub operations: BTreeMap<String, Operation>,
    pub waiters: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
pub struct Operation {
    pub is_unsigned: bool,
    pub needs: Vec<Need>,
    pub inputs: Vec<Input>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// As IAM writes it: `iam:PassRole`.
    pub action: String,
    pub when: When,
    pub source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    Always,
    Given(String),
    Sometimes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub action: String,
    pub part: Part,
    pub paths: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Placeholder(String),
    Arn(String),
    AnyArn,
}

impl Facts {
    /// The action of this name, in any case, and how IAM writes it.
    pub fn action(&self, written: &str) -> Option<(String, &Action)> {
        let (prefix, name) = written.split_once(':')?;
        let prefix = prefix.to_ascii_lowercase();
        let action = self.prefixes.get(&prefix)?.actions.get(&name.to_ascii_lowercase())?;
        Some((format!("{prefix}:{}", action.name), action))
    }

    /// The action of an operation's own name, under the first of these prefixes that has it.
    pub fn own_action(&self, prefixes: &[&str], operation: &str) -> Option<(String, &Action)> {
        prefixes.iter().find_map(|prefix| self.action(&format!("{prefix}:{operation}")))
    }
}

impl Operation {
    pub fn is_empty(&self) -> bool {
        !self.is_unsigned && self.needs.is_empty() && self.inputs.is_empty()
    }

    /// Adds a requirement that is not there yet.
    pub fn add(&mut self, need: Need) {
        if !self.needs.contains(&need) {
            self.needs.push(need);
        }
    }

    pub fn needs_action(&self, action: &str) -> bool {
        self.needs.iter().any(|it| it.action == action)
    }
}
