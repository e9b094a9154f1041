//! Places in the requests of a service, from whose model attributes have their types.

use crate::aws::{Found, Service, Shape, parse_path, walk};
use crate::hir::{Bounds, Side, Ty, type_of};

/// A place in the request of an operation: `TargetLocations[0].Accounts`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    /// boto3's name of the client.
    pub(super) service: &'static str,
    pub(super) operation: &'static str,
    pub(super) path: &'static str,
}

/// A place in a request of Systems Manager.
pub(super) const fn ssm(operation: &'static str, path: &'static str) -> Model {
    Model { service: "ssm", operation, path }
}

/// A place in the request of CreateAssociation.
pub(super) const fn association(path: &'static str) -> Model {
    ssm("CreateAssociation", path)
}

/// A place in the request of CreateDocument.
pub(super) const fn document(path: &'static str) -> Model {
    ssm("CreateDocument", path)
}

/// A place in the request of CreateMaintenanceWindow.
pub(super) const fn window(path: &'static str) -> Model {
    ssm("CreateMaintenanceWindow", path)
}

/// A place in the request of RegisterTaskWithMaintenanceWindow.
pub(super) const fn task(path: &'static str) -> Model {
    ssm("RegisterTaskWithMaintenanceWindow", path)
}

impl Model {
    /// The shape there; nothing where the model has no such place, which a test rules out for
    /// all tables.
    pub(super) fn shape(self) -> Option<Shape<'static>> {
        let operation = Service::named(self.service)?.model().operation(self.operation)?;
        let path = parse_path(self.path).ok()?;
        match walk(operation.input()?, &path).ok()?.found {
            Found::Shape(shape) => Some(shape),
            Found::Untyped => None,
        }
    }

    /// What the place takes.
    pub(super) fn ty(self) -> Ty {
        self.shape().map_or(Ty::Unknown, |shape| type_of(shape, Side::Given))
    }

    /// The smallest and the largest number that the place takes.
    pub(super) fn range(self) -> Bounds {
        match self.ty() {
            Ty::Int(bounds) => bounds,
            _ => Bounds::OPEN,
        }
    }

    /// The pattern of the text there.
    pub(super) fn pattern(self) -> Option<std::sync::Arc<str>> {
        match self.ty() {
            Ty::String { pattern, .. } => pattern,
            _ => None,
        }
    }
}
