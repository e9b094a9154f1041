//! What is known of one input of an action or plugin.

use super::Platform;

/// What a value of an input may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueType {
    String,
    /// A whole number.
    Integer,
    Boolean,
    StringList,
    /// An object.
    StringMap,
    /// A list of objects.
    MapList,
    /// An object whose members may be of any type.
    Map,
    /// Any JSON value.
    Any,
    /// A string that holds JSON.
    JsonText,
    /// The choices of `aws:branch`.
    Choices,
    /// The steps of `aws:loop`.
    Steps,
}

impl ValueType {
    /// The type as messages name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Integer => "Integer",
            Self::Boolean => "Boolean",
            Self::StringList => "StringList",
            Self::StringMap => "StringMap",
            Self::MapList => "MapList",
            Self::Map => "Map",
            Self::Any => "any value",
            Self::JsonText => "String of JSON",
            Self::Choices => "list of choices",
            Self::Steps => "list of steps",
        }
    }
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Documented,
    /// Seen in documents that AWS publishes or in the agent, not in the guide.
    Undocumented,
    /// Sources disagree.
    Unsure,
}

/// One input. Lengths count characters, except `max_bytes`.
#[derive(Clone, Copy, Debug)]
pub struct InputSpec {
    pub name: &'static str,
    /// The types that are accepted, the documented one first.
    pub types: &'static [ValueType],
    pub required: bool,
    /// The input whose presence makes this one superfluous.
    pub required_unless: Option<&'static str>,
    /// For a list, each item is one of them.
    pub allowed: &'static [&'static str],
    /// Values that the service took once and refuses today.
    pub removed: &'static [&'static str],
    pub pattern: Option<&'static str>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub max_bytes: Option<usize>,
    pub min_items: Option<usize>,
    pub max_items: Option<usize>,
    /// What holds where the input is missing, as JSON text.
    pub default: Option<&'static str>,
    /// The prefix that every key of a map must have.
    pub key_prefix: Option<&'static str>,
    /// Plugins only: the platforms that take this input; none named means all of the plugin's.
    pub platforms: &'static [Platform],
    /// Plugins only: one of the inputs that every plugin takes (`onFailure`, …).
    pub shared: bool,
    /// Plugins only: what the agent asks for, where the guide says otherwise.
    pub agent_required: Option<bool>,
    /// Plugins only: may hold `{{ssm-secure:…}}`.
    pub secure: bool,
    /// The members of an object, by the value of another input (`sourceInfo` by `sourceType`).
    pub variants: &'static [VariantSpec],
    /// How the value travels, where that differs from its type.
    pub wire: &'static str,
    pub status: Status,
    pub doc: &'static str,
}

impl InputSpec {
    /// An optional string without constraints; generated tables say what differs from it.
    pub const BASE: InputSpec = InputSpec {
        name: "",
        types: &[ValueType::String],
        required: false,
        required_unless: None,
        allowed: &[],
        removed: &[],
        pattern: None,
        minimum: None,
        maximum: None,
        min_length: None,
        max_length: None,
        max_bytes: None,
        min_items: None,
        max_items: None,
        default: None,
        key_prefix: None,
        platforms: &[],
        shared: false,
        agent_required: None,
        secure: false,
        variants: &[],
        wire: "",
        status: Status::Documented,
        doc: "",
    };

    /// The documented type.
    pub fn value_type(&self) -> ValueType {
        self.types.first().copied().unwrap_or(ValueType::Any)
    }
}

/// The members of an object for one value of the input that selects it.
#[derive(Clone, Copy, Debug)]
pub struct VariantSpec {
    pub name: &'static str,
    pub members: &'static [InputSpec],
}
