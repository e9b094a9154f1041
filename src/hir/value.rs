//! Values that the compiler knows.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::text::{FileSpan, Name};

use super::TargetSet;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// Text, never a reference: braces in it are refused when the document is written.
    String(Arc<str>),
    /// `raw("{{ … }}")`: text whose references are meant.
    Raw(Arc<str>),
    /// In seconds.
    Duration(i64),
    Percent(u32),
    Range {
        low: Option<i64>,
        high: Option<i64>,
    },
    List(Vec<Value>),
    Record(IndexMap<Name, Value>),
    /// A `cron(…)`, `rate(…)` or `at(…)` expression with its zone.
    Schedule {
        expression: Arc<str>,
        timezone: Option<Arc<str>>,
    },
    Targets(Box<TargetSet>),
    Script(Arc<Script>),
}

/// A script's text and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    pub language: ScriptLanguage,
    pub text: Arc<str>,
    /// The text between the fences, or the `read(…)` that brought it.
    pub at: FileSpan,
    /// `raw sh`: references in the text are meant.
    pub raw: bool,
    /// `attachment("x.zip")`: the text is in this file, not in the document.
    pub attachment: Option<super::Attachment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScriptLanguage {
    Sh,
    Bash,
    PowerShell,
    Python,
    /// `text"""…"""` or a file's text: no language.
    Text,
}

impl Value {
    pub fn string(text: impl Into<Arc<str>>) -> Value {
        Value::String(text.into())
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) | Value::Raw(text) => Some(text),
            _ => None,
        }
    }
}
