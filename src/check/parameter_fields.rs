//! `with { … }` behind a parameter: its definition in the service's own words. `description "…"`:
//! text that no comment can hold.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::hir::{Bounds, Field, RecordType, Ty, Value};
use crate::ssm::ParameterType;
use crate::syntax::ast::{Clause, ClauseKind, Expr, ExprKind, RecordKey};
use crate::text::Name;

use super::Checker;

/// Makes the type that a field takes.
type MakeType = fn() -> Ty;

/// The fields of a definition that are said by the parameter's type, sorted, and what they take.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html>
const FIELDS: [(&str, MakeType); 10] = [
    ("allowedPattern", Ty::string),
    ("allowedValues", || Ty::list(Ty::Json)),
    ("default", || Ty::Json),
    ("displayType", || one_of(&["textfield", "textarea"])),
    ("interpolationType", || one_of(&["ENV_VAR"])),
    ("maxChars", count),
    ("maxItems", count),
    ("minChars", count),
    ("minItems", count),
    ("type", || one_of(&ParameterType::ALL.map(ParameterType::as_str))),
];

fn one_of(texts: &[&str]) -> Ty {
    Ty::Enum(texts.iter().map(|text| Value::string(*text)).collect())
}

fn count() -> Ty {
    Ty::Int(Bounds { low: Some(0), high: Some(i64::from(u32::MAX)) })
}

impl Checker<'_> {
    /// What `with` says of a parameter called `name`.
    pub(super) fn parameter_fields(
        &mut self,
        name: &str,
        clauses: &[Clause],
    ) -> IndexMap<Name, Value> {
        let Some(written) = with_clause(clauses) else { return IndexMap::new() };
        let field = |(name, ty): &(&str, MakeType)| Field {
            name: Name::new(name),
            ty: ty().optional(),
            optional: true,
        };
        let wanted = Ty::Record(Arc::new(RecordType::new(FIELDS.iter().map(field).collect())));
        let place = format!("the definition of `{name}`");
        match self.build_value(written, &wanted, &place) {
            Some((Value::Record(fields), _)) => fields,
            _ => IndexMap::new(),
        }
    }

    /// The text of `description "…"`, if it stands among the clauses.
    pub(super) fn description_clause(&mut self, clauses: &[Clause]) -> Option<String> {
        let written = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Description(value) => Some(value),
            _ => None,
        })?;
        self.described(written)
    }

    /// A text that people read.
    pub(crate) fn described(&mut self, written: &Expr) -> Option<String> {
        let (value, _) = self.build_value(written, &Ty::string(), "`description`")?;
        value.as_str().map(str::to_owned)
    }
}

/// Whether `with` gives a default; nothing where it says nothing of it.
pub(super) fn says_default(clauses: &[Clause]) -> Option<bool> {
    let ExprKind::Record(entries) = &with_clause(clauses)?.kind else { return None };
    entries.iter().find_map(|entry| match &entry.key {
        RecordKey::Name { text, .. } if text == "default" => {
            Some(!matches!(entry.value.kind, ExprKind::Null))
        }
        _ => None,
    })
}

fn with_clause(clauses: &[Clause]) -> Option<&Expr> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::With(value) => Some(value),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::FIELDS;

    #[test]
    fn the_table_is_sorted() {
        assert!(FIELDS.is_sorted_by_key(|row| row.0));
    }
}
