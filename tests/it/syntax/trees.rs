//! Generated trees: every kind of expression, type, statement and declaration.

use ordain::syntax::ast::{
    Argument, Arm, Attribute, BinaryOp, Block, CallExpr, Clause, ClauseKind, Comprehension, Const,
    Declaration, DeclarationKind, DocumentCall, DocumentName, Expr, ExprKind, FailureTarget, Fence,
    File, FilterTest, Header, Ident, Item, ItemKind, ListElement, MatchArm, Member, MemberKind,
    RecordEntry, RecordKey, Script, ScriptLanguage, ScriptSource, Statement, StatementKind,
    StringPart, TypeAlias, TypeExpr, TypeExprKind, TypeField, UnaryOp,
};
use ordain::text::Span;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;

const AT: Span = Span::new(0, 0);

fn of(kind: ExprKind) -> Expr {
    Expr { kind, span: AT }
}

fn boxed(kind: ExprKind) -> Box<Expr> {
    Box::new(of(kind))
}

fn ident() -> impl Strategy<Value = Ident> {
    let words =
        select(vec!["a", "web", "Port_2", "timeout", "step", "max", "all", "group", "each"]);
    let quoted = select(vec!["if", "4xx", "a b", "größe"]);
    prop_oneof![
        4 => words.prop_map(|text| Ident { text: text.into(), span: AT, quoted: false }),
        1 => quoted.prop_map(|text| Ident { text: text.into(), span: AT, quoted: true }),
    ]
}

fn plain_name() -> impl Strategy<Value = Ident> {
    select(vec!["alpha", "beta", "gamma"]).prop_map(|text| Ident {
        text: text.into(),
        span: AT,
        quoted: false,
    })
}

fn text() -> impl Strategy<Value = String> {
    vec(
        select(vec![
            "a", " ", "\n", "\"", "\\", "$", "${", "é", "\t", "\u{1}", "x y", "//", "}", "\"\"\"",
        ]),
        0..6,
    )
    .prop_map(|pieces| pieces.concat())
}

fn string(hole: impl Strategy<Value = Expr> + 'static) -> impl Strategy<Value = ExprKind> {
    let hole = hole.prop_map(|expr| StringPart::Hole { expr, span: AT });
    let parts = (text(), option::of((hole, text()))).prop_map(|(before, rest)| {
        let mut parts = vec![StringPart::Text { text: before, span: AT }];
        if let Some((hole, after)) = rest {
            parts.push(hole);
            parts.push(StringPart::Text { text: after, span: AT });
        }
        parts.retain(|part| !matches!(part, StringPart::Text { text, .. } if text.is_empty()));
        parts
    });
    parts.prop_map(|parts| ExprKind::String { parts, fence: Fence::Plain })
}

fn verbatim() -> impl Strategy<Value = ExprKind> {
    let raw = select(vec!["", r"^\d+$", "a b"]).prop_map(|text| (text, Fence::Raw));
    let fenced = select(vec!["a\n", "a\n  b\n\nc\n", "a \"\"\" b\n", "x"]);
    let fenced = (fenced, select(vec![Fence::Text, Fence::Lines]));
    prop_oneof![raw, fenced].prop_map(|(text, fence)| {
        let text = text.to_owned();
        let parts =
            if text.is_empty() { Vec::new() } else { vec![StringPart::Text { text, span: AT }] };
        ExprKind::String { parts, fence }
    })
}

fn leaf() -> BoxedStrategy<Expr> {
    prop_oneof![
        Just(ExprKind::Null),
        any::<bool>().prop_map(ExprKind::Bool),
        (-1000i64..1000).prop_map(ExprKind::Int),
        (1u16..1000).prop_map(|number| ExprKind::Float(f64::from(number) / 8.0)),
        (0i64..1_000_000).prop_map(ExprKind::Duration),
        (0u32..100).prop_map(ExprKind::Percent),
        ident().prop_map(ExprKind::Name),
        string(ident().prop_map(|name| of(ExprKind::Name(name)))),
        verbatim(),
    ]
    .prop_map(of)
    .boxed()
}

fn arguments(value: BoxedStrategy<Expr>) -> impl Strategy<Value = Vec<Argument>> {
    let named = (option::of(ident()), value).prop_map(|(name, value)| Argument {
        name,
        value,
        spread: false,
        span: AT,
    });
    let spread = ident().prop_map(|name| Argument {
        name: None,
        value: of(ExprKind::Name(name)),
        spread: true,
        span: AT,
    });
    vec(prop_oneof![4 => named, 1 => spread], 0..3)
}

fn binary_op() -> impl Strategy<Value = BinaryOp> {
    select(vec![
        BinaryOp::Coalesce,
        BinaryOp::Or,
        BinaryOp::And,
        BinaryOp::Equal,
        BinaryOp::Less,
        BinaryOp::In,
        BinaryOp::Contains,
        BinaryOp::Intersect,
        BinaryOp::Add,
        BinaryOp::Subtract,
        BinaryOp::Multiply,
        BinaryOp::Divide,
    ])
}

pub(super) fn expr() -> BoxedStrategy<Expr> {
    leaf()
        .prop_recursive(4, 24, 3, |inner| {
            let inner = inner.boxed();
            prop_oneof![composed(inner.clone()), postfix(inner.clone()), bracketed(inner)]
                .prop_map(of)
        })
        .boxed()
}

fn composed(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ExprKind> {
    let two = (inner.clone(), inner.clone());
    let pair = move || two.clone().prop_map(|(left, right)| (Box::new(left), Box::new(right)));
    prop_oneof![
        (binary_op(), pair()).prop_map(|(op, (left, right))| ExprKind::Binary {
            op,
            op_span: AT,
            left,
            right
        }),
        inner.clone().prop_map(|operand| ExprKind::Unary {
            op: UnaryOp::Not,
            op_span: AT,
            operand: Box::new(operand)
        }),
        inner.clone().prop_map(|operand| ExprKind::Unary {
            op: UnaryOp::Negate,
            op_span: AT,
            operand: Box::new(operand)
        }),
        (pair(), inner.clone()).prop_map(|((condition, then), otherwise)| ExprKind::If {
            condition,
            then,
            otherwise: Box::new(otherwise)
        }),
        pair().prop_map(|(value, default)| ExprKind::Else { value, default }),
        pair().prop_map(|(low, high)| ExprKind::Range { low: Some(low), high: Some(high) }),
        inner.clone().prop_map(|low| ExprKind::Range { low: Some(Box::new(low)), high: None }),
        (ident(), inner.clone()).prop_map(|(parameter, targets)| ExprKind::EachIn {
            parameter,
            targets: Box::new(targets)
        }),
        (inner, type_expr_of(leaf()))
            .prop_map(|(value, ty)| ExprKind::As { value: Box::new(value), ty: Box::new(ty) }),
        script().prop_map(|script| ExprKind::Script(Box::new(script))),
    ]
    .boxed()
}

fn postfix(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ExprKind> {
    let test = (vec(ident(), 1..3), leaf()).prop_map(|(member, value)| FilterTest {
        member,
        op: BinaryOp::Equal,
        value,
    });
    prop_oneof![
        (inner.clone(), ident())
            .prop_map(|(base, member)| ExprKind::Member { base: Box::new(base), member }),
        (inner.clone(), inner.clone()).prop_map(|(base, index)| ExprKind::Index {
            base: Box::new(base),
            index: Box::new(index)
        }),
        inner.clone().prop_map(|base| ExprKind::Each(Box::new(base))),
        (inner.clone(), vec(test, 1..3))
            .prop_map(|(base, tests)| ExprKind::Filter { base: Box::new(base), tests }),
        (inner.clone(), arguments(inner)).prop_map(|(callee, arguments)| {
            ExprKind::Call(Box::new(CallExpr { callee, arguments, arguments_span: AT }))
        }),
        call().prop_map(|call| ExprKind::AllPages(Box::new(call))),
    ]
    .boxed()
}

fn bracketed(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ExprKind> {
    let element = prop_oneof![
        inner.clone().prop_map(ListElement::Item),
        inner.clone().prop_map(ListElement::Spread)
    ];
    let key = select(vec!["a", "in", "odd-key", "\"", ""])
        .prop_map(|text: &str| RecordKey::Name { text: text.into(), span: AT });
    let key = prop_oneof![4 => key, 1 => Just(RecordKey::Spread(AT))];
    let entry = (key, inner.clone()).prop_map(|(key, value)| RecordEntry { key, value, span: AT });
    let three = (inner.clone(), option::of(inner.clone()), inner);
    prop_oneof![
        vec(element, 0..3).prop_map(ExprKind::List),
        vec(entry, 0..3).prop_map(ExprKind::Record),
        (ident(), three).prop_map(|(variable, (list, condition, result))| {
            ExprKind::Comprehension(Box::new(Comprehension { variable, list, condition, result }))
        }),
    ]
    .boxed()
}

/// A call of a name that is no word of a statement.
fn call() -> impl Strategy<Value = Expr> {
    (plain_name(), arguments(leaf())).prop_map(|(name, arguments)| {
        let callee = of(ExprKind::Name(name));
        of(ExprKind::Call(Box::new(CallExpr { callee, arguments, arguments_span: AT })))
    })
}

fn script() -> impl Strategy<Value = Script> {
    let language = select(vec![
        ScriptLanguage::Sh,
        ScriptLanguage::Bash,
        ScriptLanguage::PowerShell,
        ScriptLanguage::Python,
    ]);
    let text = select(vec!["echo 1", "a\n  b\n", "say \"x\"", "\"\"\"\n", "c\\d\n", "{{ X }}\n"]);
    let inline = text.prop_map(|text| ScriptSource::Inline { text: text.to_owned(), span: AT });
    let source = prop_oneof![inline, call().prop_map(ScriptSource::Expr)];
    (language, arguments(leaf()), source, option::of(type_expr_of(leaf()))).prop_map(
        |(language, arguments, source, result)| Script {
            language,
            language_span: AT,
            raw: true,
            arguments,
            source,
            result,
            span: AT,
        },
    )
}

fn type_expr_of(value: BoxedStrategy<Expr>) -> BoxedStrategy<TypeExpr> {
    let literal = prop_oneof![
        any::<bool>().prop_map(ExprKind::Bool),
        (-5i64..5).prop_map(ExprKind::Int),
        string(leaf()),
    ];
    let literal = literal.prop_map(|kind| TypeExprKind::Literal(boxed(kind)));
    let named = (vec(ident(), 1..3), arguments(value)).prop_map(|(path, refinements)| {
        TypeExprKind::Named { path, generics: Vec::new(), refinements }
    });
    let leaf = prop_oneof![literal, named].prop_map(|kind| TypeExpr { kind, span: AT });
    leaf.prop_recursive(3, 8, 3, |inner| {
        let field = (select(vec!["A", "in", "odd key"]), any::<bool>(), inner.clone()).prop_map(
            |(name, optional, ty)| TypeField { name: name.into(), name_span: AT, optional, ty },
        );
        let generic =
            (vec(ident(), 1..2), vec(inner.clone(), 1..3)).prop_map(|(path, generics)| {
                TypeExprKind::Named { path, generics, refinements: Vec::new() }
            });
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(TypeExprKind::Union),
            vec(field, 0..3).prop_map(TypeExprKind::Record),
            inner.prop_map(|ty| TypeExprKind::Optional(Box::new(ty))),
            generic,
        ]
        .prop_map(|kind| TypeExpr { kind, span: AT })
    })
    .boxed()
}

fn clause() -> impl Strategy<Value = ClauseKind> {
    prop_oneof![
        expr().prop_map(ClauseKind::When),
        expr().prop_map(ClauseKind::On),
        leaf().prop_map(ClauseKind::Timeout),
        ident().prop_map(ClauseKind::Notify),
        ident().prop_map(|step| ClauseKind::OnFailure(FailureTarget::Goto(step))),
        string(leaf()).prop_map(|text| ClauseKind::Description(of(text))),
        Just(ClauseKind::Ends),
        Just(ClauseKind::Critical),
        Just(ClauseKind::OnSuccessExit),
    ]
}

fn document_call() -> impl Strategy<Value = DocumentCall> {
    let name = prop_oneof![
        text().prop_map(|text| DocumentName::String { text, span: AT }),
        plain_name().prop_map(|name| DocumentName::Expr(of(ExprKind::Name(name)))),
    ];
    (name, arguments(expr())).prop_map(|(document, arguments)| DocumentCall {
        document,
        arguments,
        arguments_span: AT,
    })
}

fn simple_statement() -> impl Strategy<Value = StatementKind> {
    // A script behind `let` is a statement of its own.
    let value = expr().prop_filter("no script", |expr| !matches!(expr.kind, ExprKind::Script(_)));
    prop_oneof![
        (ident(), value).prop_map(|(name, value)| StatementKind::Let { name, value }),
        (ident(), document_call()).prop_map(|(name, call)| StatementKind::LetStatement {
            name,
            value: Box::new(StatementKind::Run(call))
        }),
        (ident(), ident(), expr()).prop_map(|(step, name, value)| StatementKind::LetOutput {
            step,
            name,
            value
        }),
        (ident(), expr()).prop_map(|(name, value)| StatementKind::Assign { name, value }),
        (ident(), option::of(type_expr_of(leaf())), option::of(expr()))
            .prop_map(|(name, ty, value)| StatementKind::Var { name, ty, value }),
        call().prop_map(StatementKind::Expr),
        document_call().prop_map(StatementKind::Call),
        script().prop_map(|script| StatementKind::Script(Box::new(script))),
        option::of(expr()).prop_map(StatementKind::Fail),
        (option::of(ident()), expr())
            .prop_map(|(name, value)| StatementKind::Output { name, value }),
        expr().prop_map(StatementKind::WaitUntil),
        ident().prop_map(StatementKind::Goto),
        Just(StatementKind::Exit),
        Just(StatementKind::Reboot),
        arguments(leaf()).prop_map(StatementKind::Approve),
    ]
}

fn statement() -> BoxedStrategy<Statement> {
    let simple = with_clauses(simple_statement().boxed());
    simple
        .prop_recursive(2, 8, 3, |inner| {
            let block =
                vec(inner, 0..3).prop_map(|statements| Block { statements, span: AT }).boxed();
            let arm = (expr(), block.clone()).prop_map(|(condition, body)| Arm { condition, body });
            let match_arm = (vec(leaf(), 0..3), block.clone())
                .prop_map(|(patterns, body)| MatchArm { patterns, body, span: AT });
            let kinds = prop_oneof![
                (vec(arm, 1..3), option::of(block.clone()))
                    .prop_map(|(arms, otherwise)| StatementKind::If { arms, otherwise }),
                (expr(), vec(match_arm, 0..3))
                    .prop_map(|(subject, arms)| StatementKind::Match { subject, arms }),
                (ident(), expr(), block.clone())
                    .prop_map(|(variable, list, body)| StatementKind::For { variable, list, body }),
                (block.clone(), expr(), option::of(leaf()))
                    .prop_map(|(body, until, max)| StatementKind::Repeat { body, until, max }),
                (block.clone(), option::of(block.clone()), option::of(block.clone())).prop_map(
                    |(body, rescue, always)| StatementKind::Block {
                        body,
                        rescue,
                        always,
                        cancel: None
                    }
                ),
                (expr(), block).prop_map(|(targets, body)| StatementKind::Play { targets, body }),
            ];
            with_clauses(kinds.boxed())
        })
        .boxed()
}

fn with_clauses(kind: BoxedStrategy<StatementKind>) -> BoxedStrategy<Statement> {
    let clause = clause().prop_map(|kind| Clause { kind, span: AT });
    (option::of(ident()), kind, option::of(clause))
        .prop_map(|(step_name, kind, clause)| Statement {
            docs: None,
            step_name,
            kind,
            clauses: clause.into_iter().collect(),
            span: AT,
        })
        .boxed()
}

pub(crate) fn file() -> impl Strategy<Value = File> {
    let statement = statement().prop_map(MemberKind::Statement);
    let attribute = (ident(), expr()).prop_map(|(key, value)| {
        MemberKind::Attribute(Attribute { docs: None, key, value, span: AT })
    });
    let parameter =
        (ident(), type_expr_of(leaf()), option::of(expr())).prop_map(|(name, ty, default)| {
            MemberKind::Parameter { name, ty, default, clauses: Vec::new() }
        });
    let member = prop_oneof![4 => statement, 1 => attribute, 1 => parameter]
        .prop_map(|kind| Member { docs: None, kind, span: AT });
    let declaration = (plain_name(), option::of(expr()), vec(member, 0..4)).prop_map(
        |(name, targets, members)| {
            let kind = DeclarationKind::Runbook;
            let header = Header { kind, kind_span: AT, name, emitted_name: None, targets };
            ItemKind::Declaration(Declaration { header, members, body_span: AT })
        },
    );
    let constant = (ident(), option::of(type_expr_of(leaf())), expr())
        .prop_map(|(name, ty, value)| ItemKind::Const(Const { name, ty, value }));
    let alias = (ident(), type_expr_of(expr()))
        .prop_map(|(name, ty)| ItemKind::TypeAlias(TypeAlias { name, ty }));
    let item = prop_oneof![declaration, constant, alias].prop_map(|kind| Item {
        docs: None,
        kind,
        span: AT,
    });
    vec(item, 0..3).prop_map(|items| File { docs: None, items })
}
