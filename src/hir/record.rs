//! Types of records: fields that were declared, or those of a structure in an AWS API.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};

use crate::aws::{Operation, Shape};
use crate::text::Name;

use super::Ty;
use super::structure::{Side, fields_of, fields_of_pages, response_fields};

/// The fields of a record. Those of an API's structure are made when they are first asked for,
/// one level at a time: structures may hold themselves.
#[derive(Clone)]
pub struct RecordType {
    fields: OnceLock<Vec<Field>>,
    source: Option<Source>,
}

/// What of an API a record stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Source {
    Structure(Shape<'static>, Side),
    Response(Operation<'static>),
    Pages(Operation<'static>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: Name,
    pub ty: Ty,
    pub optional: bool,
}

impl RecordType {
    pub fn new(fields: Vec<Field>) -> Self {
        RecordType { fields: OnceLock::from(fields), source: None }
    }

    /// The record that an API takes or gives for a structure, a union, or a map whose keys are
    /// an enum. Of any other shape it has no fields.
    pub fn of_structure(shape: Shape<'static>, side: Side) -> Arc<Self> {
        Self::shared(Source::Structure(shape, side))
    }

    /// What an operation gives back.
    pub fn of_response(operation: Operation<'static>) -> Arc<Self> {
        Self::shared(Source::Response(operation))
    }

    /// What all pages of an operation give together.
    pub fn of_pages(operation: Operation<'static>) -> Arc<Self> {
        Self::shared(Source::Pages(operation))
    }

    /// The one record of a source: its fields are made once a process.
    fn shared(source: Source) -> Arc<Self> {
        static MADE: LazyLock<RwLock<HashMap<Source, Arc<RecordType>>>> =
            LazyLock::new(RwLock::default);
        let made = MADE.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.get(&source) {
            return Arc::clone(known);
        }
        drop(made);
        let record = || Arc::new(RecordType { fields: OnceLock::new(), source: Some(source) });
        let mut made = MADE.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.entry(source).or_insert_with(record))
    }

    /// In the order in which they were declared.
    pub fn fields(&self) -> &[Field] {
        self.fields.get_or_init(|| match self.source {
            Some(Source::Structure(shape, side)) => fields_of(shape, side),
            Some(Source::Response(operation)) => response_fields(operation),
            Some(Source::Pages(operation)) => fields_of_pages(operation),
            None => Vec::new(),
        })
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// Whether the fields are those of an API's model, which a service may extend.
    pub fn is_of_api(&self) -> bool {
        self.source.is_some()
    }

    /// The structure of an API that it stands for, on whichever side of a call.
    pub fn structure(&self) -> Option<Shape<'static>> {
        match self.source {
            Some(Source::Structure(shape, _)) => Some(shape),
            Some(Source::Response(_) | Source::Pages(_)) | None => None,
        }
    }

    /// The operation whose whole response it is.
    pub fn operation(&self) -> Option<Operation<'static>> {
        match self.source {
            Some(Source::Response(operation)) => Some(operation),
            Some(Source::Structure(..) | Source::Pages(_)) | None => None,
        }
    }

    /// Whether exactly one of the fields is to be given: what an API calls a union.
    pub fn is_union(&self) -> bool {
        match self.source {
            Some(Source::Structure(shape, side)) => side == Side::Given && shape.is_union(),
            Some(Source::Response(_) | Source::Pages(_)) | None => false,
        }
    }
}

/// Structures are the same where their shapes are: they may hold themselves.
impl PartialEq for RecordType {
    fn eq(&self, other: &Self) -> bool {
        match (self.source, other.source) {
            (Some(left), Some(right)) => left == right,
            _ => self.fields() == other.fields(),
        }
    }
}

impl fmt::Debug for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            Some(source) => write!(f, "RecordType({source:?})"),
            None => f.debug_struct("RecordType").field("fields", &self.fields()).finish(),
        }
    }
}
