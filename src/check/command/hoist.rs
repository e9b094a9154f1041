//! Values of a runbook inside the tasks of a command: each becomes a parameter of the command.

use crate::hir::{
    Bounds, Expr, ExprKind, ListPart, Op, PathSegment, Stage, SystemValue, Task, TaskBlock,
    TaskKind, Ty,
};
use crate::text::Name;

/// Gathers values of the runbook, and puts parameters in their places.
#[derive(Default)]
pub(super) struct Hoist {
    /// The new parameters' names and the values that they stand for, in the order of first use.
    pub(super) arguments: Vec<(Name, Expr)>,
    /// Names that no new parameter may have.
    pub(super) taken: Vec<Name>,
}

impl Hoist {
    pub(super) fn task(&mut self, task: &mut Task) {
        let clauses = [&mut task.when, &mut task.run_as, &mut task.directory];
        clauses.into_iter().flatten().for_each(|expr| self.expr(expr));
        match &mut task.kind {
            TaskKind::Plugin { inputs, .. } => {
                inputs.iter_mut().for_each(|(_, value)| self.expr(value));
            }
            TaskKind::Script(script) => {
                script.arguments.iter_mut().for_each(|argument| self.expr(&mut argument.value));
                script.creates.iter_mut().for_each(|path| self.expr(path));
            }
            TaskKind::Module(call) => {
                call.arguments.iter_mut().for_each(|argument| self.expr(&mut argument.value));
            }
            TaskKind::Block(block) => {
                let TaskBlock { body, rescue, always } = &mut **block;
                let arms = [Some(body), rescue.as_mut(), always.as_mut()];
                arms.into_iter().flatten().flatten().for_each(|task| self.task(task));
            }
            TaskKind::FlushHandlers | TaskKind::Reboot => {}
        }
    }

    /// What a command can put together or test stays; everything else is the runbook's to know.
    fn expr(&mut self, expr: &mut Expr) {
        if expr.stage == Stage::Build {
            return;
        }
        match &mut expr.kind {
            ExprKind::Const(_)
            | ExprKind::Error
            | ExprKind::Fact(_)
            | ExprKind::TaskResult(_)
            | ExprKind::Secret(_) => {}
            ExprKind::Template(parts) => parts.iter_mut().for_each(|part| self.expr(part)),
            ExprKind::List(parts) if parts.iter().all(|it| matches!(it, ListPart::Item(_))) => {
                for part in parts {
                    if let ListPart::Item(item) = part {
                        self.expr(item);
                    }
                }
            }
            ExprKind::Record(members) => members.iter_mut().for_each(|(_, it)| self.expr(it)),
            ExprKind::Op { op, operands } if is_of_nodes(op) => {
                operands.iter_mut().for_each(|operand| self.expr(operand));
            }
            ExprKind::Parameter(_)
            | ExprKind::Variable(_)
            | ExprKind::System(_)
            | ExprKind::Output { .. }
            | ExprKind::LoopItem(_)
            | ExprKind::SsmParameter(_)
            | ExprKind::List(_)
            | ExprKind::Op { .. }
            | ExprKind::Else { .. }
            | ExprKind::Unchecked(_)
            | ExprKind::Failure(_)
            | ExprKind::Target(_)
            | ExprKind::Event(_)
            | ExprKind::Window(_) => self.replace(expr),
        }
    }

    fn replace(&mut self, expr: &mut Expr) {
        let same = |value: &Expr| value.kind == expr.kind && value.ty == expr.ty;
        let known = self.arguments.iter().find(|(_, value)| same(value));
        let name = match known {
            Some((name, _)) => name.clone(),
            None => {
                let name = self.free_name(&name_of(&expr.kind));
                self.arguments.push((name.clone(), expr.clone()));
                name
            }
        };
        expr.ty = Self::parameter_type(&expr.ty);
        expr.stage = Stage::Run;
        expr.kind = ExprKind::Parameter(name);
    }

    /// The type of a parameter for values of a type: what a command's parameter can be.
    pub(super) fn parameter_type(ty: &Ty) -> Ty {
        match ty {
            Ty::Bool | Ty::Int(_) | Ty::String { .. } | Ty::Enum(_) | Ty::Aws { .. } => ty.clone(),
            Ty::List { element, .. } => match &**element {
                Ty::Map(_) | Ty::Record(_) | Ty::Json => ty.clone(),
                element => Ty::List {
                    element: Box::new(Self::parameter_type(element)),
                    items: Bounds::OPEN,
                },
            },
            Ty::Map(_) => ty.clone(),
            Ty::Optional(inner) => Ty::Optional(Box::new(Self::parameter_type(inner))),
            _ => Ty::string(),
        }
    }

    fn free_name(&self, wanted: &str) -> Name {
        let is_taken = |name: &str| {
            let mut known = self.arguments.iter().map(|(known, _)| known).chain(&self.taken);
            known.any(|known| known == name)
        };
        let mut name = wanted.to_owned();
        let mut number = 2;
        while is_taken(&name) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        Name::new(name)
    }
}

/// Whether a command can do it, in a precondition or a script.
fn is_of_nodes(op: &Op) -> bool {
    match op {
        Op::Equal
        | Op::NotEqual
        | Op::Less
        | Op::LessOrEqual
        | Op::Greater
        | Op::GreaterOrEqual
        | Op::EqualsIgnoreCase
        | Op::StartsWith
        | Op::EndsWith
        | Op::Contains
        | Op::In
        | Op::And
        | Op::Or
        | Op::Not
        | Op::If
        | Op::As => true,
        // What a task did.
        Op::Member(name) => name == "changed" || name == "failed",
        Op::Add
        | Op::Subtract
        | Op::Multiply
        | Op::Divide
        | Op::Negate
        | Op::Index
        | Op::Function(_) => false,
    }
}

/// What a parameter for a value is called: letters and digits, as SSM takes them.
fn name_of(kind: &ExprKind) -> String {
    let wanted = match kind {
        ExprKind::Parameter(name) | ExprKind::Variable(name) => name.to_string(),
        ExprKind::Output { path, .. } => path
            .iter()
            .rev()
            .find_map(|segment| match segment {
                PathSegment::Named(name) | PathSegment::Member(name) => Some(name.to_string()),
                PathSegment::Index(_) | PathSegment::Each | PathSegment::Where { .. } => None,
            })
            .unwrap_or_default(),
        ExprKind::System(value) => match value {
            SystemValue::Date => "Date",
            SystemValue::DateTime => "DateTime",
            SystemValue::Region => "Region",
            SystemValue::AccountId => "AccountId",
            SystemValue::Partition => "Partition",
            SystemValue::ExecutionId => "ExecutionId",
        }
        .to_owned(),
        ExprKind::LoopItem(_) => "Item".to_owned(),
        ExprKind::Else { value, .. } => return name_of(&value.kind),
        ExprKind::Unchecked(inner) => return name_of(&inner.kind),
        _ => String::new(),
    };
    let name: String = wanted.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    if name.is_empty() { "Value".to_owned() } else { name }
}
