//! Which members of an operation's input name the resources that its actions work on.
//!
//! First what our own table says, then iam-dataset's map; else a member that has the name of the
//! ARN's placeholder or of the kind of resource. Where none of them is there, nothing is said.

use super::action::{Action, ResourceUse};
use super::built_in::operations;
use super::by_hand;
use super::needs::own_action;
use super::packed::{Input, InputPart};
use crate::aws::names::same;
use crate::aws::{Kind, Member, Operation, Service, Shape};

/// How the ARN of a kind of resource is made for a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceTemplate {
    pub resource: ResourceUse,
    /// Members that hold whole ARNs of this kind, mostly none or one. Where one is given, it is
    /// the resource, and `placeholders` need not be filled.
    pub arns: Vec<ResourceInput>,
    /// All of the ARN format's but `Partition`, `Region` and `Account`, in its order.
    pub placeholders: Vec<Placeholder>,
}

/// `${InstanceId}` of an ARN format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// `InstanceId`
    pub name: &'static str,
    /// The members that say what stands there; each value given is one resource more. Empty where
    /// nothing in the input says it: only `*` is right.
    pub inputs: Vec<ResourceInput>,
}

/// A member of an input that names resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceInput {
    /// From the top of the input: `InstanceIds[]`, `Placement.GroupName`. `[]` stands for each of
    /// a list.
    pub path: String,
    pub holds: Holds,
}

/// What a member that names a resource holds. Whatever is said here, a value that begins with
/// `arn:` is the resource itself: services take ARNs in many members that are called names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// What stands in the ARN's place for it.
    Part,
    /// A whole ARN.
    Arn,
    /// What stands in the ARN's place, or a whole ARN: the model's pattern allows both.
    PartOrArn,
    /// What stands in the ARN's place, perhaps with a `/` in front that is not in the ARN: names
    /// of parameters.
    AfterSlash,
    /// The name of a secret. In the ARN `-` and six letters follow it, in a policy `-??????`.
    SecretName,
    /// The id of a KMS key. A value that begins with `alias/` is none, and no ARN of a key can be
    /// made of it.
    KeyId,
    /// A URL; what follows its last `/` stands in the ARN.
    Url,
}

/// For each kind of resource that the action can be granted for, in the order of
/// [`Action::resources`], what of the operation's input makes its ARN.
///
/// ```
/// use ordain::aws::Service;
/// use ordain::aws::permission::{Action, resource_inputs};
///
/// let stop = Service::named("ec2").unwrap().model().operation("StopInstances").unwrap();
/// let made = resource_inputs(Action::find("ec2:StopInstances").unwrap(), stop);
/// assert_eq!(made[0].placeholders[0].inputs[0].path, "InstanceIds[]");
/// ```
pub fn resource_inputs(action: Action, operation: Operation<'_>) -> Vec<ResourceTemplate> {
    let service = operation.model().name();
    let is_named = !by_hand::is_unnamed(service, operation.name(), action);
    let row = operations().operation(service, operation.name()).filter(|_| is_named);
    let inputs = row.into_iter().flat_map(|row| &row.inputs);
    let asked = Asked {
        known: inputs.filter(|it| it.action == action.id()).collect(),
        operation,
        is_named,
        is_of_service: is_of_service(action, operation),
        is_own: is_named && is_own(action, operation),
    };
    action.resources().into_iter().map(|resource| asked.template(resource)).collect()
}

/// Whether the action is of the operation's own service.
fn is_of_service(action: Action, operation: Operation<'_>) -> bool {
    let service = Service::named(operation.model().name());
    service.is_some_and(|service| by_hand::prefixes(service).contains(&action.prefix()))
}

/// Whether the action is the one of the operation's name, or one in its place.
fn is_own(action: Action, operation: Operation<'_>) -> bool {
    let Some(service) = Service::named(operation.model().name()) else { return false };
    own_action(service, operation.name()).is_none_or(|own| own == action)
        && is_of_service(action, operation)
}

struct Asked<'m> {
    known: Vec<&'static Input>,
    operation: Operation<'m>,
    /// Whether there is a member at all that names the resource.
    is_named: bool,
    is_of_service: bool,
    /// What another action works on may have a member's name by chance: the tags that a call sets
    /// are not those of the image that it names.
    is_own: bool,
}

impl Asked<'_> {
    fn template(&self, resource: ResourceUse) -> ResourceTemplate {
        let format = resource.resource.arn_format;
        ResourceTemplate {
            resource,
            arns: self.arns(resource.resource.name),
            placeholders: placeholders(format)
                .map(|name| Placeholder { name, inputs: self.parts(name) })
                .collect(),
        }
    }

    fn arns(&self, kind: &str) -> Vec<ResourceInput> {
        let known = self.known.iter().find(|it| match it.part {
            InputPart::Arn(id) => operations().string(id) == kind,
            InputPart::AnyArn => true,
            InputPart::Placeholder(_) => false,
        });
        if let Some(known) = known {
            let paths = known.paths.iter().map(|id| operations().string(*id).to_owned());
            return paths.map(|path| ResourceInput { path, holds: Holds::Arn }).collect();
        }
        let members = self.members(|name| {
            let stem = strip_arn(name);
            stem.is_some_and(|stem| same(stem, kind) || same(stem, "resource"))
        });
        members.into_iter().map(|path| ResourceInput { path, holds: Holds::Arn }).collect()
    }

    fn parts(&self, placeholder: &str) -> Vec<ResourceInput> {
        if let Some(path) = self.other_name(placeholder) {
            return vec![self.input(placeholder, path)];
        }
        let known = self.known.iter().find(|it| match it.part {
            InputPart::Placeholder(id) => operations().string(id) == placeholder,
            InputPart::Arn(_) | InputPart::AnyArn => false,
        });
        if let Some(known) = known {
            let paths = known.paths.iter().map(|id| operations().string(*id));
            return paths.map(|path| self.input(placeholder, path)).collect();
        }
        let members = self.members(|name| same(name, placeholder));
        members.iter().map(|path| self.input(placeholder, path)).collect()
    }

    /// The member that says what stands in a placeholder that is called otherwise.
    fn other_name(&self, placeholder: &str) -> Option<&'static str> {
        let model = self.operation.model();
        let is_asked = self.is_named && self.is_of_service;
        let mut members = by_hand::members(model.name(), placeholder).filter(|_| is_asked);
        members.find(|member| at(self.operation, member).is_some())
    }

    fn input(&self, placeholder: &str, path: &str) -> ResourceInput {
        let holds = match (self.operation.model().name(), placeholder) {
            ("kms", "KeyId") => Holds::KeyId,
            ("secretsmanager", "SecretId") => Holds::SecretName,
            ("sqs", "QueueName") if path == "QueueUrl" => Holds::Url,
            ("ssm", "ParameterNameWithoutLeadingSlash") => Holds::AfterSlash,
            _ => at(self.operation, path).map_or(Holds::Part, holds),
        };
        ResourceInput { path: path.to_owned(), holds }
    }

    /// The members that say what is asked for, by their names.
    fn members(&self, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
        if self.is_own { members(self.operation, is_asked) } else { Vec::new() }
    }
}

/// The members at the top of the input that hold text and have the name of the placeholder, or,
/// where they hold a list, its plural. So an operation's own action finds its resources where
/// nothing else is known.
pub fn members_named(operation: Operation<'_>, placeholder: &str) -> Vec<String> {
    members(operation, |name| same(name, placeholder))
}

fn members(operation: Operation<'_>, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
    let members = operation.input().into_iter().flat_map(|input| input.members().iter());
    let asked = members.filter_map(|member: Member<'_>| {
        let name = member.name();
        match member.shape().kind() {
            Kind::String(_) => is_asked(name).then(|| name.to_owned()),
            Kind::List { element, .. } if matches!(element.kind(), Kind::String(_)) => {
                let singular = name.strip_suffix('s').unwrap_or(name);
                (is_asked(name) || is_asked(singular)).then(|| format!("{name}[]"))
            }
            _ => None,
        }
    });
    asked.collect()
}

/// The shape at a path of members and `[]`.
fn at<'m>(operation: Operation<'m>, path: &str) -> Option<Shape<'m>> {
    let mut shape = operation.input()?;
    for step in path.split('.') {
        let (name, lists) =
            step.split_once('[').map_or((step, 0), |it| (it.0, step.matches("[]").count()));
        shape = shape.members().get(name)?.shape();
        for _ in 0..lists {
            let Kind::List { element, .. } = shape.kind() else { return None };
            shape = element;
        }
    }
    Some(shape)
}

fn holds(shape: Shape<'_>) -> Holds {
    match shape.kind() {
        Kind::String(string) if string.pattern.is_some_and(|it| it.contains("arn")) => {
            Holds::PartOrArn
        }
        _ => Holds::Part,
    }
}

/// What stands before a name's last word, where that is `Arn`.
fn strip_arn(name: &str) -> Option<&str> {
    ["Arn", "ARN", "arn"].into_iter().find_map(|word| name.strip_suffix(word))
}

/// The placeholders of an ARN format that are the resource's own.
fn placeholders(format: &'static str) -> impl Iterator<Item = &'static str> {
    let pieces = format.split("${").skip(1);
    let names = pieces.filter_map(|piece| piece.split_once('}').map(|it| it.0));
    names.filter(|name| !["Partition", "Region", "Account"].contains(name))
}
