//! The documents that AWS owns, and documents that are taken as they are.

use ordain::stdlib::{aws_document, aws_document_names};
use ordain::syntax;
use ordain::syntax::ast::ItemKind;
use ordain::text::FileId;

#[test]
fn every_declared_document_of_aws_can_be_read() {
    for name in aws_document_names() {
        let source = aws_document(name).expect("a listed document has a source");
        let parse = syntax::parse(source, FileId(0));
        assert!(parse.diagnostics.is_empty(), "{name}: {:#?}", parse.diagnostics);
        let is_extern = |kind: &ItemKind| matches!(kind, ItemKind::Extern(_));
        assert_eq!(parse.ast.items.iter().filter(|item| is_extern(&item.kind)).count(), 1);
    }
}
