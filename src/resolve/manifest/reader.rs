//! From TOML to a manifest, table by table; reports each value at its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, Name, Span};

use super::values::{is_account, is_role, is_word, prefix_problem};
use super::{Dependency, Environment, Format, LintSection, Manifest, Placed, errors};

const TOP_KEYS: &[&str] = &["build", "dependencies", "deploy", "env", "lint", "project"];
const PROJECT_KEYS: &[&str] = &["name", "prefix", "version"];
const BUILD_KEYS: &[&str] = &["format", "out"];
const DEPLOY_KEYS: &[&str] = &["bucket", "keep_versions", "promote", "roles"];
const ENVIRONMENT_KEYS: &[&str] = &["accounts", "bucket", "inputs", "profile", "regions", "role"];
const LINT_KEYS: &[&str] = &["baseline", "profile", "rules"];
const DEPENDENCY_KEYS: &[&str] = &["path"];

/// The most characters of a project's version: a name of a version has 128, and a hash stands behind
/// it. Source: CreateDocument, member `VersionName`, API reference of Systems Manager.
const VERSION_LENGTH: usize = 100;

/// The most characters of a project's name: more would not fit into the texts that show it. The
/// value of a tag has 256. Source: `Tag`, API reference of Systems Manager.
const PROJECT_NAME_LENGTH: usize = 128;

pub(super) struct Reader {
    pub(super) file: FileId,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A key with its value; `name` is the whole key as in `project.name`.
struct Entry<'a> {
    key: &'a str,
    key_at: FileSpan,
    name: String,
    value: &'a DeValue<'a>,
    at: FileSpan,
}

impl Reader {
    pub(super) fn manifest(&mut self, table: &DeTable<'_>) -> Manifest {
        let mut manifest = Manifest::default();
        for section in self.entries("", table, TOP_KEYS) {
            match section.key {
                "project" => self.project(&section, &mut manifest),
                "build" => self.build(&section, &mut manifest),
                "deploy" => self.deploy(&section, &mut manifest),
                "env" => manifest.environments = self.environments(&section),
                "lint" => manifest.lint = self.lint(&section),
                _ => manifest.dependencies = self.dependencies(&section),
            }
        }
        manifest
    }

    fn project(&mut self, section: &Entry<'_>, manifest: &mut Manifest) {
        let Some(table) = self.table(section) else { return };
        for entry in self.entries("project.", table, PROJECT_KEYS) {
            let Some(text) = self.string(&entry) else { continue };
            if entry.key == "name" {
                manifest.name = self.project_name(text);
            } else if entry.key == "version" {
                manifest.version = self.version(text);
            } else if let Some(problem) = prefix_problem(&text.value) {
                self.diagnostics.push(errors::bad_prefix(text.at, &text.value, problem));
            } else {
                manifest.prefix = text.value;
            }
        }
        if !table.iter().any(|(key, _)| key.get_ref() == "name") {
            self.diagnostics.push(errors::missing_key(section.key_at, "project", "name"));
        }
    }

    /// It becomes the value of tags, and a part of a parameter's name.
    fn project_name(&mut self, text: Placed<String>) -> Option<Placed<String>> {
        let odd = text.value.chars().find(|it| !it.is_ascii_alphanumeric() && !"_-.".contains(*it));
        if odd.is_some() || !(1..=PROJECT_NAME_LENGTH).contains(&text.value.len()) {
            self.diagnostics.push(errors::bad_name(text.at, &text.value, PROJECT_NAME_LENGTH));
            return None;
        }
        Some(text)
    }

    /// It becomes a part of the names of versions.
    fn version(&mut self, text: Placed<String>) -> Option<Placed<String>> {
        let odd = text.value.chars().find(|it| !it.is_ascii_alphanumeric() && !"_-.".contains(*it));
        if odd.is_some() || !(1..=VERSION_LENGTH).contains(&text.value.len()) {
            self.diagnostics.push(errors::bad_version(text.at, &text.value, VERSION_LENGTH));
            return None;
        }
        Some(text)
    }

    fn deploy(&mut self, section: &Entry<'_>, manifest: &mut Manifest) {
        let Some(table) = self.table(section) else { return };
        for entry in self.entries("deploy.", table, DEPLOY_KEYS) {
            match (entry.key, entry.value) {
                ("bucket", _) => {
                    manifest.deploy.bucket = self.string(&entry).map(|text| text.value);
                }
                ("promote", DeValue::Boolean(promote)) => manifest.deploy.promote = *promote,
                ("roles", DeValue::Boolean(roles)) => manifest.deploy.roles = *roles,
                ("promote" | "roles", _) => self.wrong_type(&entry, "`true` or `false`"),
                (_, DeValue::Integer(number)) => {
                    let number = number.as_str().parse().ok().filter(|number| *number > 0);
                    manifest.deploy.keep_versions = number;
                    if number.is_none() {
                        self.wrong_type(&entry, "a number of versions, 1 at least");
                    }
                }
                _ => self.wrong_type(&entry, "a number of versions, 1 at least"),
            }
        }
    }

    fn build(&mut self, section: &Entry<'_>, manifest: &mut Manifest) {
        let Some(table) = self.table(section) else { return };
        for entry in self.entries("build.", table, BUILD_KEYS) {
            let Some(text) = self.string(&entry) else { continue };
            if entry.key == "out" {
                manifest.out = self.out_folder(text);
            } else {
                manifest.format = Format::parse(&text.value);
                if manifest.format.is_none() {
                    self.diagnostics.push(errors::bad_format(text.at, &text.value));
                }
            }
        }
    }

    /// A build that writes outside the project, or over its sources, would surprise.
    fn out_folder(&mut self, text: Placed<String>) -> Option<Placed<String>> {
        let parts = || text.value.split(['/', '\\']);
        let leaves = text.value.starts_with(['/', '\\'])
            || text.value.contains(':')
            || parts().any(|part| part == "..");
        let is_project = parts().all(|part| part.is_empty() || part == ".");
        if leaves || is_project {
            self.diagnostics.push(errors::bad_out(text.at, &text.value));
            return None;
        }
        Some(text)
    }

    fn environments(&mut self, section: &Entry<'_>) -> Vec<Environment> {
        let Some(table) = self.table(section) else { return Vec::new() };
        let named = self.any_entries("env.", table);
        named.iter().filter_map(|entry| self.environment(entry)).collect()
    }

    fn environment(&mut self, section: &Entry<'_>) -> Option<Environment> {
        let table = self.table(section)?;
        let mut environment = Environment {
            name: section.key.into(),
            at: section.key_at,
            profile: None,
            role: None,
            bucket: None,
            accounts: Vec::new(),
            regions: Vec::new(),
            inputs: Vec::new(),
        };
        for entry in self.entries(&format!("{}.", section.name), table, ENVIRONMENT_KEYS) {
            match entry.key {
                "profile" => environment.profile = self.string(&entry).map(|text| text.value),
                "role" => environment.role = self.role(&entry),
                "bucket" => environment.bucket = self.string(&entry).map(|text| text.value),
                "accounts" => environment.accounts = self.accounts(&entry),
                "regions" => environment.regions = self.strings(&entry),
                _ => environment.inputs = self.inputs(&entry),
            }
        }
        Some(environment)
    }

    fn role(&mut self, entry: &Entry<'_>) -> Option<Placed<String>> {
        let role = self.string(entry)?;
        if !is_role(&role.value) {
            self.diagnostics.push(errors::bad_role(role.at, &role.value));
            return None;
        }
        Some(role)
    }

    fn accounts(&mut self, entry: &Entry<'_>) -> Vec<Placed<String>> {
        let mut accounts = self.strings(entry);
        accounts.retain(|account| {
            let is_id = is_account(&account.value);
            if !is_id {
                self.diagnostics.push(errors::bad_account(account.at, &account.value));
            }
            is_id
        });
        accounts
    }

    fn inputs(&mut self, section: &Entry<'_>) -> Vec<(Name, Placed<String>)> {
        let Some(table) = self.table(section) else { return Vec::new() };
        let given = self.any_entries("", table);
        given
            .iter()
            .map(|entry| {
                let value = Placed { value: input_text(entry.value), at: entry.at };
                (entry.key.into(), value)
            })
            .collect()
    }

    fn lint(&mut self, section: &Entry<'_>) -> LintSection {
        let mut lint = LintSection::default();
        let Some(table) = self.table(section) else { return lint };
        for entry in self.entries("lint.", table, LINT_KEYS) {
            match entry.key {
                "baseline" => lint.baseline = self.string(&entry),
                "profile" => lint.profile = self.string(&entry),
                _ => lint.rules = self.lint_rules(&entry),
            }
        }
        lint
    }

    fn lint_rules(&mut self, section: &Entry<'_>) -> Vec<(Placed<String>, Placed<String>)> {
        let Some(table) = self.table(section) else { return Vec::new() };
        let named = self.any_entries("lint.rules.", table);
        let rule = |entry: &Entry<'_>| {
            let name = Placed { value: entry.key.to_owned(), at: entry.key_at };
            Some((name, self.string(entry)?))
        };
        named.iter().filter_map(rule).collect()
    }

    fn dependencies(&mut self, section: &Entry<'_>) -> Vec<Dependency> {
        let Some(table) = self.table(section) else { return Vec::new() };
        let named = self.any_entries("dependencies.", table);
        named.iter().filter_map(|entry| self.dependency(entry)).collect()
    }

    fn dependency(&mut self, section: &Entry<'_>) -> Option<Dependency> {
        if !is_word(section.key) || section.key == "std" {
            self.diagnostics.push(errors::bad_dependency_name(section.key_at, section.key));
            return None;
        }
        let table = self.table(section)?;
        let before = self.diagnostics.len();
        let entries = self.entries(&format!("{}.", section.name), table, DEPENDENCY_KEYS);
        let Some(entry) = entries.first() else {
            // A key that stands in the place of `path` was reported.
            if self.diagnostics.len() > before {
                return None;
            }
            self.diagnostics.push(errors::missing_key(section.key_at, &section.name, "path"));
            return None;
        };
        let path = self.string(entry)?;
        Some(Dependency { name: section.key.into(), at: section.key_at, path })
    }

    /// The entries of a table in source order; those with an unknown key are reported.
    fn entries<'a>(
        &mut self,
        before: &str,
        table: &'a DeTable<'a>,
        known: &[&str],
    ) -> Vec<Entry<'a>> {
        let mut entries = self.any_entries(before, table);
        entries.retain(|entry| {
            let is_known = known.contains(&entry.key);
            if !is_known {
                self.diagnostics.push(errors::unknown_key(entry.key_at, entry.key, known));
            }
            is_known
        });
        entries
    }

    fn any_entries<'a>(&self, before: &str, table: &'a DeTable<'a>) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                key_at: self.at(key),
                name: format!("{before}{}", key.get_ref()),
                value: value.get_ref(),
                at: self.at(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_at);
        entries
    }

    fn table<'a>(&mut self, entry: &Entry<'a>) -> Option<&'a DeTable<'a>> {
        let table = entry.value.as_table();
        if table.is_none() {
            self.wrong_type(entry, "a table");
        }
        table
    }

    fn string(&mut self, entry: &Entry<'_>) -> Option<Placed<String>> {
        let text = entry.value.as_str();
        if text.is_none() {
            self.wrong_type(entry, "a string");
        }
        Some(Placed { value: text?.to_owned(), at: entry.at })
    }

    fn strings(&mut self, entry: &Entry<'_>) -> Vec<Placed<String>> {
        let Some(list) = entry.value.as_array() else {
            self.wrong_type(entry, "a list of strings");
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in list.iter() {
            let at = self.at(item);
            match item.get_ref().as_str() {
                Some(text) => strings.push(Placed { value: text.to_owned(), at }),
                None => {
                    let found = type_name(item.get_ref());
                    let of = format!("an item of `{}`", entry.name);
                    self.diagnostics.push(errors::wrong_type(at, &of, "a string", found));
                }
            }
        }
        strings
    }

    fn wrong_type(&mut self, entry: &Entry<'_>, wanted: &str) {
        let (found, of) = (type_name(entry.value), format!("`{}`", entry.name));
        self.diagnostics.push(errors::wrong_type(entry.at, &of, wanted, found));
    }

    fn at<T>(&self, part: &Spanned<T>) -> FileSpan {
        to_span(part.span()).in_file(self.file)
    }
}

pub(super) fn to_span(range: Range<usize>) -> Span {
    let offset = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Span::new(offset(range.start), offset(range.end))
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// An input's value as `--input` would give it.
fn input_text(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        other => json(other).to_string(),
    }
}

fn json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).map_or(serde_json::Value::Null, Into::into)
        }
        DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().ok().into(),
        DeValue::Boolean(it) => (*it).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
            .collect(),
    }
}
