//! Values of inputs before the outputs of steps and the targets of jumps have their names.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use crate::text::FileSpan;

use super::flow::Target;
use super::outputs::OutputUse;

/// A value with the place that it came from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Input {
    pub(super) kind: InputKind,
    pub(super) at: FileSpan,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum InputKind {
    Json(Json),
    /// Text with references in it. A single reference is the referenced value itself.
    Text(Vec<Piece>),
    List(Vec<Input>),
    Map(Vec<(String, Input)>),
    /// The name of the step that stands there.
    Step(Target),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    Reference(Reference),
}

/// What stands between double braces.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reference {
    Fixed(String),
    /// An output of a step, named when all uses are known.
    Output(OutputUse),
}

impl Input {
    pub(super) fn json(value: impl Into<Json>, at: FileSpan) -> Input {
        Input { kind: InputKind::Json(value.into()), at }
    }

    pub(super) fn reference(reference: Reference, at: FileSpan) -> Input {
        Input { kind: InputKind::Text(vec![Piece::Reference(reference)]), at }
    }

    pub(super) fn list(items: Vec<Input>, at: FileSpan) -> Input {
        Input { kind: InputKind::List(items), at }
    }

    pub(super) fn map(members: Vec<(String, Input)>, at: FileSpan) -> Input {
        Input { kind: InputKind::Map(members), at }
    }

    pub(super) fn step(target: Target, at: FileSpan) -> Input {
        Input { kind: InputKind::Step(target), at }
    }

    /// Every output that it refers to.
    pub(super) fn outputs(&self, found: &mut BTreeSet<OutputUse>) {
        match &self.kind {
            InputKind::Text(pieces) => {
                for piece in pieces {
                    if let Piece::Reference(Reference::Output(used)) = piece {
                        found.insert(*used);
                    }
                }
            }
            InputKind::List(items) => items.iter().for_each(|item| item.outputs(found)),
            InputKind::Map(members) => members.iter().for_each(|(_, value)| value.outputs(found)),
            InputKind::Json(_) | InputKind::Step(_) => {}
        }
    }
}

/// What gives the names that were missing.
pub(super) trait Naming {
    /// `step.Output`, without braces.
    fn output(&self, used: OutputUse) -> String;
    /// The name of the step at a target.
    fn step(&self, target: Target) -> String;
}

/// Turns a value into JSON. Places are told to `origin` with their JSON pointers below `pointer`.
pub(super) fn render(
    input: &Input,
    pointer: &str,
    names: &dyn Naming,
    origin: &mut dyn FnMut(String, FileSpan),
) -> Json {
    origin(pointer.to_owned(), input.at);
    match &input.kind {
        InputKind::Json(value) => value.clone(),
        InputKind::Text(pieces) => Json::String(render_text(pieces, names)),
        InputKind::List(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| render(item, &format!("{pointer}/{index}"), names, origin))
            .collect(),
        InputKind::Map(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let below = format!("{pointer}/{}", crate::ssm::pointer_segment(key));
                object.insert(key.clone(), render(value, &below, names, origin));
            }
            Json::Object(object)
        }
        InputKind::Step(target) => Json::String(names.step(*target)),
    }
}

fn render_text(pieces: &[Piece], names: &dyn Naming) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Reference(Reference::Output(used)) => {
                format!("{{{{ {} }}}}", names.output(*used))
            }
            // Documents write references to Parameter Store without blanks.
            Piece::Reference(Reference::Fixed(name)) if name.starts_with("ssm:") => {
                format!("{{{{{name}}}}}")
            }
            Piece::Reference(Reference::Fixed(name)) => format!("{{{{ {name} }}}}"),
        })
        .collect()
}
