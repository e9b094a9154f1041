//! Remediations of AWS Config: what starts where a resource breaks a rule. They have no tags; a tag
//! of their rule says whose they are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, Refusal, all_pages};
use crate::deploy::identity::{self, PROJECT, Tags};
use crate::deploy::plan::Prune;
use crate::deploy::side_by_side::each;
use crate::deploy::written::WRITTEN;

use super::form::{Rules, form};
use super::kind::{Asked, Doing, Found, Kind, Read, Reading, gone};
use super::marked::marked;

pub(super) struct Remediation;

/// The tag of a rule with the project that its remediation belongs to.
const MARK: &str = "ordain:remediation";
/// The tag of a rule with what was written last of its remediation.
const MARK_WRITTEN: &str = "ordain:remediation-written";

/// Each with the tag that a thing with tags of its own has.
const MARKS: [(&str, &str); 2] = [(MARK, PROJECT), (MARK_WRITTEN, WRITTEN)];

/// What PutRemediationConfigurations sets.
///
/// Source: "RemediationConfiguration" and "SsmControls", API reference of AWS Config.
const MEMBERS: [&str; 9] = [
    "TargetType",
    "TargetId",
    "TargetVersion",
    "Parameters",
    "ResourceType",
    "Automatic",
    "ExecutionControls",
    "MaximumAutomaticAttempts",
    "RetryAttemptSeconds",
];

const RULES: Rules = Rules {
    members: &MEMBERS,
    defaults: &[
        ("Automatic", "false"),
        ("ConcurrentExecutionRatePercentage", "10"),
        ("ErrorPercentage", "50"),
        ("MaximumAutomaticAttempts", "5"),
        ("RetryAttemptSeconds", "60"),
    ],
    sets: &[],
    texts: &[],
    left: &[],
};

/// Names that one request takes.
const NAMES: usize = 25;

impl Kind for Remediation {
    fn read(&self, reading: &Reading<'_>) -> Result<Read, CallError> {
        let names: Vec<&str> = reading.requests.keys().copied().collect();
        let mut rules = arns(reading.api, &names)?;
        let mut own = BTreeSet::new();
        if reading.prune == Prune::Delete {
            let marked = marked(reading.api, "config:config-rule", (MARK, reading.project))?;
            if !marked.is_empty() {
                for (name, arn) in all_arns(reading.api)? {
                    if marked.contains(&arn) && !rules.contains_key(&name) {
                        own.insert(name.clone());
                        rules.insert(name, arn);
                    }
                }
            }
        }
        let there = described(reading.api, &rules.keys().map(String::as_str).collect::<Vec<_>>())?;
        let mut read = Read { around: json!(rules), ..Read::default() };
        let arns: Vec<&String> = rules.values().collect();
        let tags = each(reading.api, &arns, |arn| tags_of(reading.api, arn))?;
        for ((name, arn), tags) in rules.iter().zip(tags) {
            let one = there.get(name);
            if one.is_none() && tags.is_empty() {
                continue;
            }
            let mut more = json!({ "ConfigRuleName": name });
            let service = one.and_then(|one| one.get("CreatedByService"));
            more["CreatedByService"] = service.cloned().unwrap_or_default();
            let form = one.map(|one| form(one, &RULES)).unwrap_or_default();
            let found = Found { id: arn.clone(), form, tags, more, is_there: one.is_some() };
            read.by_name.entry(name.clone()).or_default().push(found);
        }
        Ok(read)
    }

    fn rules(&self) -> &'static Rules {
        &RULES
    }

    fn never(&self, asked: &Asked<'_>) -> Option<String> {
        let rule = asked.request["ConfigRuleName"].as_str().unwrap_or_default();
        if asked.around.get(rule).is_none() {
            return Some(format!("AWS Config has no rule `{rule}` here: it has to be there first"));
        }
        let service = asked.found?.more["CreatedByService"].as_str().filter(|it| !it.is_empty())?;
        Some(format!("`{service}` made it and manages it"))
    }

    fn overwrites(&self) -> bool {
        true
    }

    fn create(&self, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError> {
        let rule = doing.request["ConfigRuleName"].as_str().unwrap_or_default();
        let arn = doing.around[rule].as_str().unwrap_or_default().to_owned();
        let found = Found {
            id: arn,
            form: self.form(doing.request),
            tags: tags.clone(),
            more: json!({ "ConfigRuleName": rule }),
            is_there: true,
        };
        // Whose it is first: what is not marked belongs to somebody else.
        self.tag(doing.api, &found, tags)?;
        match put(doing) {
            // Nothing was made: whoever makes one here next is not this project.
            Err(error @ CallError::Refused(_)) => {
                let _ = untag(doing.api, &found.id);
                Err(error)
            }
            done => done.map(|()| found),
        }
    }

    fn update(&self, doing: &Doing<'_>, _: &Found, _: &[&str]) -> Result<(), CallError> {
        put(doing)
    }

    fn tag(&self, api: &dyn Api, found: &Found, tags: &Tags) -> Result<(), CallError> {
        let marks: Tags = MARKS
            .into_iter()
            .filter_map(|(mark, tag)| Some((mark.to_owned(), tags.get(tag)?.clone())))
            .collect();
        if marks.is_empty() {
            return Ok(());
        }
        let request = json!({ "ResourceArn": found.id, "Tags": identity::tag_list(&marks) });
        api.call(&call("TagResource", request)).map(|_| ())
    }

    fn delete(&self, api: &dyn Api, found: &Found) -> Result<(), CallError> {
        let request = identity::members(&found.more, &["ConfigRuleName"]);
        let answer = api.call(&call("DeleteRemediationConfiguration", request));
        gone(answer, &["NoSuchRemediationConfigurationException"])?;
        untag(api, &found.id)
    }
}

fn call(operation: &'static str, input: Value) -> Call {
    Call::new("config", operation, input)
}

/// Takes the marks of a rule away.
fn untag(api: &dyn Api, arn: &str) -> Result<(), CallError> {
    let untag = json!({ "ResourceArn": arn, "TagKeys": [MARK, MARK_WRITTEN] });
    gone(api.call(&call("UntagResource", untag)), &["ResourceNotFoundException"])
}

fn put(doing: &Doing<'_>) -> Result<(), CallError> {
    let mut members = MEMBERS.to_vec();
    members.push("ConfigRuleName");
    let one = identity::members(doing.request, &members);
    let request = json!({ "RemediationConfigurations": [one] });
    let answer = doing.api.call(&call("PutRemediationConfigurations", request))?;
    let Some(failed) = answer["FailedBatches"].as_array().and_then(|all| all.first()) else {
        return Ok(());
    };
    let message = failed["FailureMessage"].as_str().unwrap_or("AWS Config does not say why");
    Err(CallError::Refused(Refusal { message: message.to_owned(), ..Refusal::default() }))
}

/// The ARNs of rules by their names; what is not there is left out.
fn arns(api: &dyn Api, names: &[&str]) -> Result<BTreeMap<String, String>, CallError> {
    let mut found = BTreeMap::new();
    for names in names.chunks(NAMES) {
        match rules(api, json!({ "ConfigRuleNames": names })) {
            // One that is missing hides the others.
            Err(error) if error.is("NoSuchConfigRuleException") => {
                if let [_, _, ..] = names {
                    for name in names {
                        found.extend(arns(api, &[*name])?);
                    }
                }
            }
            rules => found.extend(rules?),
        }
    }
    Ok(found)
}

fn all_arns(api: &dyn Api) -> Result<BTreeMap<String, String>, CallError> {
    rules(api, json!({}))
}

fn rules(api: &dyn Api, ask: Value) -> Result<BTreeMap<String, String>, CallError> {
    let text = |one: &Value, member: &str| Some(one[member].as_str()?.to_owned());
    let all = all_pages(api, &call("DescribeConfigRules", ask), "ConfigRules")?;
    let pair = |one: &Value| Some((text(one, "ConfigRuleName")?, text(one, "ConfigRuleArn")?));
    Ok(all.iter().filter_map(pair).collect())
}

/// All remediations of an account by the names of their rules.
pub(in crate::deploy) fn remediations(api: &dyn Api) -> Result<BTreeMap<String, Value>, CallError> {
    let rules = all_arns(api)?;
    described(api, &rules.keys().map(String::as_str).collect::<Vec<_>>())
}

/// The remediations of rules by the rules' names.
fn described(api: &dyn Api, names: &[&str]) -> Result<BTreeMap<String, Value>, CallError> {
    let mut found = BTreeMap::new();
    for names in names.chunks(NAMES) {
        let ask = json!({ "ConfigRuleNames": names });
        let mut answer = api.call(&call("DescribeRemediationConfigurations", ask))?;
        let all = answer["RemediationConfigurations"].take();
        for one in all.as_array().into_iter().flatten() {
            let name = one["ConfigRuleName"].as_str().unwrap_or_default().to_owned();
            found.insert(name, one.clone());
        }
    }
    Ok(found)
}

/// The marks of a rule, as the tags of the thing that they are about.
fn tags_of(api: &dyn Api, arn: &str) -> Result<Tags, CallError> {
    let list = call("ListTagsForResource", json!({ "ResourceArn": arn }));
    let listed = all_pages(api, &list, "Tags")?;
    let mut tags = identity::tags(&Value::Array(listed));
    let known = MARKS.into_iter();
    Ok(known.filter_map(|(mark, tag)| Some((tag.to_owned(), tags.remove(mark)?))).collect())
}
