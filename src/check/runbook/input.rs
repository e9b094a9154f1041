//! Inputs of steps: which an action takes, with which types, and which go together.

use crate::check::constraint::problem_of;
use crate::hir::Expr;
use crate::ssm::tables::{ActionSpec, InputSpec};
use crate::syntax::ast::{Argument, ExprKind, RecordKey};
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::RunbookCheck;
use super::statement::Site;
use super::step::Draft;
use super::value_type::wanted_type;

/// The inputs that a step has been given, in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    given: Vec<Given>,
}

#[derive(Clone, Debug)]
struct Given {
    name: Name,
    /// Where the source says it: the argument's name, or the value where the statement implies it.
    at: FileSpan,
    value: Expr,
}

impl Inputs {
    /// Puts another value in the place of one that is given.
    pub(super) fn replace(&mut self, name: &str, value: Expr) {
        if let Some(given) = self.given.iter_mut().find(|given| given.name == name) {
            given.value = value;
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.given.iter().any(|given| given.name == name)
    }

    pub(super) fn value(&self, name: &str) -> Option<&Expr> {
        self.given.iter().find(|given| given.name == name).map(|given| &given.value)
    }

    fn place_of(&self, name: &str) -> Option<FileSpan> {
        self.given.iter().find(|given| given.name == name).map(|given| given.at)
    }

    /// In the order of the action's table; what the table does not know behind it, as given.
    pub(super) fn in_table_order(mut self, spec: &ActionSpec) -> Vec<(Name, Expr)> {
        let rank = |given: &Given| {
            let known = spec.inputs.iter().position(|input| given.name == input.name);
            known.unwrap_or(usize::MAX)
        };
        self.given.sort_by_key(rank);
        self.given.into_iter().map(|given| (given.name, given.value)).collect()
    }
}

impl RunbookCheck<'_> {
    /// Gives an input a value that the statement implies.
    pub(super) fn give(&mut self, draft: &mut Draft, name: &str, value: Expr) {
        let at = value.at;
        self.give_at(draft, (name.into(), at), value);
    }

    /// Gives an input a value; one given before stays, and the second is reported.
    pub(super) fn give_at(&mut self, draft: &mut Draft, (name, at): (Name, FileSpan), value: Expr) {
        if let Some(first) = draft.inputs.place_of(&name) {
            return self.cx.report(errors::duplicate_input(at, first, &name));
        }
        if let Some(input) = draft.spec.input(&name)
            && let Some((at, problem)) = problem_of(input, &value)
        {
            let place = format!("`{name}` of `{}`", draft.word);
            self.cx.report(errors::bad_input(at, &place, problem, input.allowed));
        }
        draft.inputs.given.push(Given { name, at, value });
    }

    /// The inputs between the parentheses of a call.
    pub(super) fn give_arguments(&mut self, draft: &mut Draft, arguments: &[Argument]) {
        let (which, rest): (Vec<&Argument>, Vec<&Argument>) =
            arguments.iter().partition(|it| draft.takes_members() && tells_api(it));
        self.give_each(draft, &which);
        if !which.is_empty() {
            self.written_api(draft);
        }
        self.give_each(draft, &rest);
    }

    fn give_each(&mut self, draft: &mut Draft, arguments: &[&Argument]) {
        for argument in arguments {
            let Some(name) = argument.name.as_ref().filter(|_| !argument.spread) else {
                let at = self.cx.at(argument.span);
                self.cx.report(errors::positional_input(at, &format!("`{}`", draft.word)));
                self.cx.expression(&argument.value);
                draft.has_unknown = true;
                continue;
            };
            let name_at = self.cx.at(name.span);
            self.give_written(draft, (&name.text, name_at), &argument.value);
        }
    }

    /// The inputs of `with { … }`.
    pub(super) fn give_with(&mut self, draft: &mut Draft, site: &Site<'_>) {
        let Some(with) = site.with_clause() else { return };
        let ExprKind::Record(entries) = &with.kind else {
            self.cx.expression_of(with, &crate::hir::Ty::map(crate::hir::Ty::Json), "`with`");
            return;
        };
        for entry in entries {
            match &entry.key {
                RecordKey::Name { text, span } => {
                    let name_at = self.cx.at(*span);
                    self.give_written(draft, (text, name_at), &entry.value);
                }
                RecordKey::Spread(span) => {
                    let at = self.cx.at(*span);
                    self.cx.report(errors::positional_input(at, "`with`"));
                }
            }
        }
    }

    fn give_written(
        &mut self,
        draft: &mut Draft,
        (name, name_at): (&Name, FileSpan),
        value: &crate::syntax::ast::Expr,
    ) {
        let place = format!("`{name}` of `{}`", draft.word);
        let wanted = match draft.spec.input(name) {
            Some(input) => wanted_type(input.types),
            None if draft.takes_members() => {
                let word = draft.api.word().unwrap_or_else(|| draft.word.clone());
                let member = self.api_member(&draft.api, &word, (name, name_at), value);
                match member {
                    Some((name, value)) => self.give_at(draft, (name, name_at), value),
                    None => draft.has_unknown = true,
                }
                return;
            }
            None => {
                let known: Vec<&str> = draft.spec.inputs.iter().map(|input| input.name).collect();
                self.cx.report(errors::unknown_input(name_at, (name, &draft.word), &known));
                self.read_refused(value);
                draft.has_unknown = true;
                return;
            }
        };
        let value = self.cx.expression_of(value, &wanted, &place);
        self.give_at(draft, (name.clone(), name_at), value);
    }

    /// Reports inputs that are missing, or that do not go together.
    pub(super) fn check_inputs(&mut self, draft: &Draft) {
        if draft.has_unknown {
            return;
        }
        let is_missing = |input: &&InputSpec| {
            let instead = input.required_unless.is_some_and(|other| draft.inputs.has(other));
            input.required && !instead && !draft.inputs.has(input.name)
        };
        let implied = draft.companion.is_some().then_some("DocumentName");
        let missing: Vec<&str> =
            draft.spec.inputs.iter().filter(is_missing).map(|it| it.name).collect();
        let missing = missing.into_iter().filter(|it| Some(*it) != implied);
        let missing: Vec<&str> =
            missing.chain(draft.api.missing(|name| draft.inputs.has(name))).collect();
        if !missing.is_empty() {
            let is_own = |name: &&str| draft.spec.input(name).is_some();
            let of_api = draft.api.word().filter(|_| !missing.iter().any(is_own));
            let word = of_api.unwrap_or_else(|| draft.word.clone());
            self.cx.report(errors::missing_inputs(draft.at, &word, &missing));
            return;
        }
        if let Some((rule, help)) = broken_group(draft) {
            self.cx.report(errors::input_groups(draft.at, (&draft.word, &rule), help));
        }
    }
}

/// Whether an argument says which API is called.
fn tells_api(argument: &Argument) -> bool {
    argument.name.as_ref().is_some_and(|name| matches!(name.text.as_str(), "Service" | "Api"))
}

/// The first rule about several inputs that a step breaks, and what to do.
fn broken_group(draft: &Draft) -> Option<(String, String)> {
    let rules = &draft.spec.rules;
    let given = |group: &[&'static str]| -> Vec<&'static str> {
        group.iter().copied().filter(|name| draft.inputs.has(name)).collect()
    };
    let list = super::list_of;
    for group in rules.exactly_one_of.iter().chain(rules.at_least_one_of) {
        if given(group).is_empty() {
            return Some((
                format!("needs one of {}", list(group)),
                format!("add one of {}", list(group)),
            ));
        }
    }
    for group in rules.exactly_one_of.iter().chain(rules.at_most_one_of) {
        let given = given(group);
        if given.len() > 1 {
            return Some((
                format!("takes only one of {}", list(&given)),
                format!("remove all but one of {}", list(&given)),
            ));
        }
    }
    for rule in rules.requires {
        let missing: Vec<&str> =
            rule.needs.iter().copied().filter(|name| !draft.inputs.has(name)).collect();
        if draft.inputs.has(rule.input) && !missing.is_empty() {
            let needs = list(&missing);
            return Some((
                format!("needs {needs} beside `{}`", rule.input),
                format!("add {needs}"),
            ));
        }
    }
    rules.conditional.iter().find_map(|rule| broken_condition(draft, rule))
}

fn broken_condition(
    draft: &Draft,
    rule: &crate::ssm::tables::ConditionalInputs,
) -> Option<(String, String)> {
    let value = draft.inputs.value(rule.input)?.as_const()?;
    let text = value.as_str().filter(|text| text.starts_with(rule.prefix))?;
    if let Some(name) = rule.needs.iter().find(|name| !draft.inputs.has(name)) {
        return Some((
            format!("needs `{name}` where `{}` is \"{text}\"", rule.input),
            format!("add `{name}`"),
        ));
    }
    let name = rule.forbids.iter().find(|name| draft.inputs.has(name))?;
    Some((
        format!("takes no `{name}` where `{}` is \"{text}\"", rule.input),
        format!("remove `{name}`"),
    ))
}
