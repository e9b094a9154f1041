//! The pages of the codes of documents are true: each wrong block gives its code and no other,
//! each right block nothing. A block says its kind behind `json`.

use std::collections::BTreeSet;

use ordain::diagnostic::CODES;
use ordain::ssm::{Kind, Origins, validate};
use ordain::text::FileSpan;
use serde_json::Value;

/// Codes whose wrong documents are too long for a page; tests of their own prove them.
const TOO_LONG: [u16; 4] = [646, 647, 667, 668];

struct Block {
    heading: String,
    kind: Kind,
    document: Value,
}

#[test]
fn wrong_documents_give_their_code_and_right_ones_none() {
    for row in CODES.iter().filter(|row| row.code.is_in(640..=669) || row.code.is_in(690..=699)) {
        let blocks = blocks(row.page);
        for heading in ["Wrong", "Right"] {
            let found = blocks.iter().any(|block| block.heading == heading);
            assert!(
                found || TOO_LONG.contains(&row.code.number().expect("a number")),
                "{} has no {heading}",
                row.code
            );
        }
        for block in blocks {
            let origins = Origins::new();
            let found = validate(block.kind, &block.document, &origins, FileSpan::default());
            let codes: BTreeSet<u16> =
                found.iter().filter_map(|found| found.code.number()).collect();
            let expected = if block.heading == "Wrong" {
                vec![row.code.number().expect("a number")]
            } else {
                Vec::new()
            };
            assert!(codes.iter().eq(&expected), "{} {}: {found:#?}", row.code, block.heading);
        }
    }
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(text) = line.strip_prefix("## ") {
            heading = text.to_owned();
        }
        let Some(kind) = line.strip_prefix("```json ") else { continue };
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push(Block {
            heading: heading.clone(),
            kind: Kind::parse(kind).unwrap_or_else(|| panic!("unknown kind {kind}")),
            document: serde_json::from_str(&text.join("\n")).expect("JSON"),
        });
    }
    blocks
}
