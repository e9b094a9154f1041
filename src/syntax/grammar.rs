//! The grammar: the only place where pest makes code. `Rule` does not leave `syntax`.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/types.pest"]
#[grammar = "grammar/expressions.pest"]
#[grammar = "grammar/statements.pest"]
#[grammar = "grammar/items.pest"]
#[grammar = "grammar/recovery.pest"]
pub(super) struct Grammar;

pub(super) type Pair<'p> = pest::iterators::Pair<'p, Rule>;
pub(super) type Pairs<'p> = pest::iterators::Pairs<'p, Rule>;
