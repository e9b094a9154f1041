//! Documents that no declaration of their own says: the text as it is, in `document NAME { … }`.

use crate::markup::{Node, Syntax};
use crate::ssm::reference::references;
use crate::syntax::ast::{ExprKind, Fence, Member, StringPart};
use crate::text::Span;

use super::make;

/// The members of a `document` that holds a change template.
pub(super) fn change_template(root: &Node, text: &str) -> Vec<Member> {
    let format = match Syntax::of_text(text) {
        Syntax::Json => "JSON",
        Syntax::Yaml => "YAML",
    };
    let string = |text: &str| make::string(text, Span::default());
    let members = [("type", string("Automation.ChangeTemplate")), ("format", string(format))];
    let part = StringPart::Text { text: text.to_owned(), span: root.span };
    let content = ExprKind::String { parts: vec![part], fence: Fence::Text };
    let content = make::expr(content, root.span);
    // References of the template are its own.
    let content = match references(text).next() {
        Some(_) => {
            make::call(make::name("raw", root.span), vec![make::positional(content)], root.span)
        }
        None => content,
    };
    members
        .into_iter()
        .chain([("content", content)])
        .map(|(word, value)| make::attribute(word, Span::default(), value))
        .collect()
}
