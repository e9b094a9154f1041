//! Types and values as a person would write them, for messages.

use std::fmt;

use super::{Bounds, FloatBounds, Ty, Value};

/// How many values of a union a message lists before it counts the rest.
const SHOWN_VALUES: usize = 12;

/// How many characters of such values it lists, where one is not longer.
const SHOWN_VALUES_CHARACTERS: usize = 160;

/// How many characters of a type a message shows.
const SHOWN_TYPE_CHARACTERS: usize = 240;

/// How many characters of a value a message shows.
const SHOWN_CHARACTERS: usize = 60;

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(low) = self.low {
            write!(f, "{low}")?;
        }
        f.write_str("..")?;
        self.high.map_or(Ok(()), |high| write!(f, "{high}"))
    }
}

impl fmt::Display for FloatBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(low) = self.low {
            write!(f, "{low}")?;
        }
        f.write_str("..")?;
        self.high.map_or(Ok(()), |high| write!(f, "{high}"))
    }
}

/// As written in a source, cut where it is long.
impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = Cut { text: String::new(), left: SHOWN_TYPE_CHARACTERS };
        match fmt::write(&mut shown, format_args!("{}", Whole(self))) {
            Ok(()) => f.write_str(&shown.text),
            Err(_) => write!(f, "{}…", shown.text),
        }
    }
}

/// Takes so many characters, then fails: what writes to it stops there.
struct Cut {
    text: String,
    left: usize,
}

impl fmt::Write for Cut {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for letter in text.chars() {
            self.left = self.left.checked_sub(1).ok_or(fmt::Error)?;
            self.text.push(letter);
        }
        Ok(())
    }
}

/// A type with all its parts.
struct Whole<'a>(&'a Ty);

impl fmt::Display for Whole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Ty::Unknown => f.write_str("an unknown type"),
            Ty::Null => f.write_str("null"),
            Ty::Bool => f.write_str("Bool"),
            Ty::Int(bounds) if bounds.of_source().is_open() => f.write_str("Int"),
            Ty::Int(bounds) => write!(f, "Int({})", bounds.of_source()),
            Ty::Float(_) => f.write_str("Float"),
            Ty::String { pattern, length } => show_string(f, pattern.as_deref(), *length),
            Ty::Enum(values) => Alternatives(values).fmt(f),
            Ty::Aws { ty, pattern: None } => f.write_str(ty.path()),
            Ty::Aws { ty, pattern: Some(pattern) } => {
                write!(f, "{}(pattern: r\"{pattern}\")", ty.path())
            }
            Ty::List { element, items } if items.is_open() => {
                write!(f, "List<{}>", Whole(element))
            }
            Ty::List { element, items } => {
                write!(f, "List<{}>(items: {items})", Whole(element))
            }
            Ty::Map(value) if **value == Ty::Json => f.write_str("Map"),
            Ty::Map(value) => write!(f, "Map<{}>", Whole(value)),
            Ty::Record(record) => show_record(f, record),
            Ty::Optional(inner) => match **inner {
                Ty::Enum(_) | Ty::Union(_) => write!(f, "({})?", Whole(inner)),
                _ => write!(f, "{}?", Whole(inner)),
            },
            Ty::Union(types) => show_joined(f, types.iter().map(Whole), " | "),
            Ty::Duration => f.write_str("Duration"),
            Ty::Percent => f.write_str("Percent"),
            Ty::Schedule => f.write_str("Schedule"),
            Ty::Targets => f.write_str("Targets"),
            Ty::Script => f.write_str("Script"),
            Ty::Json => f.write_str("Json"),
        }
    }
}

fn show_string(f: &mut fmt::Formatter<'_>, pattern: Option<&str>, length: Bounds) -> fmt::Result {
    match (pattern, length.is_open()) {
        (None, true) => f.write_str("String"),
        (Some(pattern), true) => write!(f, "String(pattern: r\"{pattern}\")"),
        (None, false) => write!(f, "String(length: {length})"),
        (Some(pattern), false) => write!(f, "String(pattern: r\"{pattern}\", length: {length})"),
    }
}

/// Values of which one is meant, the first of them: `"a" | "b" | … (3 more)`.
pub struct Alternatives<'a>(pub &'a [Value]);

impl fmt::Display for Alternatives<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = SHOWN_VALUES_CHARACTERS;
        let fits = |text: &String| {
            let is_room = left == SHOWN_VALUES_CHARACTERS || text.len() < left;
            left = left.saturating_sub(text.len());
            is_room
        };
        let texts = self.0.iter().take(SHOWN_VALUES).map(Value::shown);
        let shown: Vec<String> = texts.take_while(fits).collect();
        show_joined(f, shown.iter(), " | ")?;
        match self.0.len() - shown.len() {
            0 => Ok(()),
            more => write!(f, " | … ({more} more)"),
        }
    }
}

fn show_joined(
    f: &mut fmt::Formatter<'_>,
    items: impl Iterator<Item = impl fmt::Display>,
    separator: &str,
) -> fmt::Result {
    for (position, item) in items.enumerate() {
        if position > 0 {
            f.write_str(separator)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

fn show_record(f: &mut fmt::Formatter<'_>, record: &super::RecordType) -> fmt::Result {
    if record.fields().is_empty() {
        return f.write_str("{}");
    }
    f.write_str("{ ")?;
    let is_of_api = record.is_of_api();
    for (position, field) in record.fields().iter().enumerate() {
        if position > 0 {
            f.write_str(", ")?;
        }
        if position == SHOWN_VALUES {
            f.write_str("…")?;
            break;
        }
        let mark = if field.optional { "?" } else { "" };
        write!(f, "{}{mark}", field.name)?;
        if !is_of_api {
            write!(f, ": {}", Whole(&field.ty))?;
        }
    }
    f.write_str(" }")
}

/// As written in a source.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => value.fmt(f),
            Value::Int(value) => value.fmt(f),
            Value::Float(value) => write!(f, "{value:?}"),
            Value::String(text) => show_quoted(f, text),
            Value::Raw(text) => {
                f.write_str("raw(")?;
                show_quoted(f, text)?;
                f.write_str(")")
            }
            Value::Duration(seconds) => f.write_str(&duration_text(*seconds)),
            Value::Percent(percent) => write!(f, "{percent}%"),
            Value::Range { low, high } => Bounds { low: *low, high: *high }.fmt(f),
            Value::List(items) => {
                f.write_str("[")?;
                show_joined(f, items.iter(), ", ")?;
                f.write_str("]")
            }
            Value::Record(fields) => show_fields(f, fields),
            Value::Schedule { expression, .. } => f.write_str(expression),
            Value::Targets(_) => f.write_str("targets"),
            Value::Script(_) => f.write_str("a script"),
        }
    }
}

fn show_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for letter in text.chars() {
        match letter {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            other => write!(f, "{other}")?,
        }
    }
    f.write_str("\"")
}

fn show_fields(
    f: &mut fmt::Formatter<'_>,
    fields: &indexmap::IndexMap<crate::text::Name, Value>,
) -> fmt::Result {
    if fields.is_empty() {
        return f.write_str("{}");
    }
    f.write_str("{ ")?;
    for (position, (name, value)) in fields.iter().enumerate() {
        if position > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{name}: {value}")?;
    }
    f.write_str(" }")
}

/// A duration of so many seconds as Ordain writes it: `1h30m`.
pub fn duration_text(seconds: i64) -> String {
    const UNITS: [(i64, char); 4] = [(86_400, 'd'), (3_600, 'h'), (60, 'm'), (1, 's')];
    let mut rest = seconds.unsigned_abs();
    let mut text = String::from(if seconds < 0 { "-" } else { "" });
    for (size, letter) in UNITS {
        let count = rest / size.unsigned_abs();
        rest %= size.unsigned_abs();
        if count > 0 {
            text.push_str(&format!("{count}{letter}"));
        }
    }
    if seconds == 0 { "0s".to_owned() } else { text }
}

impl Value {
    /// As written in a source, cut where it is long.
    pub fn shown(&self) -> String {
        let text = self.to_string();
        match text.char_indices().nth(SHOWN_CHARACTERS) {
            Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or("")),
            None => text,
        }
    }

    /// What `${value}` writes; absent where a value has no text of its own (`null`, a list, a
    /// record, targets, a script).
    pub fn text(&self) -> Option<String> {
        match self {
            Value::String(text) | Value::Raw(text) => Some(text.to_string()),
            Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Duration(_)
            | Value::Percent(_) => Some(self.to_string()),
            Value::Schedule { expression, .. } => Some(expression.to_string()),
            Value::Null
            | Value::Range { .. }
            | Value::List(_)
            | Value::Record(_)
            | Value::Targets(_)
            | Value::Script(_) => None,
        }
    }

    /// The type that a value has on its own.
    pub fn ty(&self) -> Ty {
        match self {
            Value::Null => Ty::Null,
            Value::Bool(_) => Ty::Bool,
            Value::Int(_) => Ty::int(),
            Value::Float(_) => Ty::float(),
            Value::String(_) | Value::Raw(_) => Ty::string(),
            Value::Duration(_) => Ty::Duration,
            Value::Percent(_) => Ty::Percent,
            Value::Range { .. } => Ty::list(Ty::int()),
            Value::List(items) => {
                Ty::list(items.iter().map(Value::ty).reduce(Ty::join).unwrap_or(Ty::Unknown))
            }
            Value::Record(fields) => {
                Ty::record(fields.iter().map(|(name, value)| (name.clone(), value.ty())))
            }
            Value::Schedule { .. } => Ty::Schedule,
            Value::Targets(_) => Ty::Targets,
            Value::Script(_) => Ty::Script,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Ty, Value, duration_text};

    #[test]
    fn a_duration_is_written_in_the_largest_units() {
        assert_eq!(duration_text(5_400), "1h30m");
        assert_eq!(duration_text(90_061), "1d1h1m1s");
        assert_eq!(duration_text(0), "0s");
    }

    #[test]
    fn a_long_list_of_values_is_cut_between_two() {
        let values: Vec<Value> =
            (0..20).map(|number| Value::string(format!("{number:0>30}"))).collect();
        let shown = Ty::Enum(values.into()).to_string();
        assert!(shown.ends_with("\" | … (16 more)"), "{shown}");
    }

    #[test]
    fn a_number_of_the_machine_is_any_number() {
        let bounds = |low, high| Ty::Int(Bounds { low: Some(low), high: Some(high) });
        assert_eq!(bounds(-2_147_483_648, 2_147_483_647).to_string(), "Int");
        assert_eq!(bounds(1, 2_147_483_647).to_string(), "Int(1..)");
        assert_eq!(bounds(1, 5).to_string(), "Int(1..5)");
    }

    #[test]
    fn a_union_below_a_question_mark_stands_in_parentheses() {
        let values = vec![Value::string("a"), Value::string("b")];
        let ty = Ty::Optional(Box::new(Ty::Enum(values.into())));
        assert_eq!(ty.to_string(), "(\"a\" | \"b\")?");
    }
}
