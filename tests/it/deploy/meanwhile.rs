//! What others do between a plan and its deploy, and what is left where the service refuses.

use ordain::deploy::{Action, CallError, Outcome, PlanOptions, ResourceKind, Wanted};
use serde_json::{Value, json};

use super::resources::{Answer, Script, check_refused, deployed, planned, refused, wanted};

#[track_caller]
fn check_failed(script: &Script, wanted: &Wanted, words: &str) {
    let Outcome::Failed(error) = deployed(script, wanted) else { panic!("it has failed") };
    assert!(format!("{error:?}").contains(words), "{error:?}");
}

fn rule() -> Wanted {
    let request = json!({ "rule": { "Name": "nightly", "ScheduleExpression": "rate(1 day)" },
        "targets": [] });
    wanted(ResourceKind::EventRule, "nightly", request)
}

#[test]
fn a_rule_that_somebody_makes_meanwhile_is_not_overwritten() {
    let there = json!({ "Rules": [{ "Name": "nightly", "Arn": "arn:nightly" }] });
    let script = Script::default().with("ListRules", [Ok(json!({})), Ok(there)]);
    check_failed(&script, &rule(), "since the plan");
    assert_eq!(script.sent("PutRule"), Vec::<Value>::new());
}

fn remediation() -> Wanted {
    let request =
        json!({ "ConfigRuleName": "open", "TargetType": "SSM_DOCUMENT", "TargetId": "X" });
    wanted(ResourceKind::Remediation, "open", request)
}

fn config() -> Script {
    let rule =
        json!({ "ConfigRules": [{ "ConfigRuleName": "open", "ConfigRuleArn": "arn:open" }] });
    Script::default().with("DescribeConfigRules", [Ok(rule)])
}

#[test]
fn a_remediation_that_somebody_makes_meanwhile_is_not_overwritten() {
    let there = json!({ "RemediationConfigurations": [{ "ConfigRuleName": "open" }] });
    let script = config().with("DescribeRemediationConfigurations", [Ok(json!({})), Ok(there)]);
    check_failed(&script, &remediation(), "since the plan");
    assert_eq!(script.sent("TagResource"), Vec::<Value>::new());
    assert_eq!(script.sent("PutRemediationConfigurations"), Vec::<Value>::new());
}

#[test]
fn a_failed_batch_without_a_word_has_failed_and_a_lost_answer_keeps_the_mark() {
    let put = |answer: Answer| config().with("PutRemediationConfigurations", [answer]);
    let script = put(Ok(json!({ "FailedBatches": [{ "FailedItems": [] }] })));
    check_failed(&script, &remediation(), "does not say why");
    assert_eq!(script.sent("UntagResource").len(), 1);
    let script = put(Err(CallError::Lost("cut off".to_owned())));
    check_failed(&script, &remediation(), "cut off");
    assert_eq!(script.sent("UntagResource"), Vec::<Value>::new());
}

fn bucket(name: &str) -> Value {
    json!({ "BucketName": name, "SyncFormat": "JsonSerDe", "Region": "eu-west-1" })
}

fn sync(name: &str) -> Wanted {
    let request = json!({ "SyncName": name, "S3Destination": bucket("new") });
    wanted(ResourceKind::DataSync, name, request)
}

fn listed(buckets: &str) -> Answer {
    Ok(json!({ "ResourceDataSyncItems": [{ "SyncName": "all", "SyncType": "SyncToDestination",
        "S3Destination": bucket(buckets) }] }))
}

/// The parameter that says whose the sync `all` is.
fn owner(project: &str) -> Answer {
    let value = json!({ "SyncName": "all", "SyncType": "SyncToDestination", "project": project });
    Ok(json!({ "Parameters": [{ "Value": value.to_string() }] }))
}

const EXISTS: &str = "ResourceDataSyncAlreadyExistsException";

#[test]
fn a_sync_that_is_refused_is_nobodys() {
    let script =
        Script::default().with("CreateResourceDataSync", [refused("ResourceDataSyncInvalid")]);
    check_failed(&script, &sync("all"), "ResourceDataSyncInvalid");
    assert_eq!(script.sent("PutParameter")[0]["Overwrite"], json!(false));
    assert_eq!(script.sent("DeleteParameter").len(), 1);
}

#[test]
fn a_sync_that_somebody_makes_meanwhile_stays() {
    let script = Script::default().with("ListResourceDataSync", [Ok(json!({})), listed("theirs")]);
    check_failed(&script, &sync("all"), "since the plan");
    assert_eq!(script.sent("PutParameter"), Vec::<Value>::new());
    // In the very moment, and by another deploy.
    let script = Script::default()
        .with("ListResourceDataSync", [Ok(json!({})), Ok(json!({})), listed("theirs")])
        .with("CreateResourceDataSync", [refused(EXISTS)]);
    check_failed(&script, &sync("all"), EXISTS);
    assert_eq!(script.sent("DeleteResourceDataSync"), Vec::<Value>::new());
    assert_eq!(script.sent("DeleteParameter").len(), 1);
    let script = Script::default()
        .with("PutParameter", [refused("ParameterAlreadyExists")])
        .with("GetParameters", [Ok(json!({})), Ok(json!({})), owner("shop")]);
    check_failed(&script, &sync("all"), "the project `shop`");
    assert_eq!(script.sent("CreateResourceDataSync"), Vec::<Value>::new());
    assert_eq!(script.sent("DeleteParameter"), Vec::<Value>::new());
}

#[test]
fn a_sync_whose_first_sending_was_carried_out_is_there() {
    let script = Script::default()
        .with("ListResourceDataSync", [Ok(json!({})), Ok(json!({})), listed("new")])
        .with("CreateResourceDataSync", [refused(EXISTS)]);
    assert_eq!(deployed(&script, &sync("all")), Outcome::Carried);
}

#[test]
fn a_sync_that_cannot_be_made_anew_is_put_back() {
    let script = Script::default()
        .with("ListResourceDataSync", [listed("old")])
        .with("GetParameters", [owner("web")])
        .with("CreateResourceDataSync", [refused("ResourceDataSyncInvalid"), Ok(json!({}))]);
    let (_, plan) = planned(&script, &sync("all"), PlanOptions::default());
    let last = plan.changes[0].differences.last().unwrap();
    assert!(last.after.as_ref().unwrap().as_str().unwrap().starts_with("deleted and made anew"));
    check_failed(&script, &sync("all"), "was put back");
    let old = json!({ "SyncName": "all", "SyncType": "SyncToDestination",
        "S3Destination": bucket("old") });
    assert_eq!(script.sent("CreateResourceDataSync")[1], old);
}

#[test]
fn syncs_of_like_names_have_parameters_of_their_own() {
    let name = |of: &str| {
        let script = Script::default();
        assert_eq!(deployed(&script, &sync(of)), Outcome::Carried);
        script.sent("PutParameter")[0]["Name"].as_str().unwrap().to_owned()
    };
    assert_eq!(name("a-b"), "/ordain/owners/data-sync/a-b");
    assert!(name("a b").starts_with("/ordain/owners/data-sync/a-b."));
    assert_ne!(name("a b"), name("a/b"));
}

#[test]
fn a_criticality_is_not_taken_away_and_one_of_others_is_left_alone() {
    let listed = json!({ "GroupIdentifiers": [{ "GroupName": "web", "GroupArn": "arn:web" }] });
    let group = |request: Value| wanted(ResourceKind::ResourceGroup, "web", request);
    let wrote = |request: &Value| {
        let made = Script::default();
        assert_eq!(deployed(&made, &group(request.clone())), Outcome::Carried);
        made.sent("Tag").pop().unwrap()["Tags"]["ordain:written"].clone()
    };
    let script = |request: Value| {
        let tags = json!({ "ordain:project": "web", "ordain:written": wrote(&request) });
        Script::default()
            .with("ListGroups", [Ok(listed.clone())])
            .with("GetGroup", [Ok(json!({ "Group": { "Name": "web", "Criticality": 3 } }))])
            .with("GetTags", [Ok(json!({ "Tags": tags }))])
    };
    let by_hand = script(json!({ "Name": "web" }));
    let (_, plan) = planned(&by_hand, &group(json!({ "Name": "web" })), PlanOptions::default());
    assert_eq!(plan.changes[0].action, Action::Unchanged, "{:?}", plan.changes);
    let described = group(json!({ "Name": "web", "Description": "new" }));
    assert_eq!(deployed(&by_hand, &described), Outcome::Carried);
    let update = json!({ "Group": "web", "Description": "new" });
    assert_eq!(by_hand.sent("UpdateGroup"), [update]);
    let script = script(json!({ "Name": "web", "Criticality": 3 }));
    check_refused(&script, &group(json!({ "Name": "web" })), "criticality is 3");
    let other = group(json!({ "Name": "web", "Criticality": 4 }));
    let (_, plan) = planned(&script, &other, PlanOptions::default());
    assert_eq!(plan.changes[0].action, Action::Update);
}

#[test]
fn no_plan_shows_the_credentials_of_a_url() {
    let script = Script::default();
    let baseline = json!({ "BaselineId": "pb-1", "BaselineName": "Mine" });
    let tags = json!({ "TagList": [{ "Key": "ordain:project", "Value": "web" }] });
    let script = script
        .with("DescribePatchBaselines", [Ok(json!({ "BaselineIdentities": [baseline] }))])
        .with("GetPatchBaseline", [Ok(json!({ "BaselineId": "pb-1", "Name": "Mine" }))])
        .with("ListTagsForResource", [Ok(tags)]);
    let source = json!({ "Name": "own", "Products": ["*"],
        "Configuration": "baseurl=https://me:secret@example.com/x" });
    let request = json!({ "baseline": { "Name": "Mine", "Sources": [source] }, "groups": [] });
    let wanted = wanted(ResourceKind::PatchBaseline, "Mine", request);
    let (_, plan) = planned(&script, &wanted, PlanOptions::default());
    let shown = format!("{:?}", plan.changes[0].differences);
    assert!(shown.contains("https://***@example.com/x"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
}
