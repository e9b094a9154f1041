//! One service's model in memory: every number in it is known to point at something.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::operation::Operation;
use super::packed::{self, Blocks, ShapeId, StringId};
use super::read_error::{Part, ReadError};
use super::shape::Shape;
use super::strings::Text;

/// The operations and shapes of one service.
#[derive(Debug)]
pub struct Model {
    /// Its strings are in `text`.
    pub(super) packed: packed::Structure,
    text: Text,
    /// For each shape, where what it takes from its list starts: members, targets or values.
    starts: Vec<u32>,
    documentation: Documentation,
}

#[derive(Debug)]
struct Documentation {
    /// The whole file.
    packed: Cow<'static, [u8]>,
    /// Nothing in it where the block is damaged: documentation is never worth a failure.
    unpacked: OnceLock<Option<Sentences>>,
}

#[derive(Debug)]
struct Sentences {
    text: Text,
    operations: Vec<u32>,
    members: Vec<u32>,
}

impl Model {
    /// Reads a packed model. Its documentation is unpacked when somebody asks for some.
    ///
    /// ```
    /// use ordain::aws::Model;
    ///
    /// let error = Model::read(b"{}".as_slice()).unwrap_err();
    /// assert_eq!(error.to_string(), "not a packed model");
    /// ```
    ///
    /// # Errors
    /// Bytes that are not a packed model, or a damaged one.
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ReadError> {
        let bytes = bytes.into();
        let structure = Blocks::of(&bytes)?.structure()?;
        Model::of(structure, bytes)
    }

    /// A model of a structure and the file that its documentation is in.
    fn of(structure: packed::Structure, file: Cow<'static, [u8]>) -> Result<Self, ReadError> {
        let mut packed = structure;
        let strings = std::mem::take(&mut packed.strings);
        let text = Text::of(strings).ok_or_else(|| damaged("its strings"))?;
        let starts = super::validate::starts(&packed)?;
        let documentation = Documentation { packed: file, unpacked: OnceLock::new() };
        let model = Model { packed, text, starts, documentation };
        super::validate::validate(&model)?;
        Ok(model)
    }

    /// boto3's name of the client, as SSM documents write it: `elbv2`.
    pub fn name(&self) -> &str {
        &self.packed.metadata.name
    }

    /// `Elastic Load Balancing v2`
    pub fn service_id(&self) -> &str {
        &self.packed.metadata.service_id
    }

    /// `Amazon Elastic Compute Cloud`
    pub fn full_name(&self) -> &str {
        &self.packed.metadata.full_name
    }

    /// `2016-11-15`
    pub fn api_version(&self) -> &str {
        &self.packed.metadata.api_version
    }

    /// The first word of the service's host names: `monitoring` for CloudWatch.
    pub fn endpoint_prefix(&self) -> &str {
        &self.packed.metadata.endpoint_prefix
    }

    /// The name that requests are signed for, nearly always the prefix of the service's actions
    /// in IAM.
    pub fn signing_name(&self) -> &str {
        match self.packed.metadata.signing_name.as_str() {
            "" => &self.packed.metadata.endpoint_prefix,
            name => name,
        }
    }

    /// `ec2`, `query`, `json`, `rest-json`, `rest-xml` or `smithy-rpc-v2-cbor`.
    pub fn protocol(&self) -> &str {
        &self.packed.metadata.protocol
    }

    /// All operations, sorted by name.
    pub fn operations(&self) -> impl ExactSizeIterator<Item = Operation<'_>> {
        (0..self.packed.operations.len()).map(|number| Operation::new(self, number))
    }

    /// How many shapes the operations reach.
    pub fn shape_count(&self) -> usize {
        self.packed.shapes.len()
    }

    /// All shapes that the operations reach, in no order that means anything.
    pub fn shapes(&self) -> impl Iterator<Item = Shape<'_>> {
        (0_u32..).take(self.packed.shapes.len()).map(|id| Shape::new(self, id))
    }

    pub(super) fn string(&self, id: StringId) -> &str {
        self.text
            .get(id)
            .unwrap_or_else(|| unreachable!("strings are counted when a model is read"))
    }

    pub(super) fn has_string(&self, id: StringId) -> bool {
        self.text.get(id).is_some()
    }

    pub(super) fn has_shape(&self, id: ShapeId) -> bool {
        (id as usize) < self.packed.shapes.len()
    }

    /// Where what a shape takes from its list starts.
    pub(super) fn start(&self, id: ShapeId) -> usize {
        let start = self.starts.get(id as usize).copied();
        start.map_or(0, |start| start as usize)
    }

    pub(super) fn target(&self, place: usize) -> ShapeId {
        let target = self.packed.targets.get(place).copied();
        target.unwrap_or_else(|| unreachable!("targets are counted when a model is read"))
    }

    pub(super) fn values(&self, start: usize, count: u32) -> &[StringId] {
        self.packed.values.get(start..start.saturating_add(count as usize)).unwrap_or_default()
    }

    pub(super) fn operation_documentation(&self, number: usize) -> Option<&str> {
        self.sentences()?.get(|all| &all.operations, number)
    }

    pub(super) fn member_documentation(&self, number: usize) -> Option<&str> {
        self.sentences()?.get(|all| &all.members, number)
    }

    fn sentences(&self) -> Option<&Sentences> {
        let read = || Sentences::read(&self.documentation.packed);
        self.documentation.unpacked.get_or_init(read).as_ref()
    }

    /// Whether the documentation can be read.
    ///
    /// # Errors
    /// A damaged block.
    pub fn check_documentation(&self) -> Result<(), ReadError> {
        let documentation = Blocks::of(&self.documentation.packed)?.documentation()?;
        let counts = (documentation.operations.len(), documentation.members.len());
        if counts != (self.packed.operations.len(), self.packed.members.names.len()) {
            return Err(ReadError::Damaged(Part::Documentation, "sentences for another structure"));
        }
        let damaged = ReadError::Damaged(Part::Documentation, "its sentences");
        Text::of(documentation.sentences).ok_or(damaged)?;
        Ok(())
    }
}

impl Sentences {
    fn read(file: &[u8]) -> Option<Self> {
        let documentation = Blocks::of(file).ok()?.documentation().ok()?;
        Some(Sentences {
            text: Text::of(documentation.sentences)?,
            operations: documentation.operations,
            members: documentation.members,
        })
    }

    fn get(&self, list: impl Fn(&Self) -> &Vec<u32>, number: usize) -> Option<&str> {
        let id = list(self).get(number)?.checked_sub(1)?;
        self.text.get(id)
    }
}

pub(super) fn damaged(what: &'static str) -> ReadError {
    ReadError::Damaged(Part::Structure, what)
}
