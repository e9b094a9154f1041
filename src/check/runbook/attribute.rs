//! Attributes of a runbook: whom it assumes, and what its request to create says.

use indexmap::IndexMap;

use crate::hir::{AwsType, Bounds, Expr, Ty, Value};
use crate::syntax::ast::{Attribute, Member, MemberKind};
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::RunbookCheck;

/// Makes the type that an attribute takes.
type MakeType = fn() -> Ty;

/// Attributes of the request with their types, sorted by name.
/// Source: "CreateDocument", API reference of Systems Manager.
const ATTRIBUTES: [(&str, MakeType); 7] = [
    ("attachments", || Ty::Json),
    ("display_name", || text(r"^[\w\.\-\:\/ ]*$", (0, 1024))),
    ("requires", || Ty::list(Ty::Json)),
    ("share_with", || Ty::list(text(r"^([0-9]{12}|all)$", (3, 12)))),
    ("tags", || Ty::map(Ty::string())),
    ("target_type", || text(r"^\/[\w\.\-\:\/]*$", (1, 200))),
    ("version_name", || text(r"^[a-zA-Z0-9_\-.]{1,128}$", (1, 128))),
];

fn text(pattern: &str, (low, high): (i64, i64)) -> Ty {
    Ty::String {
        pattern: Some(pattern.into()),
        length: Bounds { low: Some(low), high: Some(high) },
    }
}

/// Attributes of the request, in source order.
type Attributes = IndexMap<Name, (Value, FileSpan)>;

impl RunbookCheck<'_> {
    /// The attributes, and the role that the runbook assumes.
    pub(super) fn attributes(&mut self, members: &[Member]) -> (Attributes, Option<Expr>) {
        let mut attributes = Attributes::new();
        let mut seen: Vec<(Name, FileSpan)> = Vec::new();
        let mut assume_role = None;
        for member in members {
            let MemberKind::Attribute(attribute) = &member.kind else { continue };
            let at = self.cx.at(attribute.key.span);
            let key = &attribute.key.text;
            if let Some((_, first)) = seen.iter().find(|(known, _)| known == key) {
                self.cx.report(errors::duplicate_input(at, *first, key));
                continue;
            }
            seen.push((key.clone(), at));
            if key == "assume_role" {
                assume_role = Some(self.assume_role(attribute));
            } else if let Some((_, ty)) = ATTRIBUTES.iter().find(|(name, _)| name == key) {
                let place = format!("`{key}`");
                if let Some(value) = self.cx.build_value(&attribute.value, &ty(), &place) {
                    attributes.insert(key.clone(), value);
                }
            } else {
                let known = ATTRIBUTES.iter().map(|(name, _)| *name).chain(["assume_role"]);
                let known: Vec<&str> = known.collect();
                self.cx.report(errors::unknown_attribute(at, key, &known));
            }
        }
        (attributes, assume_role)
    }

    /// A role's ARN, or a parameter that holds one.
    fn assume_role(&mut self, attribute: &Attribute) -> Expr {
        let place = "`assume_role`";
        let role = self.cx.expression(&attribute.value);
        let wanted = match role.as_const() {
            Some(_) => Ty::aws(AwsType::RoleArn),
            None => Ty::string(),
        };
        self.cx.fit(role, &wanted, place)
    }
}
