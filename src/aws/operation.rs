//! Operations: their input, output, errors and pages, and how a name finds one.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::model::Model;
use super::names;
use super::packed::{self, ShapeId, StringId, operation_flag};
use super::shape::{Member, Shape};

/// One operation of a service.
#[derive(Clone, Copy)]
pub struct Operation<'m> {
    model: &'m Model,
    number: usize,
}

/// How an operation gives its results in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination<'m> {
    /// Members of the input, nearly always one.
    pub input_tokens: Vec<&'m str>,
    /// For each input token, what in the output it takes next: a member, a path, or `a || b`.
    pub output_tokens: Vec<&'m str>,
    /// What in the output grows from page to page: members or paths.
    pub result_keys: Vec<&'m str>,
    /// The member of the input that says how long a page may be.
    pub limit_key: Option<&'m str>,
    /// A boolean of the output that says whether there is another page.
    pub more_results: Option<&'m str>,
}

/// How well a name that was written is one that the model has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// As the model writes it.
    Canonical,
    /// Another case, or other joints between the words.
    Variant,
    /// A name that AWS's Python client takes beside the model's.
    Alias,
}

impl Model {
    /// The operation of exactly this name.
    pub fn operation(&self, name: &str) -> Option<Operation<'_>> {
        let names = &self.packed.operation_names;
        let place = names.binary_search_by(|it| self.string(*it).cmp(name));
        place.ok().map(|number| Operation::new(self, number))
    }

    /// The operation that SSM takes the name for, in camelCase, snake_case or kebab-case too.
    pub fn find_operation(&self, written: &str) -> Option<(Operation<'_>, Spelling)> {
        if let Some(operation) = self.operation(written) {
            return Some((operation, Spelling::Canonical));
        }
        if let Some(operation) = self.operations().find(|it| names::same(it.name(), written)) {
            return Some((operation, Spelling::Variant));
        }
        let alias = names::OPERATIONS
            .iter()
            .find(|row| row.service == self.name() && names::same(row.alias, written))?;
        Some((self.operation(alias.name)?, Spelling::Alias))
    }
}

impl<'m> Operation<'m> {
    pub(super) fn new(model: &'m Model, number: usize) -> Self {
        Operation { model, number }
    }

    fn packed(self) -> &'m packed::Operation {
        let operation = self.model.packed.operations.get(self.number);
        operation.unwrap_or_else(|| unreachable!("operations are made from the model's list"))
    }

    pub fn name(self) -> &'m str {
        let name = self.model.packed.operation_names.get(self.number);
        name.map_or("", |id| self.model.string(*id))
    }

    pub fn model(self) -> &'m Model {
        self.model
    }

    /// The structure of what is given; nothing where nothing may be given.
    pub fn input(self) -> Option<Shape<'m>> {
        self.packed().input.map(|id| Shape::new(self.model, id))
    }

    /// The structure of what comes back; nothing where nothing comes back.
    pub fn output(self) -> Option<Shape<'m>> {
        self.packed().output.map(|id| Shape::new(self.model, id))
    }

    pub fn errors(self) -> impl ExactSizeIterator<Item = Shape<'m>> {
        let model = self.model;
        self.packed().errors.iter().map(move |id: &ShapeId| Shape::new(model, *id))
    }

    pub fn pagination(self) -> Option<Pagination<'m>> {
        let packed = self.packed().pagination.as_ref()?;
        let string = |id: &StringId| self.model.string(*id);
        let list = |ids: &'m [StringId]| ids.iter().map(string).collect();
        Some(Pagination {
            input_tokens: list(&packed.input_tokens),
            output_tokens: list(&packed.output_tokens),
            result_keys: list(&packed.result_keys),
            limit_key: packed.limit_key.as_ref().map(string),
            more_results: packed.more_results.as_ref().map(string),
        })
    }

    /// The member at the top of the input that SSM takes the name for. Unlike operations, members
    /// are taken in the model's spelling only, or by an alias of AWS's Python client.
    pub fn find_input(self, written: &str) -> Option<(Member<'m>, Spelling)> {
        let members = self.input()?.members();
        if let Some(member) = members.get(written) {
            return Some((member, Spelling::Canonical));
        }
        let alias = names::PARAMETERS.iter().find(|row| {
            row.alias == written
                && row.service == self.model.name()
                && row.operation.is_none_or(|name| name == self.name())
        })?;
        Some((members.get(alias.name)?, Spelling::Alias))
    }

    /// The members at the top of the input that a call must give: those that are required and
    /// that the client does not fill in itself.
    pub fn required_input(self) -> impl Iterator<Item = Member<'m>> {
        let service = self.model.name();
        let members = self.input().into_iter().flat_map(|input| input.members().required());
        members.filter(move |member| {
            !member.is_idempotency_token() && !names::FILLED_IN.contains(&(service, member.name()))
        })
    }

    pub fn is_deprecated(self) -> bool {
        self.has(operation_flag::DEPRECATED)
    }

    /// Whether the model says that the call changes nothing. Most models say nothing either way.
    pub fn is_read_only(self) -> bool {
        self.has(operation_flag::READ_ONLY)
    }

    pub fn is_idempotent(self) -> bool {
        self.has(operation_flag::IDEMPOTENT)
    }

    /// Whether the input has a stream: a body without end, or events.
    pub fn streams_input(self) -> bool {
        self.has(operation_flag::STREAMS_INPUT)
    }

    /// Whether the output has a stream: a body without end, or events.
    pub fn streams_output(self) -> bool {
        self.has(operation_flag::STREAMS_OUTPUT)
    }

    /// The first sentence of what the model says about the operation, without markup.
    pub fn documentation(self) -> Option<&'m str> {
        self.model.operation_documentation(self.number)
    }

    fn has(self, flag: u8) -> bool {
        self.packed().flags & flag != 0
    }
}

impl PartialEq for Operation<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.model, other.model) && self.number == other.number
    }
}

impl Eq for Operation<'_> {}

impl Hash for Operation<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.model, state);
        self.number.hash(state);
    }
}

impl fmt::Debug for Operation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.model.name(), self.name())
    }
}
