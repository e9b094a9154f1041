//! Port forwarding: which port of which host.

use crate::markup::{Entry, Node};
use crate::ssm::reference::Reference;
use crate::ssm::{PORT_FORWARDING, SESSION_PORTS};
use crate::syntax::ast::{Expr, ExprKind};

use super::super::{Form, make, reference};
use super::{Session, has_references, members_of};

/// The words of what [`SESSION_PORTS`] has.
const WORDS: [&str; 2] = ["port", "local_port"];

impl Session<'_> {
    pub(super) fn port(&mut self) {
        let Some(properties) = self.root.get("properties") else { return };
        for entry in properties.entries() {
            let key = entry.key.text.as_str();
            let mut ports = WORDS.into_iter().zip(SESSION_PORTS);
            let port = ports.find(|(_, (member, _))| *member == key);
            let said = match port {
                Some((word, (_, lowest))) => self.number(&entry.value, lowest).map(|it| (word, it)),
                None if key == "host" => self.host(&entry.value).map(|it| ("host", it)),
                None => None,
            };
            match said {
                Some((word, value)) => self.put(word, entry.key_span, value),
                None if key == "type" && entry.value.as_str() == Some(PORT_FORWARDING) => {}
                None if port.is_some() || ["host", "type"].contains(&key) => {
                    self.put_as_it_stands(entry);
                }
                None => {}
            }
        }
        if properties.get("portNumber").is_none() && self.form == Form::AsWritten {
            // The form of the document says that it is missing.
            let span = properties.span;
            self.put("port", span.start_point(), make::expr(ExprKind::Error, span));
        }
        if properties.get("type").is_none() {
            let span = properties.span.start_point();
            self.rest.push(make::entry("type", span, make::expr(ExprKind::Null, span)));
        }
        self.put_rest("properties");
    }

    fn number(&self, node: &Node, lowest: i64) -> Option<Expr> {
        let text = node.as_str()?;
        let number = text.parse().ok().filter(|it: &i64| it.to_string() == text);
        match number.filter(|number| (lowest..=65_535).contains(number)) {
            Some(number) => Some(make::expr(ExprKind::Int(number), node.span)),
            // A source refuses what is no port.
            None if has_references(node.as_scalar()?) || self.is_number(text, lowest) => {
                self.said(node)
            }
            None => None,
        }
    }

    fn is_number(&self, text: &str, lowest: i64) -> bool {
        let number: Option<i64> = text.parse().ok();
        let is_port = number.is_some_and(|number| (lowest..=65_535).contains(&number));
        self.form == Form::AsWritten || is_port
    }

    fn host(&self, node: &Node) -> Option<Expr> {
        let is_host = !node.as_str()?.contains(char::is_whitespace);
        let is_said = self.form == Form::AsWritten || is_host || has_references(node.as_scalar()?);
        self.said(node).filter(|_| is_said)
    }

    /// A text with no references but to parameters of type text.
    fn said(&self, node: &Node) -> Option<Expr> {
        let text = node.as_scalar().filter(|text| !text.text.is_empty())?;
        if !has_references(text) {
            return Some(make::string(&text.text, text.span));
        }
        let has_blanks = text.text.trim() != &*text.text;
        let is_whole = Reference::whole(&text.text).is_some();
        let is_text = |name: &str| {
            let declared = members_of(self.root, "parameters").iter();
            let mut types = declared.filter(|entry| entry.key.text == name).map(type_of);
            types.next() == Some(Some("String"))
        };
        let found = reference::find(&text.text);
        let mut names = found.iter().map(|one| match one.reference {
            Reference::Parameter(name) => is_text(name),
            _ => false,
        });
        (names.all(|it| it) && !(is_whole && has_blanks))
            .then(|| reference::text(&self.names, text))
    }
}

fn type_of(parameter: &Entry) -> Option<&str> {
    parameter.value.get("type").and_then(Node::as_str)
}
