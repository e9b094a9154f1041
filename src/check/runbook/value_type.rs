//! From the types of the table of actions to the language's own.

use std::sync::Arc;

use crate::check::table_type::type_of;
use crate::hir::{Field, RecordType, Ty};
use crate::ssm::tables::{ActionSpec, OutputRoot, ValueType};

/// The type that an input wants. An input that takes several takes any value here; the service
/// looks at the variable that it is for.
pub(super) fn wanted_type(types: &[ValueType]) -> Ty {
    match types {
        [only] => type_of(*only),
        _ => Ty::Json,
    }
}

/// The type of the whole result of a step: a record of the outputs that need no declaration, or
/// a value of unknown shape where the action answers with one.
pub(super) fn result_type(spec: &ActionSpec) -> Ty {
    match spec.rules.output_root {
        OutputRoot::ApiResponse | OutputRoot::ScriptPayload | OutputRoot::FunctionResult => {
            Ty::Json
        }
        OutputRoot::None | OutputRoot::ImplicitOutputs => {
            Ty::Record(Arc::new(RecordType::new(output_fields(spec))))
        }
    }
}

/// The outputs that every step of an action has, in the order of the table.
pub(super) fn output_fields(spec: &ActionSpec) -> Vec<Field> {
    let field = |output: &crate::ssm::tables::OutputSpec| Field {
        name: output.name.into(),
        ty: type_of(output.value_type),
        optional: false,
    };
    spec.outputs.iter().map(field).collect()
}
