//! The attributes of a declaration, sorted out by its table.

use crate::check::Checker;
use crate::hir::RequestField;
use crate::syntax::ast;
use crate::text::nearest;

use super::errors;
use super::shape::Shape;

/// One attribute that a declaration takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttributeSpec {
    /// As written in Ordain.
    pub(super) word: &'static str,
    /// The member of the API's request; empty where code of its own makes the members.
    pub(super) member: &'static str,
    pub(super) shape: Shape,
}

/// What a message calls the declaration, with its article: "an association".
pub(super) type Owner = &'static str;

/// The attributes of one declaration that its table knows, each once.
#[derive(Clone, Debug)]
pub(super) struct Attributes<'a> {
    owner: Owner,
    given: Vec<(&'static AttributeSpec, &'a ast::Attribute)>,
}

impl<'a> Attributes<'a> {
    /// Sorts `attributes` by `table`; reports what the table does not know, and what comes twice.
    pub(super) fn collect(
        cx: &mut Checker<'_>,
        owner: Owner,
        table: &'static [AttributeSpec],
        attributes: impl Iterator<Item = &'a ast::Attribute>,
    ) -> Self {
        let mut sorted = Self { owner, given: Vec::new() };
        let mut unknown = Vec::new();
        for attribute in attributes {
            let word = attribute.key.text.as_str();
            let at = cx.at(attribute.key.span);
            let Some(spec) = table.iter().find(|spec| spec.word == word) else {
                let known = table.iter().map(|spec| spec.word);
                cx.report(errors::unknown_attribute(at, word, owner, known));
                unknown.push(attribute);
                continue;
            };
            match sorted.get(word) {
                Some(first) => {
                    let first = cx.at(first.key.span);
                    cx.report(errors::attribute_twice(at, first, word));
                }
                None => sorted.given.push((spec, attribute)),
            }
        }
        // A misspelt word is one mistake: what it means is there.
        for attribute in unknown {
            let near = nearest(&attribute.key.text, table.iter().map(|spec| spec.word));
            let spec = table.iter().find(|spec| near == Some(spec.word));
            if let Some(spec) = spec.filter(|spec| sorted.get(spec.word).is_none()) {
                sorted.given.push((spec, attribute));
            }
        }
        sorted
    }

    /// The attribute of this word, if it is given.
    pub(super) fn get(&self, word: &str) -> Option<&'a ast::Attribute> {
        self.given.iter().find(|(spec, _)| spec.word == word).map(|(_, attribute)| *attribute)
    }

    /// What a message calls the value of an attribute.
    pub(super) fn place(&self, word: &str) -> String {
        format!("`{word}` of {}", self.owner)
    }

    /// Reads one attribute by its shape.
    pub(super) fn field(&self, cx: &mut Checker<'_>, word: &str) -> Option<RequestField> {
        let (spec, attribute) = self.given.iter().find(|(spec, _)| spec.word == word)?;
        let (value, at) = spec.shape.read(cx, &attribute.value, &self.place(word))?;
        Some(RequestField { name: spec.member, value, at })
    }

    /// Reads all attributes that are one member each, in source order.
    pub(super) fn plain_fields(&self, cx: &mut Checker<'_>) -> Vec<RequestField> {
        let plain: Vec<&str> = self
            .given
            .iter()
            .filter(|(spec, _)| !spec.member.is_empty())
            .map(|(spec, _)| spec.word)
            .collect();
        plain.into_iter().filter_map(|word| self.field(cx, word)).collect()
    }
}

/// The attributes among members; whatever else stands there is reported.
pub(super) fn only_attributes<'a>(
    cx: &mut Checker<'_>,
    owner: Owner,
    members: &'a [ast::Member],
) -> Vec<&'a ast::Attribute> {
    let mut attributes = Vec::new();
    for member in members {
        match &member.kind {
            ast::MemberKind::Attribute(attribute) => attributes.push(attribute),
            ast::MemberKind::Error => {}
            ast::MemberKind::Parameter { .. }
            | ast::MemberKind::Statement(_)
            | ast::MemberKind::Task { .. }
            | ast::MemberKind::Handler { .. }
            | ast::MemberKind::Platform(_)
            | ast::MemberKind::Steps(_) => {
                let at = cx.at(member.span);
                cx.report(errors::not_in_declaration(at, member_words(&member.kind), owner));
            }
        }
    }
    attributes
}

/// What a message calls a member.
pub(super) fn member_words(kind: &ast::MemberKind) -> &'static str {
    match kind {
        ast::MemberKind::Parameter { .. } => "a parameter",
        ast::MemberKind::Attribute(_) => "an attribute",
        ast::MemberKind::Statement(_) => "a statement",
        ast::MemberKind::Task { .. } => "a task",
        ast::MemberKind::Handler { .. } => "a handler",
        ast::MemberKind::Platform(_) => "an implementation for a platform",
        ast::MemberKind::Steps(_) => "a list of steps",
        ast::MemberKind::Error => "this",
    }
}
