//! What the kinds of declarations differ in that are one request each.

use crate::aws::Service;
use crate::check::Checker;
use crate::check::request::attribute::{AttributeSpec, Owner};
use crate::check::request::model::Model;
use crate::hir::ResourceKind;
use crate::text::FileSpan;

use super::{Given, Made};

/// One kind of declaration as a view of the operation that makes it.
pub(super) struct View {
    pub(super) kind: ResourceKind,
    pub(super) owner: Owner,
    /// The operation, and the place in its request of what the declaration says; empty where that
    /// is the request.
    pub(super) request: Model,
    pub(super) name: NameFrom,
    pub(super) targets: Targets,
    pub(super) description_characters: usize,
    /// Sorted by word.
    pub(super) attributes: &'static [AttributeSpec],
    /// What must be given, with an example of each.
    pub(super) required: &'static [(&'static str, &'static str)],
    /// Reports a name that the service does not take.
    pub(super) check_name: fn(&mut Checker<'_>, &str, FileSpan),
    /// Adds the members that are made of several attributes, and checks what no model says.
    pub(super) complete: fn(&mut Checker<'_>, &Given<'_, '_>, &mut Made),
}

/// Where the name in the account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameFrom {
    /// In quotes behind the declaration's own name, else that name; the member that holds it.
    Header(&'static str),
    /// In this attribute.
    Attribute(&'static str),
}

/// Whether `on TARGETS` may stand behind the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Targets {
    Taken,
    Refused,
}

impl View {
    /// The members of the request in the order of the API.
    pub(super) fn members(&self) -> Vec<&'static str> {
        let Model { service, operation, path } = self.request;
        let shape = if path.is_empty() {
            Service::named(service)
                .and_then(|service| service.model().operation(operation))
                .and_then(|operation| operation.input())
        } else {
            self.request.shape()
        };
        shape.map_or_else(Vec::new, |shape| shape.members().names().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{event_rule, parameter, patch_baseline, remediation, resource_group};
    use super::View;
    use crate::check::request::shape::is_in_model;

    const VIEWS: [&View; 5] = [
        &event_rule::VIEW,
        &parameter::VIEW,
        &patch_baseline::VIEW,
        &remediation::VIEW,
        &resource_group::VIEW,
    ];

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
