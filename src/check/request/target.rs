//! What each interface takes of targets.

use crate::check::Checker;
use crate::hir::{TargetSet, TargetTest, Ty, Value};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::errors;
use super::shape::is_tag_text;

/// Who reads the targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TargetApi {
    /// An association of a Command or Policy document.
    Association,
    /// An association of a runbook.
    RunbookAssociation,
    Window,
    /// StartAutomationExecution.
    Automation,
    /// SendCommand.
    Command,
    /// A command that EventBridge runs.
    EventRule,
}

impl TargetApi {
    /// What a message calls it, with its article.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Association | Self::RunbookAssociation => "an association",
            Self::Window => "a maintenance window",
            Self::Automation => "a rate-controlled runbook",
            Self::Command => "a command",
            Self::EventRule => "an event rule",
        }
    }

    /// How many targets one request takes.
    const fn limit(self) -> usize {
        match self {
            Self::Association | Self::RunbookAssociation | Self::Window | Self::Command => 5,
            // Source: "RunCommandParameters", API reference of EventBridge.
            Self::Automation | Self::EventRule => 1,
        }
    }

    const fn takes_parameter(self) -> bool {
        matches!(self, Self::RunbookAssociation | Self::Automation)
    }

    const fn takes_all(self) -> bool {
        !matches!(self, Self::Window | Self::Command | Self::EventRule)
    }

    /// Whether a tag may be asked for without its value.
    const fn takes_bare_tag(self) -> bool {
        matches!(self, Self::Window | Self::Automation)
    }
}

/// Values of one target. Source: "Target", API reference of Systems Manager.
const VALUES: usize = 50;

/// Source: the pattern of target keys, which hold `tag:` and the key of the tag.
const TAG_KEY_CHARACTERS: usize = 128;

/// Reads targets; `check_set` says whether an interface takes them.
pub(super) fn read_targets(
    cx: &mut Checker<'_>,
    expr: &ast::Expr,
    place: &str,
) -> Option<TargetSet> {
    match cx.build_value(expr, &Ty::Targets, place)? {
        (Value::Targets(targets), _) => Some(*targets),
        _ => None,
    }
}

/// Reports what `api` does not take of a set of targets.
pub(super) fn check_set(cx: &mut Checker<'_>, targets: &TargetSet, api: TargetApi) {
    let at = targets.at;
    if targets.tests.len() > api.limit() {
        let counts = (targets.tests.len(), api.limit());
        cx.report(errors::too_many_targets(at, api, counts));
    }
    for test in &targets.tests {
        check_test(cx, test, api);
    }
    check_repeated(cx, &targets.tests);
    if let Some((name, parameter_at)) = &targets.parameter
        && !api.takes_parameter()
    {
        cx.report(errors::no_target_parameter(*parameter_at, name, api));
    }
}

/// All tests must hold: two of one tag, or two lists of instances, are met by no node or say less
/// than one.
fn check_repeated(cx: &mut Checker<'_>, tests: &[TargetTest]) {
    for (index, test) in tests.iter().enumerate() {
        let before = tests.iter().take(index);
        match test {
            TargetTest::Tag { key, at, .. } => {
                let mut first = before.filter_map(|other| match other {
                    TargetTest::Tag { key: known, at, .. } if known == key => Some(*at),
                    _ => None,
                });
                if let Some(first) = first.next_back() {
                    let what = format!("the tag \"{key}\" is tested twice");
                    cx.report(errors::tested_twice(*at, first, what));
                }
            }
            TargetTest::Instances { at, .. } => {
                let mut first = before.filter_map(|other| match other {
                    TargetTest::Instances { at, .. } => Some(*at),
                    _ => None,
                });
                if let Some(first) = first.next_back() {
                    let what = "the instances are named twice".to_owned();
                    cx.report(errors::tested_twice(*at, first, what));
                }
            }
            TargetTest::ResourceGroup { .. }
            | TargetTest::All { .. }
            | TargetTest::ParameterValues { .. } => {}
        }
    }
}

fn check_test(cx: &mut Checker<'_>, test: &TargetTest, api: TargetApi) {
    match test {
        TargetTest::Tag { key, values, at } => {
            check_count(cx, "values of one tag", values.len(), *at);
            let texts = std::iter::once(key).chain(values);
            let is_key = (1..=TAG_KEY_CHARACTERS).contains(&key.chars().count());
            if !is_key || !texts.clone().all(|it| is_tag_text(it)) {
                cx.report(errors::bad_target_tag(*at, key));
            }
            if values.is_empty() && !api.takes_bare_tag() {
                cx.report(errors::tag_without_value(*at, key, api.words()));
            }
        }
        TargetTest::Instances { ids, at } => {
            check_count(cx, "instances", ids.len(), *at);
            for id in ids.iter().filter(|id| !is_instance_id(id)) {
                cx.report(errors::bad_instance_id(*at, id));
            }
        }
        TargetTest::ResourceGroup { .. } => {}
        TargetTest::All { at } if !api.takes_all() => {
            cx.report(errors::all_not_taken(*at, api.words()));
        }
        TargetTest::All { .. } => {}
        TargetTest::ParameterValues { values, at } => {
            check_count(cx, "values", values.len(), *at);
            if !api.takes_parameter() {
                cx.report(errors::parameter_values_not_taken(*at, api.words()));
            }
        }
    }
}

fn check_count(cx: &mut Checker<'_>, what: &str, count: usize, at: FileSpan) {
    if count > VALUES {
        cx.report(errors::too_many_values(at, what, (count, VALUES)));
    }
}

/// `i-` and 8 or 17 digits, or `mi-` and 17: hexadecimal, in lower case.
fn is_instance_id(id: &str) -> bool {
    let digits = |text: &str, counts: &[usize]| {
        counts.contains(&text.len())
            && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z'))
    };
    match (id.strip_prefix("mi-"), id.strip_prefix("i-")) {
        (Some(managed), _) => digits(managed, &[17]),
        (None, Some(instance)) => digits(instance, &[8, 17]),
        (None, None) => false,
    }
}
