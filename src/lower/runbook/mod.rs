//! Runbooks to Automation documents: control flow to steps, outputs inferred, scripts generated.

mod branches;
mod code;
mod compare;
mod computation;
mod condition;
mod derived;
mod document;
mod document_outputs;
mod errors;
mod flow;
mod input;
mod layout;
mod loops;
mod lowering;
mod named_outputs;
mod operators;
mod output_names;
mod outputs;
mod parameters;
mod protect;
mod python;
mod range_pattern;
mod reach;
mod selector;
mod statements;
mod targets;
mod types;
mod values;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::hir::names::blocks_of;
use crate::hir::{Block, Runbook, StatementKind, Step};
use crate::resolve::Format;
use crate::ssm::Origins;

use super::create_document::{create_document_request, share_request};
use super::{Content, Lowered, LoweredKind, command};
use document::{NamedOutput, Parts};
use flow::{AfterFailure, Item, Sequence, Target};
use layout::Layout;
use lowering::{Flow, Follows, Lowering};
use outputs::OutputUse;

/// Lowers a runbook, and the commands of its own that it runs, to documents and their requests.
pub(super) fn lower_runbook(runbook: &Runbook, format: Format) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let mut lowering = Lowering::new(runbook);
    let mut origins = Origins::new();
    let content = lower_document(&mut lowering, &mut origins);
    let mut diagnostics = lowering.diagnostics;
    let mut steps = Vec::new();
    collect_steps(&runbook.body, &mut steps);
    let mut lowered = vec![Lowered {
        kind: LoweredKind::AutomationDocument,
        name: runbook.header.emitted_name.clone(),
        path: format!("documents/{}", runbook.header.emitted_name),
        content: Content::Document(content),
        origins: origins.iter().map(|(pointer, at)| (pointer.to_owned(), at)).collect(),
        depends_on: documents_of(&steps),
        source: runbook.header.at,
    }];
    lowered.push(create_document_request(&runbook.header, "Automation", &runbook.attachments));
    lowered.extend(share_request(&runbook.header));
    for companion in steps.iter().filter_map(|step| step.companion.as_deref()) {
        let (more, found) = command::lower_command(companion, format);
        lowered.extend(more);
        diagnostics.extend(found);
    }
    (lowered, diagnostics)
}

fn lower_document(lowering: &mut Lowering<'_>, origins: &mut Origins) -> serde_json::Value {
    let runbook = lowering.runbook;
    let follows = if lowering.has_late_outputs() { Follows::Something } else { Follows::Nothing };
    let flow = Flow { follows, ..Flow::default() };
    let mut main = Sequence::new();
    let exit = lowering.label();
    lowering.exit = Some(exit);
    lowering.block(&runbook.body, &flow, &mut main);
    main.push(Item::Label(exit));
    lowering.check_named_outputs();
    let listed = lowering.document_outputs(&flow, &mut main);
    let mut hoisted = std::mem::take(&mut lowering.hoisted);
    if !hoisted.is_empty() {
        main.push(Item::Jump(Target::End));
        main.append(&mut hoisted);
    }
    lowering.place_reads();
    let mut after = std::mem::take(&mut lowering.after);
    main = insert_after(lowering, main, &mut after);
    let mut layout = Layout::new(main);
    let names = &mut lowering.names;
    let mut start = |owner: Option<&str>| match owner {
        Some(owner) => names.generated(&format!("{owner}_start")),
        None => names.generated("start"),
    };
    layout.begin_lists(&mut start, lowering.runbook.header.at);
    layout.add_landings(&mut |step| names.generated(&format!("{step}_end")));
    let actions = derived::actions(lowering);
    let referred = referred_outputs(&layout, &listed);
    let outputs = std::mem::take(&mut lowering.outputs);
    let outputs = outputs.finish(&referred, runbook, &actions);
    let names: BTreeMap<_, _> =
        lowering.steps.iter().map(|(id, info)| (*id, info.name.clone())).collect();
    let mut document = lowering.head(origins);
    let parts = Parts { layout: &layout, outputs: &outputs, names: &names, listed: &listed };
    document.main_steps = parts.steps(0, "/mainSteps", origins);
    document.outputs = parts.document_outputs(origins);
    document::to_json(&document)
}

/// Puts the steps of `after` behind the steps that they follow. Where such a step's failure is
/// passed over, they are passed over with it: what they read was not written.
fn insert_after(
    lowering: &mut Lowering<'_>,
    sequence: Sequence,
    after: &mut BTreeMap<String, Vec<flow::FlatStep>>,
) -> Sequence {
    let mut result = Sequence::new();
    for item in sequence {
        let Item::Step(mut step) = item else {
            result.push(item);
            continue;
        };
        step.body = step.body.take().map(|body| {
            let first = lowering.before.remove(&step.name).unwrap_or_default();
            let mut steps: Sequence = first.into_iter().map(flow::FlatStep::into_item).collect();
            steps.append(&mut insert_after(lowering, body, after));
            steps
        });
        let more = after.remove(&step.name).unwrap_or_default();
        if more.is_empty() {
            result.push(Item::Step(step));
            continue;
        }
        let behind = lowering.label();
        if step.on_failure == Some(AfterFailure::Continue) {
            step.on_failure = Some(AfterFailure::Jump(behind));
            step.critical = step.critical.or(Some(false));
        }
        result.push(Item::Step(step));
        result.extend(more.into_iter().map(flow::FlatStep::into_item));
        result.push(Item::Label(behind));
    }
    result
}

/// Every output that the steps and the document's outputs refer to.
fn referred_outputs(layout: &Layout, listed: &[NamedOutput]) -> BTreeSet<OutputUse> {
    let mut found = BTreeSet::new();
    for list in 0..layout.lists.len() {
        for (_, step) in layout.steps(list) {
            step.inputs.iter().for_each(|(_, value)| value.outputs(&mut found));
        }
    }
    for output in listed {
        if let input::Reference::Output(used) = &output.reference {
            found.insert(*used);
        }
    }
    found
}

fn collect_steps<'a>(block: &'a Block, steps: &mut Vec<&'a Step>) {
    for statement in &block.statements {
        if let StatementKind::Step(step) = &statement.kind {
            steps.push(step);
        }
        for inner in blocks_of(&statement.kind) {
            collect_steps(inner, steps);
        }
    }
}

/// Paths of the project's documents that the steps run.
fn documents_of(steps: &[&Step]) -> Vec<String> {
    let own = steps.iter().filter_map(|step| step.document.as_ref()).filter(|it| it.own);
    let own = own.map(|document| document.name.clone());
    let companions = steps.iter().filter_map(|step| step.companion.as_deref());
    let companions = companions.map(|command| command.header.emitted_name.clone());
    let names: BTreeSet<String> = own.chain(companions).collect();
    names.into_iter().map(|name| format!("documents/{name}")).collect()
}
