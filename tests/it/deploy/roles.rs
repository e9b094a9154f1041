//! IAM roles: one for all Regions of an account, waited for where it is new, and never deleted by who
//! did not ask for roles.

use ordain::deploy::{
    Action, Body, CallError, Item, Outcome, PlanOptions, Prune, Refusal, ResourceKind, Wanted,
    apply,
};
use serde_json::{Value, json};

use super::deploying;
use super::resources::{Answer, Script, deployed, group, planned, refused, wanted};

#[test]
fn no_role_is_looked_for_that_nobody_wants() {
    let script = Script::default();
    let options = PlanOptions { prune: Prune::Delete, ..PlanOptions::default() };
    planned(&script, &group(), options);
    for operation in ["GetAccountAuthorizationDetails", "ListRoles", "GetRole"] {
        assert_eq!(script.sent(operation), Vec::<Value>::new());
    }
}

fn role(policy: &str) -> Wanted {
    let request = json!({
        "role": { "RoleName": "runner", "AssumeRolePolicyDocument": "{\"Version\":\"2012-10-17\"}" },
        "policy": { "PolicyName": "own", "PolicyDocument": policy },
    });
    wanted(ResourceKind::Role, "runner", request)
}

#[test]
fn a_role_is_made_with_its_policy() {
    let made = json!({ "Role": { "RoleName": "runner", "Arn": "arn:runner", "Path": "/" } });
    let script =
        Script::default().with("GetRole", [refused("NoSuchEntity")]).with("CreateRole", [Ok(made)]);
    assert_eq!(deployed(&script, &role("{}")), Outcome::Carried);
    assert_eq!(script.sent("CreateRole").len(), 1);
    let policy = json!({ "RoleName": "runner", "PolicyName": "own", "PolicyDocument": "{}" });
    assert_eq!(script.sent("PutRolePolicy"), [policy]);
    assert_eq!(script.sent("UpdateAssumeRolePolicy"), Vec::<Value>::new());
}

#[test]
fn a_role_that_the_first_region_has_made_stays_as_it_is_and_another_policy_goes() {
    let there = json!({ "Role": {
        "RoleName": "runner", "Arn": "arn:runner", "Path": "/", "MaxSessionDuration": 3600,
        "AssumeRolePolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%7D",
        "Tags": [{ "Key": "ordain:project", "Value": "web" }],
    } });
    let script = |names: Value| {
        Script::default()
            .with("GetRole", [Ok(there.clone())])
            .with("ListRolePolicies", [Ok(json!({ "PolicyNames": names }))])
            .with("GetRolePolicy", [Ok(json!({ "PolicyDocument": "%7B%7D" }))])
    };
    let (_, plan) = planned(&script(json!(["own"])), &role("{}"), PlanOptions::default());
    assert!(plan.is_empty(), "{plan:#?}");
    let more = script(json!(["own", "by hand"]));
    assert_eq!(deployed(&more, &role("{}")), Outcome::Carried);
    let gone = json!({ "RoleName": "runner", "PolicyName": "by hand" });
    assert_eq!(more.sent("DeleteRolePolicy"), [gone]);
    assert_eq!(more.sent("PutRolePolicy"), Vec::<Value>::new());
}

/// The description that the list of roles tells the project's own by.
fn listed(name: &str, description: &str) -> Value {
    json!({ "RoleName": name, "Path": "/", "Description": description })
}

#[test]
fn a_role_that_is_no_longer_wanted_goes_where_it_was_made_from() {
    let tags = |region: &str| {
        Ok(json!({ "Tags": [
            { "Key": "ordain:project", "Value": "web" },
            { "Key": "ordain:region", "Value": region },
        ] }))
    };
    let roles = json!({ "Roles": [
        listed("old", "Made by Ordain for web"),
        listed("elsewhere", "Made by Ordain for web"),
        listed("theirs", "By hand"),
    ] });
    let script = || {
        Script::default()
            .with("ListRoles", [Ok(roles.clone())])
            .with("ListRoleTags", [tags("eu-west-1"), tags("us-east-1")])
    };
    let options = PlanOptions { prune: Prune::Delete, ..PlanOptions::default() };
    let asked = Wanted { roles: true, ..group() };
    let (_, plan) = planned(&script(), &asked, options);
    let gone = plan.changes.iter().filter(|change| change.action == Action::Delete);
    assert_eq!(gone.map(|change| change.name.as_str()).collect::<Vec<_>>(), ["old"]);
    // Who does not ask for roles does not lose those that an earlier deploy has made.
    let (_, plan) = planned(&script(), &group(), options);
    assert!(plan.changes.iter().all(|change| change.action != Action::Delete), "{plan:#?}");
}

#[test]
fn a_role_is_marked_with_the_region_that_it_was_made_from() {
    let made = json!({ "Role": { "RoleName": "runner", "Arn": "arn:runner", "Path": "/" } });
    let script =
        Script::default().with("GetRole", [refused("NoSuchEntity")]).with("CreateRole", [Ok(made)]);
    assert_eq!(deployed(&script, &role("{}")), Outcome::Carried);
    let tags = script.sent("CreateRole")[0]["Tags"].to_string();
    assert!(tags.contains(r#"{"Key":"ordain:region","Value":"eu-west-1"}"#), "{tags}");
}

#[test]
fn a_role_of_another_account_is_left_alone_and_said() {
    let mut wanted = role("{}");
    if let Some(Body::Resource { request, .. }) = wanted.items.first_mut().map(|it| &mut it.body) {
        request["account"] = json!("444455556666");
    }
    let script = Script::default();
    let (_, plan) = planned(&script, &wanted, PlanOptions::default());
    assert!(plan.is_empty(), "{plan:#?}");
    assert_eq!(script.sent("GetRole"), Vec::<Value>::new());
    assert!(plan.warnings.iter().any(|it| it.contains("444455556666")), "{:?}", plan.warnings);
}

/// A role that is not there, and a rule that needs it.
fn rule_with_role() -> Wanted {
    let target = json!({ "Id": "run", "Arn": "arn:runbook", "RoleArn": "arn:runner" });
    let request = json!({ "rule": { "Name": "nightly", "State": "ENABLED" }, "targets": [target] });
    let mut all = role("{}");
    let rule = wanted(ResourceKind::EventRule, "nightly", request);
    all.items.extend(
        rule.items
            .into_iter()
            .map(|it| Item { depends_on: vec!["things/runner".to_owned()], ..it }),
    );
    all
}

fn not_known_yet() -> Answer {
    Err(CallError::Refused(Refusal {
        code: "ValidationException".to_owned(),
        message: "Provided role 'arn:runner' cannot be assumed by principal".to_owned(),
        status: 400,
        ..Refusal::default()
    }))
}

/// How the rule ended, and how long was waited.
fn rule_ended(script: &Script) -> (Outcome, Vec<Value>) {
    let wanted = rule_with_role();
    let options = PlanOptions::default();
    let (state, plan) = planned(script, &wanted, options);
    let deploying = deploying(script, (&wanted, &state), options);
    let mut done = apply(&deploying, &plan);
    (done.remove(1).outcome, script.sent("waits"))
}

#[test]
fn what_needs_a_new_role_waits_until_it_is_known() {
    let made = json!({ "Role": { "RoleName": "runner", "Arn": "arn:runner", "Path": "/" } });
    let script = |targets: Vec<Answer>| {
        Script::default()
            .with("GetRole", [refused("NoSuchEntity")])
            .with("CreateRole", [Ok(made.clone())])
            .with("PutTargets", targets)
    };
    let soon = script(vec![not_known_yet(), not_known_yet(), Ok(json!({}))]);
    assert_eq!(rule_ended(&soon), (Outcome::Carried, vec![json!(1), json!(2)]));
    let never = script(vec![not_known_yet()]);
    let (outcome, waits) = rule_ended(&never);
    assert!(matches!(outcome, Outcome::Failed(CallError::Refused(_))), "{outcome:?}");
    assert_eq!(waits.len(), 7);
}

#[test]
fn a_role_that_was_there_is_not_waited_for() {
    let there = json!({ "Role": {
        "RoleName": "runner", "Arn": "arn:runner", "Path": "/",
        "AssumeRolePolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%7D",
        "Tags": [{ "Key": "ordain:project", "Value": "web" }],
    } });
    let script = Script::default()
        .with("GetRole", [Ok(there)])
        .with("ListRolePolicies", [Ok(json!({ "PolicyNames": ["own"] }))])
        .with("GetRolePolicy", [Ok(json!({ "PolicyDocument": "%7B%7D" }))])
        .with("PutTargets", [not_known_yet()]);
    let (outcome, waits) = rule_ended(&script);
    assert!(matches!(outcome, Outcome::Failed(_)), "{outcome:?}");
    assert_eq!(waits, Vec::<Value>::new());
}

#[test]
fn a_role_that_another_region_makes_meanwhile_changes_no_plan() {
    let missing = Script::default().with("GetRole", [refused("NoSuchEntity")]);
    let (_, old) = planned(&missing, &role("{}"), PlanOptions::default());
    let mut new = old.clone();
    assert!(new.is_left_of(&old));
    new.changes[0].action = Action::Unchanged;
    new.changes[0].differences.clear();
    assert!(new.is_left_of(&old));
    new.changes[0].action = Action::Delete;
    assert!(!new.is_left_of(&old));
    new.changes.clear();
    assert!(!new.is_left_of(&old));
}
