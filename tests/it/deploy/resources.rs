//! Things that are one request, against an account that answers as a test says; what a deploy makes
//! of the whole is judged by `tests/judges/deploy.py`.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use ordain::deploy::{
    Action, Api, Body, Call, CallError, Foreign, Item, Outcome, Place, Plan, PlanOptions, Refusal,
    ResourceKind, State, Wanted, apply, plan,
};
use serde_json::{Value, json};

use super::deploying;

pub(super) type Answer = Result<Value, CallError>;

/// Answers by operation, one after the other, the last again and again; what it was sent.
#[derive(Default)]
pub(super) struct Script {
    answers: Mutex<BTreeMap<&'static str, Vec<Answer>>>,
    sent: Mutex<Vec<(String, Value)>>,
}

impl Script {
    pub(super) fn with(self, operation: &'static str, answers: impl Into<Vec<Answer>>) -> Self {
        let mut answers = answers.into();
        answers.reverse();
        self.answers.lock().unwrap().insert(operation, answers);
        self
    }

    pub(super) fn sent(&self, operation: &str) -> Vec<Value> {
        let sent = self.sent.lock().unwrap();
        sent.iter().filter(|(name, _)| name == operation).map(|(_, input)| input.clone()).collect()
    }
}

impl Api for Script {
    fn call(&self, call: &Call) -> Answer {
        self.sent.lock().unwrap().push((call.operation.to_owned(), call.input.clone()));
        match self.answers.lock().unwrap().get_mut(call.operation) {
            Some(left) if left.len() > 1 => left.pop().unwrap(),
            Some(left) => left.last().cloned().unwrap(),
            None => Ok(json!({})),
        }
    }

    fn wait(&self, time: Duration) {
        let seconds = json!(time.as_secs());
        self.sent.lock().unwrap().push(("waits".to_owned(), seconds));
    }
}

pub(super) fn refused(code: &str) -> Answer {
    Err(CallError::Refused(Refusal { code: code.to_owned(), ..Refusal::default() }))
}

/// What the project `web` wants: one thing.
pub(super) fn wanted(kind: ResourceKind, name: &str, request: Value) -> Wanted {
    let item = Item {
        id: format!("things/{name}"),
        name: name.to_owned(),
        body: Body::Resource { kind, request },
        depends_on: Vec::new(),
        source: Default::default(),
    };
    Wanted { project: "web".to_owned(), items: vec![item], ..Wanted::default() }
}

pub(super) fn planned(api: &Script, wanted: &Wanted, options: PlanOptions) -> (State, Plan) {
    let place = Place {
        account: "111122223333".to_owned(),
        region: "eu-west-1".to_owned(),
        partition: "aws".to_owned(),
    };
    let state = State::read(api, wanted, &place, options.prune).unwrap();
    let plan = plan(api, wanted, &state, options).unwrap();
    (state, plan)
}

/// How the only change of a plan ended.
#[track_caller]
pub(super) fn deployed(api: &Script, wanted: &Wanted) -> Outcome {
    let options = PlanOptions::default();
    let (state, plan) = planned(api, wanted, options);
    let deploying = deploying(api, (wanted, &state), options);
    let mut done = apply(&deploying, &plan);
    assert_eq!(done.len(), 1);
    done.remove(0).outcome
}

#[track_caller]
pub(super) fn check_refused(api: &Script, wanted: &Wanted, words: &str) {
    let (_, plan) = planned(api, wanted, PlanOptions::default());
    let Action::Refuse(why) = &plan.changes[0].action else { panic!("{:?}", plan.changes) };
    assert!(why.contains(words), "{why}");
}

pub(super) fn group() -> Wanted {
    let query = json!({ "Type": "TAG_FILTERS_1_0", "Query": "{}" });
    wanted(ResourceKind::ResourceGroup, "web", json!({ "Name": "web", "ResourceQuery": query }))
}

#[test]
fn a_group_whose_answer_got_lost_is_found_as_the_projects_own() {
    let query = json!({ "GroupQuery": { "ResourceQuery": {
        "Type": "TAG_FILTERS_1_0", "Query": "{ }" } } });
    let listed = json!({ "GroupIdentifiers": [{ "GroupName": "web", "GroupArn": "arn:web" }] });
    let script = |tags: Value| {
        Script::default()
            .with("ListGroups", [Ok(json!({})), Ok(listed.clone())])
            .with("GetGroup", [Ok(json!({ "Group": { "Name": "web" } }))])
            .with("GetGroupQuery", [Ok(query.clone())])
            .with("GetTags", [Ok(json!({ "Tags": tags }))])
            .with("CreateGroup", [Err(CallError::Lost("cut off".to_owned()))])
    };
    let own = script(json!({ "ordain:project": "web" }));
    assert_eq!(deployed(&own, &group()), Outcome::Carried);
    assert_eq!(
        own.sent("CreateGroup")[0]["Tags"],
        json!({ "ordain:project": "web", "ordain:written": "0" })
    );
    assert_eq!(own.sent("UpdateGroupQuery"), Vec::<Value>::new());
    let others = script(json!({}));
    assert!(matches!(deployed(&others, &group()), Outcome::Failed(CallError::Lost(_))));
}

#[test]
fn a_target_that_is_refused_fails_the_rule() {
    let request = json!({ "rule": { "Name": "nightly", "ScheduleExpression": "rate(1 day)" },
        "targets": [{ "Id": "run", "Arn": "arn:x" }] });
    let wanted = wanted(ResourceKind::EventRule, "nightly", request);
    let failed = json!({ "FailedEntryCount": 1, "FailedEntries": [
        { "TargetId": "run", "ErrorCode": "Denied", "ErrorMessage": "no" }] });
    let script = Script::default().with("PutTargets", [Ok(failed)]);
    let Outcome::Failed(error) = deployed(&script, &wanted) else { panic!("it has failed") };
    assert!(error.is("Denied"), "{error:?}");
}

#[test]
fn a_rule_that_somebody_switched_off_is_switched_on_and_one_of_aws_is_left_alone() {
    let request = json!({ "rule": { "Name": "nightly", "ScheduleExpression": "rate(1 day)" },
        "targets": [] });
    let wanted = wanted(ResourceKind::EventRule, "nightly", request);
    let rule = |more: Value| {
        let mut rule = json!({ "Name": "nightly", "Arn": "arn:nightly", "State": "DISABLED",
            "ScheduleExpression": "rate(1 day)", "EventBusName": "default" });
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let tags = json!({ "Tags": [{ "Key": "ordain:project", "Value": "web" }] });
        Script::default()
            .with("ListRules", [Ok(json!({ "Rules": [rule] }))])
            .with("ListTagsForResource", [Ok(tags)])
    };
    let by_hand = rule(json!({}));
    let (_, plan) = planned(&by_hand, &wanted, PlanOptions::default());
    let [difference] = plan.changes[0].differences.as_slice() else { panic!("{plan:?}") };
    assert_eq!((difference.what.as_str(), &difference.before), ("State", &Some(json!("DISABLED"))));
    assert_eq!(deployed(&by_hand, &wanted), Outcome::Carried);
    assert_eq!(by_hand.sent("PutRule").len(), 1);
    check_refused(&rule(json!({ "ManagedBy": "config.amazonaws.com" })), &wanted, "manages it");
}

#[test]
fn a_patch_group_and_a_default_of_another_project_are_not_taken() {
    let listed = json!({ "BaselineId": "pb-other", "BaselineName": "Theirs",
        "OperatingSystem": "WINDOWS", "DefaultBaseline": true });
    let tags = json!({ "TagList": [{ "Key": "ordain:project", "Value": "shop" }] });
    let script = || {
        Script::default()
            .with("DescribePatchBaselines", [Ok(json!({ "BaselineIdentities": [listed] }))])
            .with(
                "DescribePatchGroups",
                [Ok(json!({ "Mappings": [
                { "PatchGroup": "prod", "BaselineIdentity": listed }] }))],
            )
            .with("ListTagsForResource", [Ok(tags.clone())])
    };
    let one = |groups: Value, default: bool| {
        let request =
            json!({ "baseline": { "Name": "Mine" }, "groups": groups, "default": default });
        wanted(ResourceKind::PatchBaseline, "Mine", request)
    };
    let words = "`Theirs`, which belongs to the project `shop`";
    check_refused(&script(), &one(json!(["prod"]), false), words);
    check_refused(&script(), &one(json!([]), true), words);
    let adopt = PlanOptions { foreign: Foreign::Adopt, ..PlanOptions::default() };
    let (_, plan) = planned(&script(), &one(json!(["prod"]), false), adopt);
    let [told] = plan.warnings.as_slice() else { panic!("{:?}", plan.warnings) };
    assert!(told.contains("patch group `prod`") && told.ends_with(words), "{told}");
    let (_, plan) = planned(&script(), &one(json!(["stage"]), false), PlanOptions::default());
    assert_eq!(plan.changes[0].action, Action::Create);
}

#[test]
fn a_remediation_needs_its_rule_and_says_why_it_is_refused() {
    let request =
        json!({ "ConfigRuleName": "open", "TargetType": "SSM_DOCUMENT", "TargetId": "X" });
    let wanted = wanted(ResourceKind::Remediation, "open", request);
    let none =
        Script::default().with("DescribeConfigRules", [refused("NoSuchConfigRuleException")]);
    check_refused(&none, &wanted, "no rule `open`");
    let rule =
        json!({ "ConfigRules": [{ "ConfigRuleName": "open", "ConfigRuleArn": "arn:open" }] });
    let failed = json!({ "FailedBatches": [{ "FailureMessage": "no such document" }] });
    let script = Script::default()
        .with("DescribeConfigRules", [Ok(rule)])
        .with("PutRemediationConfigurations", [Ok(failed)]);
    let Outcome::Failed(CallError::Refused(refusal)) = deployed(&script, &wanted) else {
        panic!("it has failed")
    };
    assert_eq!(refusal.message, "no such document");
    // It was marked before, and is nobody's again.
    let tagged = &script.sent("TagResource")[0];
    assert_eq!(tagged["Tags"][0], json!({ "Key": "ordain:remediation", "Value": "web" }));
    let marks = json!(["ordain:remediation", "ordain:remediation-written"]);
    assert_eq!(script.sent("UntagResource")[0]["TagKeys"], marks);
}

#[test]
fn a_group_that_somebody_changed_by_hand_is_left_alone() {
    let listed = json!({ "GroupIdentifiers": [{ "GroupName": "web", "GroupArn": "arn:web" }] });
    let query = json!({ "GroupQuery": { "ResourceQuery": {
        "Type": "TAG_FILTERS_1_0", "Query": "{}" } } });
    let script = |tags: Value, description: &str| {
        let group = json!({ "Group": { "Name": "web", "Description": description } });
        Script::default()
            .with("ListGroups", [Ok(listed.clone())])
            .with("GetGroup", [Ok(group)])
            .with("GetGroupQuery", [Ok(query.clone())])
            .with("GetTags", [Ok(json!({ "Tags": tags }))])
    };
    // A deploy that was stopped before it wrote the tag goes on.
    let stopped = script(json!({ "ordain:project": "web", "ordain:written": "0" }), "");
    assert_eq!(deployed(&stopped, &group()), Outcome::Carried);
    let mut tags = stopped.sent("Tag").remove(0)["Tags"].take();
    tags["ordain:project"] = json!("web");
    let changed = script(tags.clone(), "by hand");
    let (_, plan) = planned(&changed, &group(), PlanOptions::default());
    assert_eq!(plan.changes[0].action, Action::Drifted);
    let (_, plan) = planned(&script(tags, ""), &group(), PlanOptions::default());
    assert_eq!(plan.changes[0].action, Action::Unchanged);
}

#[test]
fn nothing_is_sent_with_a_hole_in_it() {
    let request = json!({ "rule": { "Name": "x", "RoleArn": "${roles/gone#Arn}" }, "targets": [] });
    let script = Script::default();
    let outcome = deployed(&script, &wanted(ResourceKind::EventRule, "x", request));
    assert!(matches!(outcome, Outcome::Failed(CallError::NotSent(_))), "{outcome:?}");
    assert_eq!(script.sent("PutRule"), Vec::<Value>::new());
}
