//! What the kinds of declarations differ in that are one request each.

use crate::aws::Service;
use crate::check::Checker;
use crate::check::request::attribute::{AttributeSpec, Owner};
use crate::hir::{RequestField, ResourceKind};
use crate::text::FileSpan;

use super::Given;

/// One kind of declaration as a view of the operation that makes it.
pub(super) struct View {
    pub(super) kind: ResourceKind,
    pub(super) owner: Owner,
    /// boto3's name of the client.
    pub(super) service: &'static str,
    pub(super) operation: &'static str,
    /// The member that holds the name in the account.
    pub(super) name_member: &'static str,
    pub(super) description_characters: usize,
    /// Sorted by word.
    pub(super) attributes: &'static [AttributeSpec],
    /// What must be given, with an example of each.
    pub(super) required: &'static [(&'static str, &'static str)],
    /// Reports a name that the service does not take.
    pub(super) check_name: fn(&mut Checker<'_>, &str, FileSpan),
    /// Adds the members that are made of several attributes, and checks what no model says.
    pub(super) complete: fn(&mut Checker<'_>, &Given<'_, '_>, &mut Vec<RequestField>),
}

impl View {
    /// The members of the request in the order of the API.
    pub(super) fn members(&self) -> Vec<&'static str> {
        let operation = Service::named(self.service)
            .and_then(|service| service.model().operation(self.operation));
        let input = operation.and_then(|operation| operation.input());
        input.map_or_else(Vec::new, |input| input.members().names().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::View;
    use crate::check::request::shape::is_in_model;

    const VIEWS: [&View; 1] = [&super::super::parameter::VIEW];

    #[test]
    fn tables_are_sorted_and_models_have_every_place() {
        for view in VIEWS {
            assert!(view.attributes.is_sorted_by_key(|spec| spec.word), "{}", view.owner);
            let members = view.members();
            for spec in view.attributes {
                assert!(is_in_model(spec.shape), "{} of {}", spec.word, view.owner);
                let member = spec.member;
                assert!(member.is_empty() || members.contains(&member), "{member}");
            }
        }
    }
}
