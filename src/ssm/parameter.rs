//! Parameters of documents and the types of values.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lenient;

/// A parameter's definition, in documents of all kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    #[serde(rename = "type")]
    pub data_type: ParameterType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Without a default the parameter is required when the document is run.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::present"
    )]
    pub default: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_values: Vec<Value>,
    /// A regular expression, to be written anchored: the agent matches it anywhere in the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_pattern: Option<String>,
    /// `textfield` or `textarea`; matters to the console only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_type: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_number"
    )]
    pub min_items: Option<u32>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_number"
    )]
    pub max_items: Option<u32>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_number"
    )]
    pub min_chars: Option<u32>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_number"
    )]
    pub max_chars: Option<u32>,
    /// `ENV_VAR`: the agent hands the value over in the environment. Command documents only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpolation_type: Option<String>,
}

impl Parameter {
    /// A required parameter without constraints.
    pub fn new(data_type: ParameterType) -> Self {
        Self {
            data_type,
            description: None,
            default: None,
            allowed_values: Vec::new(),
            allowed_pattern: None,
            display_type: None,
            min_items: None,
            max_items: None,
            min_chars: None,
            max_chars: None,
            interpolation_type: None,
        }
    }
}

/// The type of a step's output or of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DataType {
    Boolean,
    Integer,
    MapList,
    String,
    StringList,
    StringMap,
}

impl DataType {
    /// All of them, in the order of their names.
    pub const ALL: [DataType; 6] = [
        Self::Boolean,
        Self::Integer,
        Self::MapList,
        Self::String,
        Self::StringList,
        Self::StringMap,
    ];

    /// As documents write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Boolean => "Boolean",
            Self::Integer => "Integer",
            Self::MapList => "MapList",
            Self::String => "String",
            Self::StringList => "StringList",
            Self::StringMap => "StringMap",
        }
    }

    /// Whether a literal has this type.
    pub fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::String => value.is_string(),
            Self::StringMap => value.is_object(),
            Self::StringList => all_items(value, Value::is_string),
            Self::MapList => all_items(value, Value::is_object),
        }
    }
}

fn all_items(value: &Value, test: fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(test))
}

impl fmt::Display for DataType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The type of a parameter: one of the plain types, or one that AWS checks further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ParameterType {
    String,
    StringList,
    Boolean,
    Integer,
    StringMap,
    MapList,
    #[serde(rename = "AWS::EC2::Instance::Id")]
    InstanceId,
    #[serde(rename = "List<AWS::EC2::Instance::Id>")]
    InstanceIdList,
    #[serde(rename = "AWS::IAM::Role::Arn")]
    RoleArn,
    #[serde(rename = "List<AWS::IAM::Role::Arn>")]
    RoleArnList,
    #[serde(rename = "AWS::S3::Bucket::Name")]
    BucketName,
    #[serde(rename = "List<AWS::S3::Bucket::Name>")]
    BucketNameList,
}

impl ParameterType {
    /// All of them, in the order of the documentation.
    pub const ALL: [ParameterType; 12] = [
        Self::String,
        Self::StringList,
        Self::Boolean,
        Self::Integer,
        Self::StringMap,
        Self::MapList,
        Self::InstanceId,
        Self::InstanceIdList,
        Self::RoleArn,
        Self::RoleArnList,
        Self::BucketName,
        Self::BucketNameList,
    ];

    /// The plain type as which a reference to such a parameter behaves.
    pub const fn data_type(self) -> DataType {
        match self {
            Self::String | Self::InstanceId | Self::RoleArn | Self::BucketName => DataType::String,
            Self::StringList | Self::InstanceIdList | Self::RoleArnList | Self::BucketNameList => {
                DataType::StringList
            }
            Self::Boolean => DataType::Boolean,
            Self::Integer => DataType::Integer,
            Self::StringMap => DataType::StringMap,
            Self::MapList => DataType::MapList,
        }
    }

    /// As documents write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InstanceId => "AWS::EC2::Instance::Id",
            Self::InstanceIdList => "List<AWS::EC2::Instance::Id>",
            Self::RoleArn => "AWS::IAM::Role::Arn",
            Self::RoleArnList => "List<AWS::IAM::Role::Arn>",
            Self::BucketName => "AWS::S3::Bucket::Name",
            Self::BucketNameList => "List<AWS::S3::Bucket::Name>",
            Self::String
            | Self::StringList
            | Self::Boolean
            | Self::Integer
            | Self::StringMap
            | Self::MapList => self.data_type().as_str(),
        }
    }

    /// The type with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The pattern that the service puts on each value of the type.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html>
    pub const fn pattern(self) -> Option<&'static str> {
        match self {
            Self::InstanceId | Self::InstanceIdList => Some("^m?i-([a-z0-9]{8}|[a-z0-9]{17})$"),
            Self::RoleArn | Self::RoleArnList => {
                Some("^arn:(aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b):iam::[0-9]{12}:role/.*$")
            }
            Self::BucketName | Self::BucketNameList => Some("^[0-9a-z][a-z0-9\\-\\.]{3,63}$"),
            Self::String
            | Self::StringList
            | Self::Boolean
            | Self::Integer
            | Self::StringMap
            | Self::MapList => None,
        }
    }
}

impl fmt::Display for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
