//! The ARNs that one call is about, as narrow as its arguments allow.

use crate::aws::Operation;
use crate::aws::permission::{
    Action, Holds, Placeholder, ResourceInput, ResourceTemplate, resource_inputs,
};
use crate::ssm::limits::reserved_prefix;

use super::arguments::Arguments;
use super::glob::{Glob, Open, product};
use super::named::named;
use super::own_rules::{
    Text, Written, finished, is_access_point, is_beside_a_name, is_bucket_by_name, is_of_format,
    is_of_its_owner, is_opaque, next_placeholder, written,
};
use super::tagging::{tagged, tagged_as_made};
use super::values::{ACCOUNT, PARTITION, REGION};

/// Kinds of resources beyond which ARNs are written with `*` for the kind.
const MOST_KINDS: usize = 6;

/// Members that make an action concern a kind without saying which: action, kind, member. Sorted.
///
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html>
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html>
const CONCERNED: &[(&str, &str, &str)] = &[
    ("ec2:RunInstances", "launch-template", "LaunchTemplate"),
    ("ec2:RunInstances", "launch-template", "MixedInstancesPolicy"),
    ("ec2:RunInstances", "volume", "ImageId"),
    ("ec2:RunInstances", "volume", "LaunchTemplate"),
    ("ec2:RunInstances", "volume", "MixedInstancesPolicy"),
    ("ssm:SendCommand", "instance", "Targets"),
    ("ssm:SendCommand", "managed-instance", "Targets"),
];

/// Members that hold the whole ARN of what a call is about, whatever kind it is of. Sorted.
const WHOLE: &[&str] = &[
    "ARN",
    "Arn",
    "Resource",
    "ResourceARN",
    "ResourceArn",
    "ResourceId",
    "ResourceName",
    "arn",
    "resource",
    "resourceARN",
    "resourceArn",
];

/// Members that hold the ARN that an action of another service is about: action, member. Sorted.
const ELSEWHERE: &[(&str, &str)] = &[("lambda:InvokeFunction", "RotationLambdaARN")];

/// One kind of resource with what the arguments say of it.
pub(super) struct Kind {
    action: Action,
    template: ResourceTemplate,
    /// Whole ARNs.
    arns: Vec<Glob>,
    /// For each placeholder its texts.
    parts: Vec<Vec<Glob>>,
    state: State,
}

/// What a call has to do with a kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The arguments name one, or say that there are some.
    Named,
    /// Every call needs one.
    Required,
    Optional,
}

/// The resources of an action in a call: never empty, `*` where it takes no other.
pub(super) fn resources(
    action: Action,
    operation: Operation<'_>,
    arguments: &Arguments,
) -> Vec<Glob> {
    let known = tagged(action, arguments)
        .or_else(|| named(action, operation, arguments))
        .or_else(|| tagged_as_made(action, operation, arguments));
    if let Some(found) = known {
        return found;
    }
    let kinds = kinds(action, operation, arguments);
    if let Some(found) = told(action, &kinds, arguments) {
        return found;
    }
    // Without a kind that a call must name, all kinds count, unless the arguments tell one.
    let tells_nothing = kinds.iter().all(|kind| kind.state == State::Optional);
    let can_name = WHOLE.iter().any(|member| arguments.at(member).is_some())
        || kinds.iter().any(Kind::has_input);
    if tells_nothing && !arguments.has_more && !can_name {
        return vec![of_none(action, &kinds)];
    }
    let is_wanted =
        |kind: &&Kind| kind.state != State::Optional || arguments.has_more || tells_nothing;
    let wanted: Vec<&Kind> = kinds.iter().filter(is_wanted).collect();
    let is_any = wanted.len() > MOST_KINDS && wanted.iter().all(|it| it.state != State::Required);
    let mut found: Vec<Glob> = if is_any {
        any_kind(action, &wanted)
    } else {
        let why = unnamed(action, &wanted);
        wanted.iter().flat_map(|kind| kind.resources(&why)).collect()
    };
    if found.is_empty() {
        found.push(Glob::pattern("*"));
    }
    found.sort();
    found.dedup();
    found
}

/// What the arguments say of each kind that the call may be about.
pub(super) fn kinds(action: Action, operation: Operation<'_>, arguments: &Arguments) -> Vec<Kind> {
    let mut templates = resource_inputs(action, operation);
    if templates.iter().any(|it| !is_access_point(&it.resource.resource))
        && is_bucket_by_name(action, arguments)
    {
        templates.retain(|it| !is_access_point(&it.resource.resource));
    }
    let kinds: Vec<Kind> =
        templates.into_iter().map(|it| Kind::read(action, it, arguments)).collect();
    let is_other: Vec<bool> = kinds.iter().map(|kind| kind.is_told_other(&kinds)).collect();
    kinds.into_iter().zip(is_other).filter(|it| !it.1).map(|it| it.0).collect()
}

impl Kind {
    fn read(action: Action, template: ResourceTemplate, arguments: &Arguments) -> Self {
        let mut arns = Vec::new();
        let mut is_named = false;
        let mut read = |input: &ResourceInput| {
            let globs = arguments.at(&input.path)?;
            // An empty text stands for nothing given.
            let globs: Vec<Glob> = globs.into_iter().filter(|it| !it.text.is_empty()).collect();
            is_named |= !globs.is_empty();
            Some(globs)
        };
        for input in &template.arns {
            arns.extend(read(input).unwrap_or_default());
        }
        let mut parts = Vec::new();
        let format = template.resource.resource.arn_format;
        for placeholder in &template.placeholders {
            let mut texts = Vec::new();
            if is_opaque(&action.to_string(), &template.resource.resource, placeholder.name) {
                parts.push(texts);
                continue;
            }
            for input in &placeholder.inputs {
                for glob in read(input).unwrap_or_default() {
                    let is_arn = glob.text.starts_with("arn:");
                    if is_arn && (input.holds != Holds::Part || is_of_format(format, &glob)) {
                        arns.push(glob);
                        continue;
                    }
                    match written(&Text { format, placeholder: placeholder.name, arguments }, &glob)
                    {
                        Written::Arn(glob) => arns.push(glob),
                        Written::Part(glob) => texts.push(glob),
                    }
                }
            }
            parts.push(texts);
        }
        let name = action.to_string();
        let is_concerned = CONCERNED.iter().any(|(of, kind, member)| {
            *of == name
                && *kind == template.resource.resource.name
                && arguments.at(member).is_some()
        });
        let state = match template.resource.is_required {
            _ if is_named || is_concerned => State::Named,
            true => State::Required,
            false => State::Optional,
        };
        Self { action, template, arns, parts, state }
    }

    /// `instance`
    pub(super) fn name(&self) -> &'static str {
        self.template.resource.resource.name
    }

    /// Whether every call is about one.
    pub(super) fn is_required(&self) -> bool {
        self.template.resource.is_required
    }

    /// Whether the arguments name one.
    pub(super) fn is_named(&self) -> bool {
        self.state == State::Named
    }

    /// Whether any member of the input can name one.
    fn has_input(&self) -> bool {
        let is_read = |it: &Placeholder| !it.inputs.is_empty();
        !self.template.arns.is_empty() || self.template.placeholders.iter().any(is_read)
    }

    fn format(&self) -> &'static str {
        self.template.resource.resource.arn_format
    }

    /// Whether a part of the ARN has no text.
    fn is_unnamed(&self) -> bool {
        self.arns.is_empty() && self.parts.iter().any(Vec::is_empty)
    }

    /// Whether the ARNs that it is given are all of another kind, which is given them as well.
    fn is_told_other(&self, kinds: &[Kind]) -> bool {
        let has_parts = self.parts.iter().any(|texts| !texts.is_empty());
        let is_other = |glob: &Glob| {
            let takes = |kind: &Kind| kind.arns.contains(glob) && kind.is_of_kind(glob);
            glob.text.starts_with("arn:") && !self.is_of_kind(glob) && kinds.iter().any(takes)
        };
        // `listener/app` and `listener/net` are one or the other.
        let family = |kind: &Kind| kind.name().split_once('/').map(|it| it.0);
        let is_told = |kind: &Kind| {
            kind.arns.iter().any(|it| it.text.starts_with("arn:") && kind.is_of_kind(it))
        };
        let is_sibling = |kind: &Kind| family(kind) == family(self) && is_told(kind);
        if self.arns.is_empty() && family(self).is_some() {
            return !has_parts && kinds.iter().any(is_sibling);
        }
        !has_parts && !self.arns.is_empty() && self.arns.iter().all(is_other)
    }

    /// The ARNs of this kind; `why` is what a part without a text depends on.
    pub(super) fn resources(&self, why: &str) -> Vec<Glob> {
        let mut found = Vec::new();
        let mut open = Vec::new();
        for given in &self.arns {
            match arn(given).filter(|arn| self.is_of_kind(arn)) {
                Some(arn) => found.push(arn),
                // A part of an ARN says nothing; one of another kind says its last name.
                None => open.push(given),
            }
        }
        let has_parts = self.parts.iter().any(|texts| !texts.is_empty());
        if !open.is_empty() || has_parts || self.arns.is_empty() {
            found.extend(self.made(&open, why));
        }
        let kind = self.name();
        let is_given = !self.arns.is_empty();
        let finish = |glob: Glob| finished(kind, &self.action.to_string(), glob, is_given);
        found.into_iter().filter_map(finish).collect()
    }

    /// ARNs put together from the format. `open` are values that should be ARNs of this kind and
    /// of which not enough is known.
    fn made(&self, open: &[&Glob], why: &str) -> Vec<Glob> {
        let formats = self.format().split(", ");
        formats.flat_map(|format| self.made_of(format.to_owned(), open, why)).collect()
    }

    fn made_of(&self, mut format: String, open: &[&Glob], why: &str) -> Vec<Glob> {
        if !open.is_empty() {
            // Whoever gives an ARN may give one of another region or account.
            format = format.replace(REGION, "*").replace(ACCOUNT, "*");
        }
        let by_owner = self.by_owner(&format);
        if by_owner.len() == 1 {
            return by_owner.iter().flat_map(|format| self.filled(format, open, why)).collect();
        }
        let found = by_owner.iter().flat_map(|format| self.filled(format, open, why));
        found.filter(is_of_its_owner).collect()
    }

    /// The formats that the owner of a document makes: AWS's own have no account in their ARNs.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/security_iam_service-with-iam.html>
    fn by_owner(&self, format: &str) -> Vec<String> {
        let of_aws = format.replacen(ACCOUNT, "", 1);
        let is_document =
            ["document", "automation-definition"].contains(&self.template.resource.resource.name);
        if !is_document || !format.contains(":ssm:") {
            return vec![format.to_owned()];
        }
        let names = self.parts.first().map_or(&[][..], Vec::as_slice);
        let is_of_aws = |glob: &Glob| reserved_prefix(&glob.text).is_some();
        let may_be_either = names.is_empty() || names.iter().any(|it| it.text.starts_with('*'));
        let mut found = Vec::new();
        if may_be_either || names.iter().any(|it| !is_of_aws(it)) {
            found.push(format.to_owned());
        }
        if may_be_either || names.iter().any(is_of_aws) {
            found.push(of_aws);
        }
        found
    }

    /// A format with its placeholders filled in.
    fn filled(&self, format: &str, open: &[&Glob], why: &str) -> Vec<Glob> {
        let mut texts = vec![Glob::pattern("")];
        let mut rest = format;
        let is_named = self.parts.iter().any(|texts| !texts.is_empty());
        let placeholders = || self.template.placeholders.iter().zip(&self.parts);
        while let Some((before, name, behind)) = next_placeholder(rest) {
            let found = placeholders().find(|(placeholder, _)| placeholder.name == name);
            let parts = match found {
                None => vec![Glob::pattern(format!("${{{name}}}"))],
                Some((_, parts)) if !parts.is_empty() => parts.clone(),
                Some(_) if is_named && is_beside_a_name(format, name) => vec![Glob::pattern("*")],
                Some(_) => vec![anything(open, why)],
            };
            texts = product(&product(&texts, &[Glob::pattern(before)]), &parts);
            rest = behind;
        }
        product(&texts, &[Glob::pattern(rest)])
    }

    /// Whether an ARN has the form of this kind: its service, and what stands before a name.
    fn is_of_kind(&self, arn: &Glob) -> bool {
        self.format().split(", ").any(|format| is_of_format(format, arn))
    }
}

/// Anything, because of values of which not enough is known, or else of `why`.
fn anything(open: &[&Glob], why: &str) -> Glob {
    let mut reasons: Open = open.iter().flat_map(|glob| glob.open.iter().cloned()).collect();
    if reasons.is_empty() {
        reasons.insert(why.to_owned());
    }
    Glob { text: "*".to_owned(), open: reasons }
}

/// A value that is a whole ARN, with a partition that is not known left to the account.
pub(super) fn arn(glob: &Glob) -> Option<Glob> {
    let rest = glob.text.strip_prefix("arn:")?;
    let mut segments = rest.splitn(5, ':');
    let partition = segments.next()?;
    if segments.count() != 4 {
        return None;
    }
    let behind = rest.strip_prefix(partition)?;
    let partition = if partition.contains('*') { PARTITION } else { partition };
    Some(Glob { text: format!("arn:{partition}{behind}"), open: glob.open.clone() })
}

/// What the parts without a text depend on: the kinds that no member of the input names.
pub(super) fn unnamed(action: Action, kinds: &[&Kind]) -> String {
    let kinds = kinds.iter().filter(|kind| kind.is_unnamed());
    let names: Vec<String> = kinds.map(|kind| format!("`{}`", kind.name())).collect();
    format!("which {} `{action}` is about here", names.join(", "))
}

/// Where a call need not be about any of some kinds, and can name none, AWS asks for `*`.
fn of_none(action: Action, kinds: &[Kind]) -> Glob {
    match kinds {
        [] => Glob::pattern("*"),
        kinds => Glob::anything(unnamed(action, &kinds.iter().collect::<Vec<_>>())),
    }
}

/// The ARNs that a member gives whole, for actions whose kinds no member names.
fn told(action: Action, kinds: &[Kind], arguments: &Arguments) -> Option<Vec<Glob>> {
    let name = action.to_string();
    let elsewhere = ELSEWHERE.iter().find(|row| row.0 == name).and_then(|row| arguments.at(row.1));
    let is_named = kinds.iter().any(|kind| kind.state == State::Named);
    let own = || WHOLE.iter().find_map(|member| arguments.at(member));
    let given = elsewhere.or_else(|| (!is_named).then(own).flatten())?;
    let mut found: Vec<Glob> = given.iter().map(arn).collect::<Option<_>>()?;
    found.sort();
    found.dedup();
    let is_one = |arn: &Glob| kinds.iter().any(|kind| kind.is_of_kind(arn));
    (!found.is_empty() && found.iter().all(is_one)).then_some(found)
}

/// One ARN for all kinds of a service, with the name where the arguments give it.
fn any_kind(action: Action, kinds: &[&Kind]) -> Vec<Glob> {
    let why = format!("the kind of resource that `{action}` is about here");
    let base = Glob::within(format!("arn:{PARTITION}:{}:{REGION}:*:", action.prefix()), why);
    let given: Vec<&Glob> = kinds.iter().flat_map(|kind| &kind.arns).collect();
    let arns: Option<Vec<Glob>> = given.iter().map(|glob| arn(glob)).collect();
    if let Some(arns) = arns.filter(|arns| !arns.is_empty()) {
        return arns;
    }
    let mut names: Vec<Glob> =
        kinds.iter().flat_map(|kind| &kind.parts).flatten().cloned().collect();
    names.sort();
    names.dedup();
    let has_slash = kinds.iter().all(|kind| kind.format().contains("/${"));
    if names.is_empty() || !has_slash || !given.is_empty() {
        let open = given.iter().flat_map(|glob| glob.open.iter().cloned()).collect();
        return product(&[base], &[Glob { text: "*".to_owned(), open }]);
    }
    product(&product(&[base], &[Glob::pattern("*/")]), &names)
}
