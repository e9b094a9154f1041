//! Attributes of a runbook: whom it assumes, and what its request to create says.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::check::document_header::{DocumentAttributes, attribute_type, attribute_words};
use crate::hir::{AwsType, Expr, ExprKind, Field, RecordType, Ty, Value};
use crate::syntax::ast::{Attribute, Member, MemberKind};
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::RunbookCheck;

impl RunbookCheck<'_> {
    /// The attributes, and the role that the runbook assumes.
    pub(super) fn attributes(&mut self, members: &[Member]) -> (DocumentAttributes, Option<Expr>) {
        let mut attributes = DocumentAttributes::new();
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
            } else if key == "files" {
                self.gathered.files = self.files(attribute);
            } else if let Some(wanted) = attribute_type(key) {
                let place = format!("`{key}`");
                if let Some(value) = self.cx.build_value(&attribute.value, &wanted, &place) {
                    attributes.insert(key.clone(), value);
                }
            } else {
                let known: Vec<&str> = attribute_words().chain(["assume_role", "files"]).collect();
                self.cx.report(errors::unknown_attribute(at, key, &known));
            }
        }
        (attributes, assume_role)
    }

    /// Checksums of files that the project does not have, as the document lists them.
    fn files(&mut self, attribute: &Attribute) -> IndexMap<Name, Value> {
        let field = |name: &str, ty: Ty, optional: bool| Field { name: name.into(), ty, optional };
        let fields =
            vec![field("checksums", Ty::map(Ty::string()), false), field("size", Ty::int(), true)];
        let wanted = Ty::map(Ty::Record(Arc::new(RecordType::new(fields))));
        match self.cx.build_value(&attribute.value, &wanted, "`files`") {
            Some((Value::Record(files), _)) => files,
            _ => IndexMap::new(),
        }
    }

    /// A role's ARN, or a parameter that holds one.
    fn assume_role(&mut self, attribute: &Attribute) -> Expr {
        let place = "`assume_role`";
        let role = self.cx.expression(&attribute.value);
        let wanted = match &role.kind {
            ExprKind::Const(_) => Ty::aws(AwsType::RoleArn),
            // Where it is not given, the execution has the permissions of whoever starts it.
            ExprKind::Parameter(_) => Ty::string().optional(),
            _ => Ty::string(),
        };
        self.cx.fit(role, &wanted, place)
    }
}
