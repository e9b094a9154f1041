//! `plugin.NAME(…)`: which plugins there are, what they take, and who may run them.

use crate::check::constraint::problem_of;
use crate::check::table_type::type_of;
use crate::diagnostic::Code;
use crate::hir::{Expr, ExprKind, ListPart, Stage, TaskKind, Ty, Value};
use crate::ssm::tables::{self, InputSpec, PluginSpec, ValueType};
use crate::syntax::ast::{self, CallExpr, Ident};
use crate::text::{FileSpan, Name, nearest};

use super::clause::Takes;
use super::errors;
use super::state::{CommandCheck, Purpose};
use super::task::Site;

/// The schema version of the documents that are made.
const SCHEMA_VERSION: &str = "2.2";

/// Inputs whose text is run as code.
const CODE_INPUTS: [(&str, &str); 3] = [
    ("aws:psModule", "runCommand"),
    ("aws:runPowerShellScript", "runCommand"),
    ("aws:runShellScript", "runCommand"),
];

/// An input that a task has been given.
pub(super) struct Given {
    pub(super) name: Name,
    pub(super) at: FileSpan,
    pub(super) value: Expr,
    /// Of a record that is written in place: each member's name with its place.
    pub(super) members: Vec<(Name, FileSpan)>,
}

/// The input with this name.
pub(super) fn find<'g>(given: &'g [Given], name: &str) -> Option<&'g Given> {
    given.iter().find(|known| known.name == name)
}

impl CommandCheck<'_, '_> {
    pub(super) fn plugin(&mut self, site: Site<'_>, name: &Ident, call: &CallExpr) {
        let name_at = self.cx.at(name.span);
        let Some(spec) = tables::plugin(&name.text) else {
            self.cx.report(errors::unknown_plugin(name_at, &name.text));
            call.arguments.iter().for_each(|argument| {
                self.cx.expression(&argument.value);
            });
            return self.result_of_error(site);
        };
        let can_stand = self.check_plugin(spec, name_at);
        if !can_stand {
            // What it would take no longer matters.
            for argument in &call.arguments {
                self.cx.expression(&argument.value);
            }
            return self.result_of_error(site);
        }
        let takes = Takes::Plugin {
            timeout: spec.input("timeoutSeconds").is_some(),
            directory: spec.input("workingDirectory").is_some(),
        };
        let mut clauses = self.clauses(site, takes);
        let mut given = self.inputs(spec, call);
        if let Some(directory) = clauses.directory.take() {
            let name = Name::new_static("workingDirectory");
            let given_at = directory.at;
            self.give(
                &mut given,
                Given { name, at: given_at, value: directory, members: Vec::new() },
            );
        }
        if let (Some((_, at)), Some(first)) = (clauses.timeout, find(&given, "timeoutSeconds")) {
            self.cx.report(errors::input_twice(at, "timeoutSeconds", first.at));
        }
        let all_named = call.arguments.iter().all(|it| it.name.is_some() && !it.spread);
        if all_named {
            self.check_missing(spec, (&given, &clauses.with), name_at);
        }
        self.check_source_info(spec, &given);
        self.check_rules(spec, &given, name_at);
        self.check_document(spec, &given, call);
        let inputs = in_table_order(spec, given);
        self.push(site, TaskKind::Plugin { plugin: spec.name, inputs }, spec.short_name(), clauses);
    }

    /// Who may run the plugin, and where. Gives whether it can stand in such a document at all.
    fn check_plugin(&mut self, spec: &PluginSpec, at: FileSpan) -> bool {
        let name = spec.short_name();
        if !spec.schema_versions.contains(&SCHEMA_VERSION) {
            self.cx.report(errors::withdrawn_plugin(at, name));
            return false;
        }
        if spec.name == "aws:updateAgent" {
            self.cx.report(errors::outdated_plugin(at, name));
        }
        if spec.name == "aws:softwareInventory"
            && !matches!(self.purpose, Purpose::Play | Purpose::Policy)
        {
            self.cx.report(errors::association_only(at, name));
        }
        if let Some((platforms, declared)) = &self.platforms {
            let runs = |known: &tables::Platform| {
                platforms.iter().any(|platform| platform.as_str() == known.as_str())
            };
            if !platforms.is_empty() && !spec.platforms.iter().any(runs) {
                let known: Vec<&str> = spec.platforms.iter().map(|it| it.as_str()).collect();
                let found = errors::plugin_never_runs(at, (name, &known), *declared);
                self.cx.report(found);
            }
        }
        true
    }

    fn inputs(&mut self, spec: &PluginSpec, call: &CallExpr) -> Vec<Given> {
        let mut given = Vec::new();
        let mut misspelt: Vec<Given> = Vec::new();
        let word = format!("plugin.{}", spec.short_name());
        for argument in &call.arguments {
            let Some(name) = argument.name.as_ref().filter(|_| !argument.spread) else {
                let at = self.cx.at(argument.span);
                self.cx.report(errors::unnamed_input(at, &word));
                continue;
            };
            let at = self.cx.at(name.span);
            let Some(input) = spec.input(&name.text) else {
                let known: Vec<&str> =
                    spec.inputs.iter().filter(|it| !it.shared).map(|it| it.name).collect();
                self.cx.report(errors::unknown_input(at, (&name.text, &word), &known));
                let value = self.cx.expression(&argument.value);
                // A misspelt name is one mistake: what it means is there.
                if let Some(near) = nearest(&name.text, known.iter().copied()) {
                    misspelt.push(Given { name: near.into(), at, value, members: Vec::new() });
                }
                continue;
            };
            if input.shared {
                self.cx.report(errors::control_input(at, &name.text));
                continue;
            }
            let place = format!("`{}` of `{word}`", name.text);
            let before = self.cx.diagnostics.len();
            let value = match self.document_path(spec, input, &argument.value) {
                Some(path) => path,
                None => self.cx.expression_of(&argument.value, &wanted_type(input), &place),
            };
            // A default behind `??` would have to be computed, which no plugin's input can.
            let absent = self.cx.diagnostics.iter_mut().skip(before);
            for found in absent.filter(|found| found.code == Code(313)) {
                found.help = Some("take a parameter that has a default instead of `?`".to_owned());
            }
            let members = self.member_places(&argument.value);
            let one = Given { name: name.text.clone(), at, value, members };
            self.check_value(spec, input, &one, &place);
            self.give(&mut given, one);
        }
        misspelt.retain(|one| find(&given, &one.name).is_none());
        given.extend(misspelt);
        given
    }

    fn give(&mut self, given: &mut Vec<Given>, one: Given) {
        match find(given, &one.name) {
            Some(first) => {
                let found = errors::input_twice(one.at, &one.name, first.at);
                self.cx.report(found);
            }
            None => given.push(one),
        }
    }

    fn member_places(&self, written: &ast::Expr) -> Vec<(Name, FileSpan)> {
        let ast::ExprKind::Record(entries) = &written.kind else { return Vec::new() };
        let place = |entry: &ast::RecordEntry| match &entry.key {
            ast::RecordKey::Name { text, span } => Some((text.clone(), self.cx.at(*span))),
            ast::RecordKey::Spread(_) => None,
        };
        entries.iter().filter_map(place).collect()
    }

    fn check_value(&mut self, spec: &PluginSpec, input: &InputSpec, given: &Given, place: &str) {
        let value = &given.value;
        if let Some((at, problem)) = problem_of(input, value) {
            self.cx.report(match input.name {
                "timeoutSeconds" => errors::unread_timeout(at, place, problem),
                _ => errors::bad_input(at, place, problem),
            });
        }
        if CODE_INPUTS.contains(&(spec.name, input.name)) {
            self.check_code(value, place);
        }
        if let Some(prefix) = input.key_prefix {
            for (key, at) in keys_of(given) {
                if !key.starts_with(prefix) {
                    self.cx.report(errors::bad_key(at, (&key, place), prefix));
                }
            }
        }
    }

    /// A run-stage value in a script's text would be code.
    fn check_code(&mut self, value: &Expr, place: &str) {
        match &value.kind {
            ExprKind::List(parts) => {
                for part in parts {
                    let (ListPart::Item(item) | ListPart::Spread(item)) = part;
                    self.check_code(item, place);
                }
            }
            _ if value.stage > Stage::Build && !value.is_error() => {
                self.cx.report(errors::value_as_code(value.at, place));
            }
            _ => {}
        }
    }

    fn check_missing(
        &mut self,
        spec: &PluginSpec,
        (given, with): (&[Given], &[(Name, Value)]),
        at: FileSpan,
    ) {
        let is_given =
            |name: &str| find(given, name).is_some() || with.iter().any(|(it, _)| it == name);
        let is_missing = |input: &&InputSpec| {
            let required = input.agent_required.unwrap_or(input.required);
            required && input.default.is_none() && !is_given(input.name)
        };
        let missing: Vec<&str> = spec.inputs.iter().filter(is_missing).map(|it| it.name).collect();
        if !missing.is_empty() {
            self.cx.report(errors::missing_inputs(at, spec.short_name(), &missing));
        }
    }

    /// Rules of single plugins that their tables cannot say.
    fn check_rules(&mut self, spec: &PluginSpec, given: &[Given], at: FileSpan) {
        let text = |name: &str| find(given, name)?.value.as_const()?.as_str();
        if spec.name == "aws:runDockerAction"
            && let Some(action) = text("action")
        {
            let needs = docker_needs(action).iter().copied();
            let missing: Vec<&str> = needs.filter(|name| find(given, name).is_none()).collect();
            if !missing.is_empty() {
                self.cx.report(errors::missing_inputs(at, spec.short_name(), &missing));
            }
        }
        if spec.name == "aws:runDocument" && text("documentPath") == Some("AWS-UpdateSSMAgent") {
            self.cx.report(errors::update_inside_document(at));
        }
    }
}

/// Source: the agent's own checks of `aws:runDockerAction`.
fn docker_needs(action: &str) -> &'static [&'static str] {
    match action {
        "Create" | "Run" | "Pull" | "Rmi" => &["image"],
        "Start" | "Rm" | "Stop" | "Logs" => &["container"],
        "Exec" => &["container", "cmd"],
        _ => &[],
    }
}

fn in_table_order(spec: &PluginSpec, mut given: Vec<Given>) -> Vec<(Name, Expr)> {
    given.sort_by_key(|one| spec.inputs.iter().position(|input| one.name == input.name));
    given.into_iter().map(|one| (one.name, one.value)).collect()
}

/// Keys of a record, each with its place where it is written in place.
fn keys_of(given: &Given) -> Vec<(Name, FileSpan)> {
    match (&given.value.kind, given.members.as_slice()) {
        (ExprKind::Const(Value::Record(members)), []) => {
            members.keys().map(|name| (name.clone(), given.value.at)).collect()
        }
        (_, members) => members.to_vec(),
    }
}

/// The type that an input wants. Numbers and flags travel as texts where the agent takes either,
/// so that a command's own `Int` and `Bool` parameters may stand there.
pub(super) fn wanted_type(input: &InputSpec) -> Ty {
    match input.types {
        [ValueType::StringMap] | [ValueType::Map] => Ty::map(Ty::Json),
        [one] => type_of(*one),
        [ValueType::StringMap | ValueType::Map, ..] => Ty::Json,
        several => Ty::Union(several.iter().map(|one| type_of(*one)).collect()),
    }
}
