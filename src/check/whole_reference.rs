//! `raw("{{ … }}")` of one reference alone: the service gives it the type of what it names.

use crate::hir::{Expr, Ty, Value};
use crate::ssm::reference::Reference;

/// Whether a raw text is a reference that stands for a value of this type.
pub(super) fn is_reference_for(text: &str, wanted: &Ty) -> bool {
    takes_reference(wanted) && Reference::whole(text).is_some()
}

/// Whether such a reference stands where the build must know a value that is no text.
pub(super) fn is_reference_instead(checked: &Expr) -> bool {
    matches!(checked.as_const(), Some(Value::Raw(_))) && takes_reference(&checked.ty)
}

/// Whether a value of this type may be known to the run only, and then is no text.
fn takes_reference(wanted: &Ty) -> bool {
    match wanted {
        Ty::Bool
        | Ty::Int(_)
        | Ty::Float(_)
        | Ty::Enum(_)
        | Ty::Union(_)
        | Ty::List { .. }
        | Ty::Map(_)
        | Ty::Record(_) => true,
        Ty::Unknown
        | Ty::Null
        | Ty::String { .. }
        | Ty::Aws { .. }
        | Ty::Optional(_)
        | Ty::Duration
        | Ty::Percent
        | Ty::Schedule
        | Ty::Targets
        | Ty::Script
        | Ty::Json => false,
    }
}
