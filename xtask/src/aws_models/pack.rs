//! Botocore's model of a service as the packed form.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use ordain::aws::packed::{
    self, Bounds, Documentation, Kind, ShapeId, StringId, Strings, Structure, member_flag,
    operation_flag, shape_flag,
};
use serde_json::Number;

use super::botocore::{self, Service, ShapeType};
use super::sentence::first_sentence;
use super::strings;

/// A service in the packed form, not yet as bytes.
pub struct Packed {
    pub structure: Structure,
    pub documentation: Documentation,
}

/// # Errors
/// A shape that is not there or lacks what its type demands, with file and place.
pub fn pack(service: &Service) -> Result<Packed, String> {
    let packer = Packer::new(service);
    packer.run().map_err(|error| format!("{}: {error}", service.place))
}

struct Packer<'s> {
    service: &'s Service,
    strings: Table<'s>,
    sentences: Table<'static>,
    ids: HashMap<&'s str, ShapeId>,
    /// The shapes in the order of their numbers: that in which they are first needed.
    order: Vec<&'s str>,
    structure: Structure,
    documentation: Documentation,
}

/// Different strings, each with its number.
#[derive(Default)]
struct Table<'s> {
    ids: HashMap<std::borrow::Cow<'s, str>, StringId>,
    strings: Strings,
}

impl<'s> Table<'s> {
    fn id(&mut self, text: impl Into<std::borrow::Cow<'s, str>>) -> StringId {
        let next = count(self.strings.lengths.len());
        match self.ids.entry(text.into()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                self.strings.text.push_str(place.key());
                self.strings.lengths.push(count(place.key().len()));
                *place.insert(next)
            }
        }
    }
}

impl<'s> Packer<'s> {
    fn new(service: &'s Service) -> Self {
        Packer {
            service,
            strings: Table::default(),
            sentences: Table::default(),
            ids: HashMap::new(),
            order: Vec::new(),
            structure: Structure::default(),
            documentation: Documentation::default(),
        }
    }

    fn run(mut self) -> Result<Packed, String> {
        let service = self.service;
        self.structure.metadata = metadata(service);
        let mut operations: Vec<_> = service.model.operations.iter().collect();
        operations.sort_by_key(|(name, _)| *name);
        for (name, operation) in operations {
            let place = format!("operations.{name}");
            let operation = self.operation(name, operation, &place)?;
            self.structure.operations.push(operation);
            let name = self.strings.id(name);
            self.structure.operation_names.push(name);
        }
        // The list grows while it is worked on.
        let mut next = 0;
        while let Some(name) = self.order.get(next).copied() {
            next += 1;
            let Some(shape) = service.model.shapes.get(name) else { continue };
            let place = format!("shapes.{name}");
            let shape = self.shape(name, shape, &place)?;
            self.structure.shapes.push(shape);
            let name = self.strings.id(name);
            self.structure.shape_names.push(name);
        }
        self.structure.strings = self.strings.strings;
        strings::sort_by_use(&mut self.structure);
        self.documentation.sentences = self.sentences.strings;
        Ok(Packed { structure: self.structure, documentation: self.documentation })
    }

    fn operation(
        &mut self,
        name: &'s str,
        operation: &'s botocore::Operation,
        place: &str,
    ) -> Result<packed::Operation, String> {
        let sentence = self.sentence(operation.documentation.as_deref());
        self.documentation.operations.push(sentence);
        let mut side = |reference: &'s Option<botocore::Reference>, side: &str| {
            let reference = reference.as_ref();
            reference.map(|it| self.id(&it.shape, &format!("{place}.{side}"))).transpose()
        };
        let (input, output) =
            (side(&operation.input, "input")?, side(&operation.output, "output")?);
        let mut errors = Vec::new();
        for (number, error) in operation.errors.iter().enumerate() {
            errors.push(self.id(&error.shape, &format!("{place}.errors[{number}]"))?);
        }
        let flags = flags([
            (operation.deprecated, operation_flag::DEPRECATED),
            (operation.readonly, operation_flag::READ_ONLY),
            (operation.idempotent, operation_flag::IDEMPOTENT),
            (self.streams(operation.input.as_ref()), operation_flag::STREAMS_INPUT),
            (self.gives_stream(operation.output.as_ref()), operation_flag::STREAMS_OUTPUT),
        ]);
        let pagination = self.service.paginators.pagination.get(name);
        let pagination = pagination.map(|it| self.pagination(it));
        Ok(packed::Operation { input, output, errors, flags, pagination })
    }

    fn pagination(&mut self, it: &'s botocore::Pagination) -> packed::Pagination {
        let mut list = |names: &'s botocore::OneOrMore| {
            names.as_slice().iter().map(|name| self.strings.id(name)).collect()
        };
        let input_tokens = list(&it.input_token);
        let output_tokens = list(&it.output_token);
        let result_keys = list(&it.result_key);
        let mut single = |name: &'s Option<String>| name.as_ref().map(|it| self.strings.id(it));
        let (limit_key, more_results) = (single(&it.limit_key), single(&it.more_results));
        packed::Pagination { input_tokens, output_tokens, result_keys, limit_key, more_results }
    }

    /// Whether an output holds a stream. The client gives a body of bytes as one, marked or not.
    fn gives_stream(&self, reference: Option<&botocore::Reference>) -> bool {
        let shapes = &self.service.model.shapes;
        let top = reference.and_then(|it| shapes.get(&it.shape));
        let body = top.and_then(|it| it.members.get(it.payload.as_ref()?));
        let body = body.and_then(|member| shapes.get(&member.shape));
        self.streams(reference) || body.is_some_and(|it| it.kind == botocore::ShapeType::Blob)
    }

    /// Whether a member at the top of an input or output is a stream.
    fn streams(&self, reference: Option<&botocore::Reference>) -> bool {
        let shapes = &self.service.model.shapes;
        let top = reference.and_then(|it| shapes.get(&it.shape));
        top.into_iter().flat_map(|it| it.members.values()).any(|member| {
            let inner = shapes.get(&member.shape);
            member.streaming || inner.is_some_and(|it| it.streaming || it.eventstream)
        })
    }

    fn shape(
        &mut self,
        name: &'s str,
        shape: &'s botocore::Shape,
        place: &str,
    ) -> Result<packed::Shape, String> {
        let kind = match shape.kind {
            ShapeType::Boolean => Kind::Boolean,
            ShapeType::Timestamp => Kind::Timestamp,
            ShapeType::Integer => Kind::Integer(whole(shape, place)?),
            ShapeType::Long => Kind::Long(whole(shape, place)?),
            ShapeType::Float => Kind::Float(real(shape)),
            ShapeType::Double => Kind::Double(real(shape)),
            ShapeType::Blob => Kind::Blob(whole(shape, place)?),
            ShapeType::String => Kind::String {
                length: whole(shape, place)?,
                pattern: shape.pattern.as_ref().map(|it| self.strings.id(it)),
                values: self.values(&shape.values),
            },
            ShapeType::List => {
                self.target(shape.member.as_ref(), "member", place)?;
                Kind::List(whole(shape, place)?)
            }
            ShapeType::Map => {
                self.target(shape.key.as_ref(), "key", place)?;
                self.target(shape.value.as_ref(), "value", place)?;
                Kind::Map(whole(shape, place)?)
            }
            ShapeType::Structure if shape.document => Kind::Document,
            ShapeType::Structure if shape.union => {
                Kind::Union { members: self.members(shape, place)? }
            }
            ShapeType::Structure => Kind::Structure {
                members: self.members(shape, place)?,
                error_code: self.error_code(name, shape),
            },
        };
        let flags = flags([
            (shape.sensitive, shape_flag::SENSITIVE),
            (shape.streaming || shape.eventstream, shape_flag::STREAMING),
            (shape.exception || shape.error.is_some(), shape_flag::ERROR),
        ]);
        Ok(packed::Shape { flags, kind })
    }

    fn error_code(&mut self, name: &str, shape: &'s botocore::Shape) -> Option<StringId> {
        let code = shape.error.as_ref()?.code.as_ref().filter(|code| *code != name)?;
        Some(self.strings.id(code))
    }

    fn target(
        &mut self,
        reference: Option<&'s botocore::Reference>,
        field: &str,
        place: &str,
    ) -> Result<(), String> {
        let Some(reference) = reference else {
            return Err(format!("at {place}: missing field `{field}`"));
        };
        let id = self.id(&reference.shape, &format!("{place}.{field}"))?;
        self.structure.targets.push(id);
        Ok(())
    }

    fn values(&mut self, values: &'s [String]) -> u32 {
        for value in values {
            let id = self.strings.id(value);
            self.structure.values.push(id);
        }
        count(values.len())
    }

    fn members(&mut self, shape: &'s botocore::Shape, place: &str) -> Result<u32, String> {
        if let Some(name) = shape.required.iter().find(|it| !shape.members.contains_key(*it)) {
            return Err(format!("at {place}.required: `{name}` is no member"));
        }
        for (name, member) in &shape.members {
            let flags = flags([
                (shape.required.contains(name), member_flag::REQUIRED),
                (member.deprecated, member_flag::DEPRECATED),
                (member.idempotency_token, member_flag::IDEMPOTENCY_TOKEN),
                (member.is_json_header(), member_flag::JSON),
            ]);
            let target = self.id(&member.shape, &format!("{place}.members.{name}"))?;
            let name = self.strings.id(name);
            self.structure.members.names.push(name);
            self.structure.members.shapes.push(target);
            self.structure.members.flags.push(flags);
            // As botocore: the shape's own text where the member has none.
            let shapes = &self.service.model.shapes;
            let own = member.documentation.as_deref().filter(|it| !it.is_empty());
            let shapes_own =
                || shapes.get(&member.shape).and_then(|it| it.documentation.as_deref());
            let sentence = self.sentence(own.or_else(shapes_own));
            self.documentation.members.push(sentence);
        }
        Ok(count(shape.members.len()))
    }

    fn id(&mut self, name: &'s str, place: &str) -> Result<ShapeId, String> {
        if !self.service.model.shapes.contains_key(name) {
            return Err(format!("at {place}: there is no shape `{name}`"));
        }
        let next = count(self.order.len());
        Ok(*self.ids.entry(name).or_insert_with(|| {
            self.order.push(name);
            next
        }))
    }

    /// The number that the documentation has for a text: 0 for none.
    fn sentence(&mut self, markup: Option<&str>) -> u32 {
        let sentence = markup.and_then(first_sentence);
        sentence.map_or(0, |sentence| self.sentences.id(sentence) + 1)
    }
}

fn metadata(service: &Service) -> packed::Metadata {
    let from = &service.model.metadata;
    let signing_name = from.signing_name.clone().filter(|it| *it != from.endpoint_prefix);
    packed::Metadata {
        name: service.name.clone(),
        service_id: from.service_id.clone(),
        full_name: from.service_full_name.clone(),
        api_version: from.api_version.clone(),
        endpoint_prefix: from.endpoint_prefix.clone(),
        signing_name: signing_name.unwrap_or_default(),
        protocol: from.protocol.clone(),
    }
}

fn whole(shape: &botocore::Shape, place: &str) -> Result<Bounds<i64>, String> {
    let read = |number: &Option<Number>, field: &str| match number {
        None => Ok(None),
        Some(number) => match number.as_i64() {
            Some(whole) => Ok(Some(whole)),
            None => Err(format!("at {place}.{field}: `{number}` is no whole number of 64 bits")),
        },
    };
    Ok(Bounds { min: read(&shape.min, "min")?, max: read(&shape.max, "max")? })
}

fn real(shape: &botocore::Shape) -> Bounds<f64> {
    let read = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    Bounds { min: read(&shape.min), max: read(&shape.max) }
}

/// A length as it is packed. No model comes near the limit; a block of that length is refused when
/// it is written.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The bits of what is the case.
fn flags<const COUNT: usize>(bits: [(bool, u8); COUNT]) -> u8 {
    bits.iter().filter(|(is_set, _)| *is_set).fold(0, |flags, (_, bit)| flags | bit)
}
