//! Proves from a parameter's type alone which characters its values can have.
//!
//! The proof is sound and incomplete: what it does not understand, it does not prove. It follows
//! the agent's reading of patterns (Go's RE2), which is the check that cannot be left out: `$` is
//! the end of the text, `\d` and `\w` are ASCII. The parameters of a runbook never reach an agent:
//! the service holds them to their pattern, and its guide does not say how. Where its `$` also
//! stands before a line break at the end, a value may have one more than is proved here; a pattern
//! with `\z` has none in either.

use regex_syntax::ast::{
    AssertionKind, Ast, ClassPerl, ClassPerlKind, ClassSet, ClassSetItem, parse::Parser,
};

use crate::hir::{Ty, Value};

/// A test of one character.
pub(crate) type Allowed = fn(char) -> bool;

/// Characters without a meaning to any shell between single quotes, of `sh` and of PowerShell.
pub(crate) fn is_inert(character: char) -> bool {
    is_plain_word(character) || matches!(character, ' ' | ',')
}

/// Characters of a word that no shell splits, expands or takes apart, quoted or not.
pub(crate) fn is_plain_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_./:@%+=-".contains(character)
}

/// Characters that survive a join with `|` and the agent's substitution inside a longer text.
pub(crate) fn is_joinable(character: char) -> bool {
    (character.is_ascii_graphic() || character == ' ') && !"|${}".contains(character)
}

/// Whether every value that SSM lets through as this type has only allowed characters.
pub(crate) fn has_only(ty: &Ty, allowed: Allowed) -> bool {
    match ty {
        Ty::Bool | Ty::Int(_) => "-0123456789truefals".chars().all(allowed),
        Ty::String { pattern: Some(pattern), .. } => pattern_has_only(pattern, allowed),
        Ty::Enum(values) => values.iter().all(|value| value_has_only(value, allowed)),
        Ty::Aws { ty, pattern } => {
            pattern_has_only(pattern.as_deref().unwrap_or_else(|| ty.pattern()), allowed)
        }
        Ty::Optional(inner) => has_only(inner, allowed),
        Ty::Union(members) => members.iter().all(|member| has_only(member, allowed)),
        Ty::String { pattern: None, .. }
        | Ty::Unknown
        | Ty::Null
        | Ty::Float(_)
        | Ty::List { .. }
        | Ty::Map(_)
        | Ty::Record(_)
        | Ty::Duration
        | Ty::Percent
        | Ty::Schedule
        | Ty::Targets
        | Ty::Script
        | Ty::Json => false,
    }
}

fn value_has_only(value: &Value, allowed: Allowed) -> bool {
    match value {
        Value::String(text) => text.chars().all(allowed),
        Value::Int(_) | Value::Bool(_) => has_only(&Ty::Bool, allowed),
        _ => false,
    }
}

/// Whether a pattern is anchored at both ends and matches allowed characters only.
pub(crate) fn pattern_has_only(pattern: &str, allowed: Allowed) -> bool {
    let Ok(ast) = Parser::new().parse(pattern) else { return false };
    anchored(&ast, End::Start) && anchored(&ast, End::End) && ast_has_only(&ast, allowed)
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Start,
    End,
}

/// Whether every match begins (or ends) where the text does.
fn anchored(ast: &Ast, end: End) -> bool {
    match ast {
        Ast::Assertion(assertion) => match assertion.kind {
            AssertionKind::StartLine | AssertionKind::StartText => end == End::Start,
            AssertionKind::EndLine | AssertionKind::EndText => end == End::End,
            _ => false,
        },
        Ast::Group(group) => anchored(&group.ast, end),
        Ast::Alternation(alternation) => alternation.asts.iter().all(|ast| anchored(ast, end)),
        Ast::Concat(concat) => {
            let outermost = match end {
                End::Start => concat.asts.first(),
                End::End => concat.asts.last(),
            };
            outermost.is_some_and(|ast| anchored(ast, end))
        }
        _ => false,
    }
}

/// Flags change what the rest means, and other assertions are read differently by the agent
/// (`\<` is a plain `<` there): neither is understood here.
fn ast_has_only(ast: &Ast, allowed: Allowed) -> bool {
    match ast {
        Ast::Empty(_) => true,
        Ast::Literal(literal) => allowed(literal.c),
        Ast::Assertion(assertion) => matches!(
            assertion.kind,
            AssertionKind::StartLine
                | AssertionKind::EndLine
                | AssertionKind::StartText
                | AssertionKind::EndText
        ),
        Ast::ClassPerl(class) => perl_has_only(class, allowed),
        Ast::ClassBracketed(class) => !class.negated && set_has_only(&class.kind, allowed),
        Ast::Repetition(repetition) => ast_has_only(&repetition.ast, allowed),
        Ast::Group(group) => {
            group.flags().is_none_or(|flags| flags.items.is_empty())
                && ast_has_only(&group.ast, allowed)
        }
        Ast::Alternation(alternation) => {
            alternation.asts.iter().all(|ast| ast_has_only(ast, allowed))
        }
        Ast::Concat(concat) => concat.asts.iter().all(|ast| ast_has_only(ast, allowed)),
        Ast::Flags(_) | Ast::Dot(_) | Ast::ClassUnicode(_) => false,
    }
}

fn perl_has_only(class: &ClassPerl, allowed: Allowed) -> bool {
    let members = match class.kind {
        ClassPerlKind::Digit => "0123456789",
        ClassPerlKind::Space => "\t\n\x0C\r ",
        ClassPerlKind::Word => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
    };
    !class.negated && members.chars().all(allowed)
}

fn set_has_only(set: &ClassSet, allowed: Allowed) -> bool {
    match set {
        ClassSet::Item(item) => item_has_only(item, allowed),
        ClassSet::BinaryOp(_) => false,
    }
}

fn item_has_only(item: &ClassSetItem, allowed: Allowed) -> bool {
    match item {
        ClassSetItem::Empty(_) => true,
        ClassSetItem::Literal(literal) => allowed(literal.c),
        ClassSetItem::Range(range) => (range.start.c..=range.end.c).all(allowed),
        ClassSetItem::Perl(class) => perl_has_only(class, allowed),
        ClassSetItem::Union(union) => union.items.iter().all(|item| item_has_only(item, allowed)),
        ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) | ClassSetItem::Bracketed(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_inert, is_plain_word, pattern_has_only};

    #[test]
    fn a_pattern_that_is_anchored_at_both_ends_and_plain_is_proven() {
        for pattern in [
            "^[a-z]+$",
            r"^\d{1,5}$",
            r"^(Install|Uninstall)$",
            r"^$|^i-[0-9a-f]{17}$",
            r"\A[\w.-]*\z",
            r"^[0-9a-z][a-z0-9\-\.]{3,63}$",
            r"^(?:a|b)?$",
            r"^v\d+\.\d+$",
            r"^\/[a-z\/]+$",
        ] {
            assert!(pattern_has_only(pattern, is_plain_word), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_lets_anything_else_in_is_not_proven() {
        for pattern in [
            "[a-z]+",
            "^[a-z]+",
            "[a-z]+$",
            "^a|b$",
            "^(a|b$)",
            "^.*$",
            "^[^a]*$",
            r"^\D$",
            r"^\s$",
            r"^\S$",
            "^[a-z ']+$",
            r"^[a-z$]+$",
            "^[ -~]*$",
            "(?i)^[a-z]+$",
            "^(?i:k)$",
            "(?m)^[a-z]+$",
            "(?s)^a$",
            r"^\<a$",
            r"^\ba$",
            r"^\p{L}$",
            "^[[:alpha:]]+$",
            "^[a-z&&[^b]]$",
            "^[a[bc]]$",
            "^[é]$",
            r"^\x27$",
            "^\"$",
            "^*$",
            "^(a",
            "^{{ x }}$",
            "^`$",
            "^a\n$",
            "",
            "^",
            "$",
        ] {
            assert!(!pattern_has_only(pattern, is_inert), "{pattern}");
        }
    }

    #[test]
    fn a_deep_pattern_is_refused_and_does_not_overflow() {
        let deep = format!("^{}a{}$", "(".repeat(20_000), ")".repeat(20_000));
        assert!(!pattern_has_only(&deep, is_plain_word));
    }
}
