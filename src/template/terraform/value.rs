//! Expressions as values: literals are what they say, references to resources stay, all else is
//! unknown.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, FuncCall, Object, ObjectKey, Traversal, TraversalOperator};

use crate::markup::{Entry, Node, NodeKind, Scalar};
use crate::template::unknown::Unknowns;
use crate::text::Span;

use super::text::{heredoc, quoted};

/// What reading values shares.
pub(super) struct Reader<'t> {
    pub(super) source: &'t str,
    /// Where the text that was parsed starts in the source.
    pub(super) offset: usize,
    /// How many bytes were put before that text to parse it.
    pub(super) before: usize,
    pub(super) unknowns: &'t mut Unknowns,
    /// Texts of several lines.
    pub(super) texts: Vec<Span>,
}

/// The span of a range of bytes; texts are smaller than what a span can count.
pub(super) fn span(start: usize, end: usize) -> Span {
    let offset = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

impl Reader<'_> {
    pub(super) fn span(&self, range: Option<Range<usize>>) -> Span {
        let range = range.unwrap_or_default();
        let place = |at: usize| self.offset + at.saturating_sub(self.before);
        span(place(range.start), place(range.end))
    }

    /// The value of an expression.
    pub(super) fn value(&mut self, expression: &Expression) -> Node {
        let at = self.span(expression.span());
        let kind = match expression {
            Expression::Null(_) => NodeKind::Null,
            Expression::Bool(flag) => NodeKind::Bool(*flag.value()),
            Expression::Number(number) => match number.value().as_i64() {
                Some(whole) => NodeKind::Int(whole),
                None => NodeKind::Float(number.value().as_f64().unwrap_or(f64::NAN)),
            },
            Expression::String(_) => return quoted(self, at, &[]),
            Expression::StringTemplate(template) => {
                let elements: Vec<_> = template.iter().collect();
                if let [hcl_edit::template::Element::Interpolation(only)] = elements.as_slice() {
                    return Node { span: at, ..self.value(&only.expr) };
                }
                return quoted(self, at, &elements);
            }
            Expression::HeredocTemplate(template) => {
                let elements: Vec<_> = template.template.iter().collect();
                return heredoc(self, at, &elements);
            }
            Expression::Array(items) => {
                NodeKind::List(items.iter().map(|item| self.value(item)).collect())
            }
            Expression::Object(object) => match self.members(object) {
                Some(members) => NodeKind::Map(members),
                None => return self.unknown(at),
            },
            Expression::Parenthesis(inner) => return self.value(inner.inner()),
            Expression::FuncCall(call) => return self.call(call, at),
            Expression::Traversal(traversal) => return self.traversal(traversal, at),
            Expression::Variable(_)
            | Expression::Conditional(_)
            | Expression::UnaryOp(_)
            | Expression::BinaryOp(_)
            | Expression::ForExpr(_) => return self.unknown(at),
        };
        Node::of(kind, at)
    }

    pub(super) fn unknown(&mut self, at: Span) -> Node {
        let text = at.of(self.source).to_owned();
        let node = Node::of(NodeKind::String(Scalar::in_place_of(at, &text)), at);
        self.unknowns.value(&node, at)
    }

    /// The members of an object; nothing where a key has to be computed.
    fn members(&mut self, object: &Object) -> Option<Vec<Entry>> {
        let mut entries = Vec::with_capacity(object.len());
        for (key, value) in object {
            let (text, at) = key_of(key, self)?;
            entries.push(entry(text, at, self.value(value.expr())));
        }
        Some(entries)
    }

    /// `jsonencode({ … })` is the object; what other functions give is unknown.
    fn call(&mut self, call: &FuncCall, at: Span) -> Node {
        let name = call.name.name.value().as_str();
        let argument = call.args.get(0).filter(|_| call.args.len() == 1);
        match argument {
            Some(argument @ Expression::Object(_))
                if ["jsonencode", "yamlencode"].contains(&name) =>
            {
                self.value(argument)
            }
            _ => self.unknown(at),
        }
    }

    /// `aws_ssm_document.patch.name` refers to a resource.
    fn traversal(&mut self, traversal: &Traversal, at: Span) -> Node {
        let own = match (&traversal.expr, traversal.operators.first().map(|one| one.value())) {
            (Expression::Variable(own), Some(TraversalOperator::GetAttr(label)))
                if own.value().as_str().starts_with("aws_ssm_") =>
            {
                format!("{}.{}", own.value().as_str(), label.value().as_str())
            }
            _ => return self.unknown(at),
        };
        let node = Node::of(NodeKind::String(Scalar::in_place_of(at, &own)), at);
        Node { tag: Some(("!Ref".to_owned(), at)), ..node }
    }
}

/// The name of a member and its place; nothing where it has to be computed.
pub(super) fn key_of<'k>(key: &'k ObjectKey, reader: &Reader<'_>) -> Option<(&'k str, Span)> {
    match key {
        ObjectKey::Ident(name) => Some((name.value().as_str(), reader.span(name.span()))),
        ObjectKey::Expression(Expression::String(text)) => {
            Some((text.value().as_str(), reader.span(text.span())))
        }
        ObjectKey::Expression(_) => None,
    }
}

/// A member of a map.
pub(super) fn entry(key: &str, key_span: Span, value: Node) -> Entry {
    Entry { key: Scalar::in_place_of(key_span, key), key_span, value, merged: None }
}
