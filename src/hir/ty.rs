//! Types. `Unknown` stands where an error was already reported and agrees with everything.

use std::sync::Arc;

use crate::text::Name;

use super::{Field, RecordType, Value};

#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// After an error: fits everywhere and silences what would follow from it.
    Unknown,
    Null,
    Bool,
    /// With the inclusive bounds of `Int(1..65535)`.
    Int(Bounds),
    /// With the inclusive bounds that an API gives.
    Float(FloatBounds),
    /// With the pattern and length of `String(pattern: "^[a-z]+$", length: 1..64)`.
    String {
        pattern: Option<Arc<str>>,
        length: Bounds,
    },
    /// A union of literals, all of one kind, in the order written: `"Scan" | "Install"`.
    Enum(Arc<[Value]>),
    /// A nominal subtype of String, `aws.ec2.InstanceId`, optionally with a narrower pattern.
    Aws {
        ty: AwsType,
        pattern: Option<Arc<str>>,
    },
    /// `items` bounds the count.
    List {
        element: Box<Ty>,
        items: Bounds,
    },
    /// String keys, values of one type.
    Map(Box<Ty>),
    Record(Arc<RecordType>),
    /// `T?`.
    Optional(Box<Ty>),
    /// A union of types that are not all literals.
    Union(Arc<[Ty]>),
    Duration,
    Percent,
    Schedule,
    Targets,
    Script,
    /// A value whose shape nobody declared: any path may be read, `as T` gives it a type.
    Json,
}

/// Inclusive bounds; absent means open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    pub low: Option<i64>,
    pub high: Option<i64>,
}

/// The three types that SSM parameters know beside the plain ones.
/// Source: "Data elements and parameters", user guide of Systems Manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AwsType {
    InstanceId,
    RoleArn,
    BucketName,
}

/// Inclusive bounds of a number with a fraction; absent means open.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FloatBounds {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl FloatBounds {
    pub const OPEN: FloatBounds = FloatBounds { low: None, high: None };

    pub fn contains(self, number: f64) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }
}

impl Bounds {
    pub const OPEN: Bounds = Bounds { low: None, high: None };

    pub fn contains(self, number: i64) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    pub fn is_open(self) -> bool {
        self == Bounds::OPEN
    }

    /// As a person would write them: without an end that is one of all numbers of 32 bits, which
    /// is what a model says of a number that it does not bound.
    pub(super) fn of_source(self) -> Bounds {
        Bounds {
            low: self.low.filter(|low| *low != i64::from(i32::MIN)),
            high: self.high.filter(|high| *high != i64::from(i32::MAX)),
        }
    }
}

impl Ty {
    /// A plain `String` without pattern or length.
    pub const fn string() -> Ty {
        Ty::String { pattern: None, length: Bounds::OPEN }
    }

    /// A plain `Int` without bounds.
    pub const fn int() -> Ty {
        Ty::Int(Bounds::OPEN)
    }

    /// A plain `Float` without bounds.
    pub const fn float() -> Ty {
        Ty::Float(FloatBounds::OPEN)
    }

    pub fn list(element: Ty) -> Ty {
        Ty::List { element: Box::new(element), items: Bounds::OPEN }
    }

    pub fn map(value: Ty) -> Ty {
        Ty::Map(Box::new(value))
    }

    pub const fn aws(ty: AwsType) -> Ty {
        Ty::Aws { ty, pattern: None }
    }

    /// A record whose fields are all required.
    pub fn record(fields: impl IntoIterator<Item = (Name, Ty)>) -> Ty {
        let fields =
            fields.into_iter().map(|(name, ty)| Field { name, ty, optional: false }).collect();
        Ty::Record(Arc::new(RecordType::new(fields)))
    }

    /// `T?`; of what may be absent already, itself.
    #[must_use]
    pub fn optional(self) -> Ty {
        match self {
            Ty::Unknown | Ty::Optional(_) | Ty::Json | Ty::Null => self,
            other => Ty::Optional(Box::new(other)),
        }
    }

    /// Text of any kind: plain, one of several, or of a nominal type.
    pub fn is_text(&self) -> bool {
        match self {
            Ty::String { .. } | Ty::Aws { .. } => true,
            Ty::Enum(values) => values.iter().all(|value| value.as_str().is_some()),
            _ => false,
        }
    }

    /// A whole number of any kind.
    pub fn is_int(&self) -> bool {
        match self {
            Ty::Int(_) => true,
            Ty::Enum(values) => values.iter().all(|value| matches!(value, Value::Int(_))),
            _ => false,
        }
    }

    /// A number of any kind.
    pub fn is_number(&self) -> bool {
        self.is_int() || matches!(self, Ty::Float(_))
    }

    /// `true` or `false`, or one of them.
    pub fn is_bool(&self) -> bool {
        match self {
            Ty::Bool => true,
            Ty::Enum(values) => values.iter().all(|value| matches!(value, Value::Bool(_))),
            _ => false,
        }
    }

    /// The narrowest type that holds the values of both; `Json` where they have nothing in common.
    #[must_use]
    pub fn join(self, other: Ty) -> Ty {
        if self == other {
            return self;
        }
        match (self, other) {
            (Ty::Unknown, ty) | (ty, Ty::Unknown) => ty,
            (Ty::Null, ty) | (ty, Ty::Null) => ty.optional(),
            (Ty::Optional(inner), ty) | (ty, Ty::Optional(inner)) => {
                inner.join(ty.required().clone()).optional()
            }
            (Ty::List { element: left, .. }, Ty::List { element: right, .. }) => {
                Ty::list(left.join(*right))
            }
            (Ty::Map(left), Ty::Map(right)) => Ty::map(left.join(*right)),
            (Ty::Record(left), Ty::Record(right)) => join_records(left, &right),
            // A structure of an API may hold itself: what is inside is left open.
            (Ty::Map(_), Ty::Record(record)) | (Ty::Record(record), Ty::Map(_))
                if record.is_of_api() =>
            {
                Ty::map(Ty::Json)
            }
            (Ty::Map(value), Ty::Record(record)) | (Ty::Record(record), Ty::Map(value)) => {
                let fields = record.fields().iter().map(|field| field.ty.clone());
                Ty::map(fields.fold(*value, Ty::join))
            }
            (left, right) => join_scalars(&left, &right),
        }
    }

    /// Whether the type, written out, has more parts or more levels than that. Looks at no more.
    pub fn is_larger_than(&self, parts: usize, levels: usize) -> bool {
        let mut open = vec![(self, 0)];
        let mut count = 0;
        while let Some((ty, level)) = open.pop() {
            count += 1;
            if level > levels || count + open.len() > parts {
                return true;
            }
            match ty {
                Ty::List { element: inner, .. } | Ty::Map(inner) | Ty::Optional(inner) => {
                    open.push((inner, level + 1));
                }
                Ty::Record(record) => {
                    open.extend(record.fields().iter().map(|field| (&field.ty, level + 1)));
                }
                Ty::Union(types) => open.extend(types.iter().map(|ty| (ty, level + 1))),
                Ty::Enum(values) => count += values.len(),
                Ty::Unknown
                | Ty::Null
                | Ty::Bool
                | Ty::Int(_)
                | Ty::Float(_)
                | Ty::String { .. }
                | Ty::Aws { .. }
                | Ty::Duration
                | Ty::Percent
                | Ty::Schedule
                | Ty::Targets
                | Ty::Script
                | Ty::Json => {}
            }
        }
        false
    }

    /// The type below any `?`.
    pub fn required(&self) -> &Ty {
        match self {
            Ty::Optional(inner) => inner.required(),
            other => other,
        }
    }
}

fn join_scalars(left: &Ty, right: &Ty) -> Ty {
    if left.is_text() && right.is_text() {
        Ty::string()
    } else if left.is_int() && right.is_int() {
        Ty::int()
    } else if left.is_bool() && right.is_bool() {
        Ty::Bool
    } else if left.is_number() && right.is_number() {
        Ty::float()
    } else {
        Ty::Json
    }
}

/// Fields of both in the order of the left, then the right's own; what one lacks is optional. Two
/// structures of APIs may hold themselves: where they are not the same, a map stands for both.
fn join_records(left: Arc<RecordType>, right: &RecordType) -> Ty {
    match (left.is_of_api(), right.is_of_api()) {
        (true, true) if left.structure().is_some() && left.structure() == right.structure() => {
            return Ty::Record(left);
        }
        (true, true) => return Ty::map(Ty::Json),
        (true, false) | (false, true) | (false, false) => {}
    }
    let mut fields: Vec<Field> = left
        .fields()
        .iter()
        .map(|field| match right.field(&field.name) {
            Some(other) => Field {
                name: field.name.clone(),
                ty: field.ty.clone().join(other.ty.clone()),
                optional: field.optional || other.optional,
            },
            None => Field { optional: true, ..field.clone() },
        })
        .collect();
    let own = right.fields().iter().filter(|field| left.field(&field.name).is_none());
    fields.extend(own.map(|field| Field { optional: true, ..field.clone() }));
    Ty::Record(Arc::new(RecordType::new(fields)))
}

impl AwsType {
    pub const ALL: [AwsType; 3] = [Self::InstanceId, Self::RoleArn, Self::BucketName];

    /// As written in Ordain.
    pub const fn path(self) -> &'static str {
        match self {
            Self::InstanceId => "aws.ec2.InstanceId",
            Self::RoleArn => "aws.iam.RoleArn",
            Self::BucketName => "aws.s3.BucketName",
        }
    }

    /// As written in a document's `type`.
    pub const fn ssm_name(self) -> &'static str {
        match self {
            Self::InstanceId => "AWS::EC2::Instance::Id",
            Self::RoleArn => "AWS::IAM::Role::Arn",
            Self::BucketName => "AWS::S3::Bucket::Name",
        }
    }

    /// The pattern that the service checks a value against.
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::InstanceId => "^m?i-([a-z0-9]{8}|[a-z0-9]{17})$",
            Self::RoleArn => {
                "^arn:(aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b):iam::[0-9]{12}:role/.*$"
            }
            Self::BucketName => "^[0-9a-z][a-z0-9\\-\\.]{3,63}$",
        }
    }
}
