//! A checked project.

use super::{Association, Command, RawDocument, RawRequest, Resource, Runbook, Session, Window};

/// All that a project makes, in path and source order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    pub artifacts: Vec<Artifact>,
}

/// One thing that becomes a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Artifact {
    Runbook(Box<Runbook>),
    Command(Box<Command>),
    Session(Box<Session>),
    Document(Box<RawDocument>),
    Association(Box<Association>),
    Window(Box<Window>),
    Request(Box<RawRequest>),
    Resource(Box<Resource>),
}

/// A program without errors: the only thing that can be lowered.
#[derive(Clone, Copy, Debug)]
pub struct Complete<'a>(&'a Program);

impl<'a> Complete<'a> {
    /// The proof is the count of errors that checking gave.
    pub fn of(program: &'a Program, errors: usize) -> Option<Self> {
        (errors == 0).then_some(Self(program))
    }

    pub fn program(self) -> &'a Program {
        self.0
    }
}
