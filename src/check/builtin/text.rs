//! Functions of text.

use crate::hir::{Expr, Ty, Value};
use crate::text::Places;

use super::{Builtin, Run, Values, Wants, Way, is_string, may, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "format",
        parameters: &[needs("text", Wants::Text)],
        rest: Some(Wants::Any),
        way: Way::Value { compute: format_text, result: is_string, run: Run::If(formats) },
    },
    Builtin {
        name: "join",
        parameters: &[needs("list", Wants::Texts), may("separator", Wants::Text)],
        rest: None,
        way: Way::Value { compute: join, result: is_string, run: Run::Script },
    },
    Builtin {
        name: "lower",
        parameters: &[needs("text", Wants::Text)],
        rest: None,
        way: Way::Value {
            compute: |values| Ok(Value::string(values.text(0).to_lowercase())),
            result: is_string,
            run: Run::Script,
        },
    },
    Builtin {
        name: "replace",
        parameters: &[
            needs("text", Wants::Text),
            needs("old", Wants::Text),
            needs("new", Wants::Text),
        ],
        rest: None,
        way: Way::Value { compute: replace, result: is_string, run: Run::If(replaces) },
    },
    Builtin {
        name: "split",
        parameters: &[needs("text", Wants::Text), needs("separator", Wants::Text)],
        rest: None,
        way: Way::Value {
            compute: split,
            result: |_| Ty::list(Ty::string()),
            run: Run::If(splits),
        },
    },
    Builtin {
        name: "trim",
        parameters: &[needs("text", Wants::Text)],
        rest: None,
        way: Way::Value {
            compute: |values| Ok(Value::string(values.text(0).trim())),
            result: is_string,
            run: Run::Script,
        },
    },
    Builtin {
        name: "upper",
        parameters: &[needs("text", Wants::Text)],
        rest: None,
        way: Way::Value {
            compute: |values| Ok(Value::string(values.text(0).to_uppercase())),
            result: is_string,
            run: Run::Script,
        },
    },
];

/// More than this is no configuration but an attack on the compiler.
const MOST_TEXT_BYTES: usize = 16 * 1024 * 1024;

fn join(values: &Values<'_>) -> Result<Value, String> {
    let items = values.list(0)?;
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    limited(texts.iter().map(|text| text.len()).sum())?;
    Ok(Value::string(texts.join(values.text(1))))
}

fn replaces(arguments: &[Expr]) -> Result<(), String> {
    let is_empty = arguments.get(1).is_some_and(is_empty_text);
    if is_empty { Err("the text to replace is empty".to_owned()) } else { Ok(()) }
}

fn splits(arguments: &[Expr]) -> Result<(), String> {
    let is_empty = arguments.get(1).is_some_and(is_empty_text);
    if is_empty { Err("the separator is empty".to_owned()) } else { Ok(()) }
}

fn is_empty_text(argument: &Expr) -> bool {
    argument.as_const().and_then(Value::as_str) == Some("")
}

fn replace(values: &Values<'_>) -> Result<Value, String> {
    let (text, old, new) = (values.text(0), values.text(1), values.text(2));
    if old.is_empty() {
        return Err("the text to replace is empty".to_owned());
    }
    limited(text.len() + text.matches(old).count().saturating_mul(new.len()))?;
    Ok(Value::string(text.replace(old, new)))
}

fn split(values: &Values<'_>) -> Result<Value, String> {
    if values.text(1).is_empty() {
        return Err("the separator is empty".to_owned());
    }
    Ok(Value::List(values.text(0).split(values.text(1)).map(Value::string).collect()))
}

fn limited(bytes: usize) -> Result<(), String> {
    if bytes <= MOST_TEXT_BYTES {
        return Ok(());
    }
    Err(format!("the text has {bytes} bytes, more than {MOST_TEXT_BYTES}"))
}

/// `%s`, `%d`, `%5d`, `%05d`, `%x` and `%%`, as the scripts' own formatting takes them.
fn format_text(values: &Values<'_>) -> Result<Value, String> {
    let mut written = String::new();
    let mut places = Places::new(values.text(0));
    let mut next = 1;
    for place in &mut places {
        written.push_str(place.before);
        if place.is_percent_sign() {
            written.push('%');
            continue;
        }
        let kind = place.kind.ok_or("the text ends after `%`")?;
        let value = values.get(next).ok_or("there are fewer values than `%` places")?;
        written.push_str(&placed(kind, place.width, value)?);
        next += 1;
    }
    if values.get(next).is_some() {
        return Err("there are more values than `%` places".to_owned());
    }
    written.push_str(places.rest());
    Ok(Value::string(written))
}

/// Whether a script can write the values into the places as the build would.
fn formats(arguments: &[Expr]) -> Result<(), String> {
    let text = arguments.first().and_then(Expr::as_const).and_then(Value::as_str);
    let text = text.ok_or("the build must know the text with the `%` places")?;
    let mut values = arguments.iter().skip(1);
    for place in Places::new(text).filter(|place| !place.is_percent_sign()) {
        let kind = place.kind.ok_or("the text ends after `%`")?;
        let value = values.next().ok_or("there are fewer values than `%` places")?;
        let ty = value.ty.required();
        match kind {
            's' if ty.is_text() || ty.is_number() || ty.is_bool() => {}
            'd' | 'x' if ty.is_int() => {}
            's' => return Err(format!("`{ty}` has no text; write `value as String`")),
            'd' | 'x' => return Err(format!("`%{kind}` takes a whole number, not `{ty}`")),
            _ => return Err(format!("`%{kind}` is not known; write `%s`, `%d`, `%x` or `%%`")),
        }
    }
    match values.next() {
        Some(_) => Err("there are more values than `%` places".to_owned()),
        None => Ok(()),
    }
}

/// The widest that a place may be.
const MOST_WIDTH: usize = 1_000;

fn placed(kind: char, width: &str, value: &Value) -> Result<String, String> {
    let fills_with_zeros = width.starts_with('0');
    let width: usize = if width.is_empty() { 0 } else { width.parse().unwrap_or(usize::MAX) };
    if width > MOST_WIDTH {
        return Err(format!("a place is at most {MOST_WIDTH} characters wide"));
    }
    match (kind, value) {
        ('s', value) => {
            let text = value.text().ok_or_else(|| format!("`{}` has no text", value.ty()))?;
            Ok(format!("{text:>width$}"))
        }
        ('d', Value::Int(number)) if fills_with_zeros => Ok(format!("{number:0width$}")),
        ('d', Value::Int(number)) => Ok(format!("{number:width$}")),
        ('x', Value::Int(number)) if *number >= 0 && fills_with_zeros => {
            Ok(format!("{number:0width$x}"))
        }
        ('x', Value::Int(number)) if *number >= 0 => Ok(format!("{number:width$x}")),
        ('d' | 'x', value) => Err(format!("`%{kind}` takes a whole number, not {}", value.shown())),
        _ => Err(format!("`%{kind}` is not known; write `%s`, `%d`, `%x` or `%%`")),
    }
}
