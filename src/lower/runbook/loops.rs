//! `for` and `repeat` as `aws:loop`.

use crate::hir::{Expr, ExprKind, ListPart, LoopId, Op, ServiceLoop, Statement, StatementKind, Ty};
use crate::ssm::DataType;
use crate::text::Name;

use super::branches::branch_step;
use super::computation::{Computation, script_step};
use super::condition::{Condition, choices, is_true, loop_condition};
use super::flow::{FlatStep, Item, Sequence, Target};
use super::input::Input;
use super::lowering::{Extraction, Flow, Follows, LoopHead, LoopInfo, Looping, Lowering};
use super::python::{self, Code, Helper};
use super::types::data_type;

impl<'a> Lowering<'a> {
    pub(super) fn for_each(&mut self, statement: &'a Statement, flow: &Flow, out: &mut Sequence) {
        let StatementKind::ForEach { id, variable, list, body } = &statement.kind else { return };
        let at = statement.at;
        let name = self.begin(statement, out);
        let item = item_type(&list.ty);
        let mut computation = self.computation(&name);
        let iterators = self.iterators(list, &item, &mut computation);
        let looping = Looping { break_to: self.label(), continue_to: self.label() };
        // What the loop says of failures holds for all that it runs.
        let covered = self.flow_of_script(&statement.clauses, flow, looping.break_to);
        self.compute(computation, &covered, at, out);
        self.enter(*id, (&name, variable), &item);
        let inner = self.inside(&name, looping, &covered);
        let mut steps = Sequence::new();
        self.block(body, &inner, &mut steps);
        steps.push(Item::Label(looping.continue_to));
        if let Some(step) = self.extraction_step(*id, &inner, list.at) {
            steps.insert(0, step.into_item());
        }
        let data_type = if is_scalar(&item) { data_type(&item) } else { DataType::String };
        let step = FlatStep::new(name, "aws:loop", at)
            .with_input("Iterators", iterators)
            .with_input("IteratorDataType", Input::json(data_type.as_str(), at));
        self.push_loop(step, steps, (statement, flow), out);
        out.push(Item::Label(looping.break_to));
    }

    fn enter(&mut self, id: LoopId, (name, variable): (&str, &Name), item: &Ty) {
        let extraction = (!is_scalar(item)).then(|| Extraction {
            step: self.names.generated(&format!("item_{variable}")),
            read: Vec::new(),
        });
        let info = LoopInfo { name: name.to_owned(), variable: variable.clone(), extraction };
        self.loops.insert(id, info);
    }

    fn push_loop(
        &mut self,
        step: FlatStep,
        steps: Sequence,
        (statement, flow): (&Statement, &Flow),
        out: &mut Sequence,
    ) {
        let step = self.guarded(step, flow);
        let mut step = self.with_clauses(step, &statement.clauses);
        step.description.clone_from(&statement.description);
        step.body = Some(steps);
        out.push(step.into_item());
    }

    /// The same inside a loop.
    fn inside(&mut self, name: &str, looping: Looping, flow: &Flow) -> Flow {
        let follows = Follows::Something;
        let flow = Flow { looping: Some(looping), follows, next: None, ..flow.clone() };
        let head = LoopHead { name: name.to_owned(), flow: flow.clone() };
        self.heads.insert(looping.break_to, head);
        flow
    }

    /// The list of a loop. SSM drops what comes after the hundredth item, so a list that may be
    /// longer goes through a script that fails then. Parameters and variables have at most 50
    /// items, what a script returns at most 100.
    fn iterators(&mut self, list: &Expr, item: &Ty, computation: &mut Computation) -> Input {
        if is_scalar(item) && self.is_short(list) {
            return self.value(list, computation, "Items");
        }
        let items = self.code(list, computation);
        let items = if is_scalar(item) {
            items
        } else {
            computation.import("json");
            Code::atom(format!("[json.dumps(item) for item in {}]", items.text()))
        };
        computation.helper(Helper::AtMost100);
        let checked = Code::atom(format!("at_most_100({})", items.text()));
        let reference = computation.result("Items", &checked, DataType::StringList);
        Input::reference(reference, list.at)
    }

    fn is_short(&self, list: &Expr) -> bool {
        match &list.kind {
            ExprKind::Const(_) | ExprKind::Parameter(_) | ExprKind::Variable(_) => true,
            ExprKind::List(parts) => {
                parts.len() <= 100 && parts.iter().all(|part| matches!(part, ListPart::Item(_)))
            }
            ExprKind::Output { step, path } => {
                let is_script =
                    self.steps.get(step).is_some_and(|info| info.action == "aws:executeScript");
                is_script && !path.iter().any(super::types::is_projection)
            }
            ExprKind::Unchecked(inner) => self.is_short(inner),
            _ => false,
        }
    }

    pub(super) fn repeat(&mut self, statement: &'a Statement, flow: &Flow, out: &mut Sequence) {
        let StatementKind::Repeat { id, body, until, max } = &statement.kind else { return };
        let at = statement.at;
        let name = self.begin(statement, out);
        self.enter(*id, (&name, &Name::new("pass")), &Ty::int());
        let looping = Looping { break_to: self.label(), continue_to: self.label() };
        let covered = self.flow_of_script(&statement.clauses, flow, looping.break_to);
        let inner = self.inside(&name, looping, &covered);
        let mut steps = Sequence::new();
        self.block(body, &inner, &mut steps);
        steps.push(Item::Label(looping.continue_to));
        let again = self.leave_when(&name, until, looping, (&inner, &mut steps));
        let step = FlatStep::new(name.clone(), "aws:loop", at)
            .with_input("LoopCondition", again)
            .with_input("MaxIterations", Input::json(*max, at));
        self.push_loop(step, steps, (statement, flow), out);
        // SSM ends a loop silently at its limit; the condition leaves the loop from inside.
        let limit = self.names.generated(&format!("{name}_limit"));
        let arguments = vec![
            ("loop".to_owned(), Input::json(name, at)),
            ("max".to_owned(), Input::json(*max, at)),
        ];
        let step = self.guarded(script_step(limit, python::LOOP_LIMIT, arguments, at), &covered);
        self.push_failing(step, &covered, out);
        out.push(Item::Label(looping.break_to));
    }

    /// `action.loop`: what the source says, and nothing else.
    pub(super) fn service_loop(
        &mut self,
        statement: &'a Statement,
        service_loop: &'a ServiceLoop,
        flow: &Flow,
        out: &mut Sequence,
    ) {
        let at = statement.at;
        let name = self.begin(statement, out);
        self.own_result(Some(&service_loop.own), (&name, "aws:loop"), flow);
        let mut computation = self.computation(&name);
        let mut step = FlatStep::new(name.clone(), "aws:loop", at);
        for (input, value) in &service_loop.inputs {
            let value = self.value(value, &mut computation, input);
            step = step.with_input(input, value);
        }
        self.compute(computation, flow, at, out);
        let looping = Looping { break_to: self.label(), continue_to: self.label() };
        let inner = self.inside(&name, looping, flow);
        let mut steps = Sequence::new();
        self.block(&service_loop.body, &inner, &mut steps);
        steps.push(Item::Label(looping.continue_to));
        if let Some(condition) = &service_loop.again {
            let again = self.again_while(&name, condition, (&inner, &mut steps));
            let last = step.inputs.iter().position(|(input, _)| input == "MaxIterations");
            let place = last.unwrap_or(step.inputs.len());
            step.inputs.insert(place, ("LoopCondition".to_owned(), again));
        }
        self.push_loop(step, steps, (statement, flow), out);
        out.push(Item::Label(looping.break_to));
    }

    /// The condition of a loop as written; what SSM cannot compare is computed at the end of the
    /// body.
    fn again_while(
        &mut self,
        name: &str,
        condition: &Expr,
        (flow, steps): (&Flow, &mut Sequence),
    ) -> Input {
        let at = condition.at;
        let operands = vec![condition.clone()];
        let opposite = Expr::run(ExprKind::Op { op: Op::Not, operands }, Ty::Bool, at);
        let plain = self.plain_condition(&opposite);
        if let Some(again) = plain.and_then(|alternatives| loop_condition(&alternatives, at)) {
            return again;
        }
        let mut computation = self.computation(&format!("{name}_again"));
        let code = self.code(condition, &mut computation);
        let reference = computation.result("Condition", &code, DataType::Boolean);
        self.compute(computation, flow, at, steps);
        let test = Condition::Compare(is_true(Input::reference(reference, at)));
        let alternatives = test.negate().alternatives().unwrap_or_default();
        loop_condition(&alternatives, at).unwrap_or_else(|| Input::json(true, at))
    }

    /// The end of a pass: a branch that leaves the loop when the condition holds. Gives the
    /// condition under which the loop runs again.
    fn leave_when(
        &mut self,
        name: &str,
        until: &Expr,
        looping: Looping,
        (flow, steps): (&Flow, &mut Sequence),
    ) -> Input {
        let branch = self.names.generated(&format!("{name}_until"));
        let mut computation = self.computation(&branch);
        let plain = self.plain_condition(until).and_then(|alternatives| {
            Some((loop_condition(&alternatives, until.at)?, alternatives))
        });
        let (again, alternatives) = plain.unwrap_or_else(|| {
            let code = self.code(until, &mut computation);
            let reference = computation.result("Condition", &code, DataType::Boolean);
            let test = is_true(Input::reference(reference, until.at));
            let alternatives = vec![vec![test]];
            let again = loop_condition(&alternatives, until.at)
                .unwrap_or_else(|| Input::json(true, until.at));
            (again, alternatives)
        });
        self.compute(computation, flow, until.at, steps);
        let leave = choices(&alternatives, Target::Label(looping.break_to), until.at);
        let step = branch_step(branch, leave, Target::End, until.at);
        steps.push(self.guarded(step, flow).into_item());
        again
    }
}

fn item_type(list: &Ty) -> Ty {
    match list.required() {
        Ty::List { element, .. } => element.required().clone(),
        _ => Ty::Json,
    }
}

/// Whether SSM hands over such an item by itself.
fn is_scalar(item: &Ty) -> bool {
    match item {
        Ty::Json | Ty::Unknown | Ty::Union(_) | Ty::Float(_) => false,
        other => {
            matches!(data_type(other), DataType::String | DataType::Integer | DataType::Boolean)
        }
    }
}
