//! What somebody else changed by hand: told, left alone, set back where somebody says so.

use ordain::deploy::{Action, ChangedBy, Drift, Plan, PlanOptions, Promote};
use serde_json::{Value, json};

use super::fake::{Account, Held, Version};
use super::{deployed, planned, wanted};

const ALL: &str = "command hello \"Acme-Hello\" { tags: { Team: \"web\" } sh \"echo one\" }
    association greet { run: hello() on: tag(\"Role\", \"web\") schedule: rate(1d)
        tags: { Team: \"web\" } }
    group web = tag(\"Role\", \"web\")
    window sunday { schedule: cron(\"0 2 ? * SUN *\") duration: 3h cutoff: 1h
        task greet = hello() on web { concurrency: 1 max_errors: 0 } }";

const LEAVE: PlanOptions = options(Drift::Leave);
const SHOW: PlanOptions = options(Drift::Show);
const OVERWRITE: PlanOptions = options(Drift::Overwrite);

const fn options(drift: Drift) -> PlanOptions {
    PlanOptions {
        promote: Promote::Leave,
        foreign: ordain::deploy::Foreign::Refuse,
        prune: ordain::deploy::Prune::Keep,
        drift,
        keep_versions: None,
    }
}

fn plan_of(account: &Account, source: &str, options: PlanOptions) -> Plan {
    planned(account, &wanted(source), options).1
}

fn action_of<'a>(plan: &'a Plan, id: &str) -> &'a Action {
    &plan.changes.iter().find(|change| change.id == id).expect("it is in the plan").action
}

/// What differs of the only thing that was changed by hand, and by whom.
#[track_caller]
fn drift(account: &Account, source: &str, options: PlanOptions) -> Vec<(String, ChangedBy)> {
    let plan = plan_of(account, source, options);
    assert!(plan.is_empty(), "{:#?}", plan.changes);
    let differences = plan.drifted().flat_map(|change| &change.differences);
    let by = |by: Option<ChangedBy>| by.expect("somebody changed it");
    differences.map(|it| (it.what.clone(), by(it.changed_by))).collect()
}

/// A change by hand is left alone by a deploy, and set back where it is to be overwritten.
#[track_caller]
fn check_drift(change: impl Fn(&mut Held), what: &[&str]) {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    account.by_hand(&change);
    let hand: Vec<_> = what.iter().map(|what| ((*what).to_owned(), ChangedBy::Hand)).collect();
    assert_eq!(drift(&account, ALL, SHOW), hand);
    deployed(&account, ALL, LEAVE);
    assert_eq!(drift(&account, ALL, SHOW), hand, "a deploy left it");
    deployed(&account, ALL, OVERWRITE);
    assert_eq!(drift(&account, ALL, SHOW), []);
}

fn version(content: &str) -> Version {
    let content =
        json!({ "schemaVersion": "2.2", "mainSteps": [], "description": content }).to_string();
    Version { name: String::new(), content, format: "JSON".to_owned() }
}

fn first(map: &mut std::collections::BTreeMap<String, Value>) -> &mut Value {
    map.values_mut().next().unwrap()
}

fn tags_of<'a>(
    held: &'a mut Held,
    kind: &str,
) -> &'a mut std::collections::BTreeMap<String, String> {
    held.tags.iter_mut().find(|((known, _), _)| known == kind).unwrap().1
}

#[test]
fn members_and_tags_of_an_association() {
    check_drift(
        |held| first(&mut held.associations)["ScheduleExpression"] = json!("rate(2 days)"),
        &["ScheduleExpression"],
    );
    check_drift(|held| first(&mut held.associations)["MaxErrors"] = json!("3"), &["MaxErrors"]);
    check_drift(|held| drop(tags_of(held, "Association").remove("Team")), &["tags"]);
}

#[test]
fn a_window_and_its_parts() {
    check_drift(
        |held| held.windows.values_mut().next().unwrap().described["Duration"] = json!(9),
        &["Duration"],
    );
    check_drift(
        |held| held.windows.values_mut().next().unwrap().tasks[0]["MaxErrors"] = json!("7"),
        &["task `greet`: MaxErrors"],
    );
    // A task of a target that is gone has nothing to run on, which is not a change of the project.
    check_drift(
        |held| held.windows.values_mut().next().unwrap().targets.clear(),
        &["target `web`", "task `greet`: Targets"],
    );
    check_drift(
        |held| {
            let window = held.windows.values_mut().next().unwrap();
            let more = json!({ "WindowTargetId": "x", "Name": "more", "ResourceType": "INSTANCE" });
            window.targets.push(more);
        },
        &["target `more`"],
    );
}

#[test]
fn versions_and_tags_of_a_document() {
    let hello = |held: &mut Held| held.documents.remove("Acme-Hello").unwrap();
    let put = |held: &mut Held, it| drop(held.documents.insert("Acme-Hello".to_owned(), it));
    check_drift(
        |held| {
            let mut document = hello(held);
            document.versions.insert(2, version("by hand"));
            put(held, document);
        },
        &["latest version"],
    );
    check_drift(
        |held| {
            let mut document = hello(held);
            document.versions.insert(2, version("by hand"));
            document.default = 2;
            put(held, document);
        },
        &["default version", "latest version"],
    );
    check_drift(
        |held| {
            let mut document = hello(held);
            document.versions.insert(2, version("by hand"));
            document.versions.remove(&1);
            document.default = 2;
            put(held, document);
        },
        &["version with the content", "default version", "latest version"],
    );
    check_drift(|held| drop(tags_of(held, "Document").remove("Team")), &["tags"]);
}

#[test]
fn a_default_that_moved_is_seen_without_asking_more_where_the_list_tells_it() {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    deployed(&account, &ALL.replace("echo one", "echo two"), LEAVE);
    account.by_hand(|held| held.documents.get_mut("Acme-Hello").unwrap().default = 2);
    let source = ALL.replace("echo one", "echo two");
    assert_eq!(drift(&account, &source, LEAVE), [("default version".to_owned(), ChangedBy::Hand)]);
}

#[test]
fn what_the_project_changed_and_somebody_else_did_not_is_updated() {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    let source = ALL.replace("rate(1d)", "rate(3d)").replace("echo one", "echo two");
    let plan = plan_of(&account, &source, LEAVE);
    let by: Vec<_> = plan.changes.iter().flat_map(|it| &it.differences).collect();
    assert!(by.iter().all(|it| it.changed_by != Some(ChangedBy::Hand)), "{by:#?}");
    let schedule = by.iter().find(|it| it.what == "ScheduleExpression").unwrap();
    assert_eq!(schedule.changed_by, Some(ChangedBy::Project));
    deployed(&account, &source, LEAVE);
    assert_eq!(drift(&account, &source, SHOW), []);
}

#[test]
fn what_both_changed_is_refused_until_somebody_says_overwrite() {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    account.by_hand(|held| first(&mut held.associations)["MaxErrors"] = json!("3"));
    let source = ALL.replace("rate(1d)", "rate(3d)");
    let plan = plan_of(&account, &source, LEAVE);
    let (change, why) = plan.refused().next().expect("it is refused");
    assert_eq!(
        why,
        "the project changes it, and somebody else has changed \"MaxErrors\" by hand since the \
         last deploy: take that into the project, or give `--overwrite`"
    );
    let by: Vec<_> =
        change.differences.iter().map(|it| (it.what.as_str(), it.changed_by)).collect();
    let [project, hand] = [ChangedBy::Project, ChangedBy::Hand].map(Some);
    assert_eq!(by, [("ScheduleExpression", project), ("MaxErrors", hand)]);
    deployed(&account, &source, OVERWRITE);
    assert_eq!(drift(&account, &source, SHOW), []);
}

#[test]
fn what_depends_on_a_drifted_thing_goes_on() {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    account.by_hand(|held| drop(tags_of(held, "Document").remove("Team")));
    let source = ALL.replace("rate(1d)", "rate(3d)");
    let plan = plan_of(&account, &source, LEAVE);
    assert_eq!(action_of(&plan, "documents/Acme-Hello"), &Action::Drifted);
    assert_eq!(action_of(&plan, "associations/greet"), &Action::Update);
    deployed(&account, &source, LEAVE);
}

#[test]
fn what_an_older_version_deployed_has_not_drifted() {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    account.by_hand(|held| {
        for tags in held.tags.values_mut() {
            for key in ["ordain:written", "ordain:latest", "ordain:default"] {
                tags.remove(key);
            }
        }
    });
    for options in [LEAVE, SHOW, OVERWRITE] {
        let plan = plan_of(&account, ALL, options);
        assert!(plan.is_empty() && plan.drifted().next().is_none(), "{:#?}", plan.changes);
    }
    account.by_hand(|held| first(&mut held.associations)["MaxErrors"] = json!("3"));
    deployed(&account, ALL, LEAVE);
    account.by_hand(|held| first(&mut held.associations)["MaxErrors"] = json!("3"));
    assert_eq!(drift(&account, ALL, LEAVE), [("MaxErrors".to_owned(), ChangedBy::Hand)]);
}

#[test]
fn a_deploy_that_was_stopped_before_it_wrote_its_tags_changed_nothing_by_hand() {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    let source = ALL.replace("rate(1d)", "rate(3d)").replace("echo one", "echo two");
    let mut old = None;
    account.by_hand(|held| old = Some(held.tags.clone()));
    deployed(&account, &source, LEAVE);
    account.by_hand(|held| held.tags = old.take().unwrap());
    let plan = plan_of(&account, &source, SHOW);
    assert!(plan.refused().next().is_none() && plan.drifted().next().is_none(), "{plan:#?}");
    deployed(&account, &source, SHOW);
}

#[test]
fn old_versions_go_but_those_that_somebody_follows() {
    let account = Account::default();
    let keep = PlanOptions { keep_versions: Some(2), ..LEAVE };
    let source = |word: &str| format!("command hello \"Acme-Hello\" {{ sh \"echo {word}\" }}");
    for word in ["one", "two", "three"] {
        deployed(&account, &source(word), LEAVE);
    }
    account.by_hand(|held| {
        let pinned = json!({ "AssociationId": "a", "Name": "Acme-Hello", "DocumentVersion": "2" });
        held.associations.insert("a".to_owned(), pinned);
    });
    deployed(&account, &source("four"), LEAVE);
    let numbers = |held: &mut Held| -> Vec<u64> {
        held.documents["Acme-Hello"].versions.keys().copied().collect()
    };
    let check = |wanted: &[u64]| account.by_hand(|held| assert_eq!(numbers(held), wanted));
    check(&[1, 2, 3, 4]);
    let plan = plan_of(&account, &source("five"), keep);
    let old = plan.changes[0].differences.iter().find(|it| it.what == "old versions").unwrap();
    assert_eq!(old.before, Some(json!(["3"])));
    deployed(&account, &source("five"), keep);
    check(&[1, 2, 4, 5]);
    deployed(&account, &source("six"), PlanOptions { promote: Promote::Move, ..keep });
    check(&[2, 5, 6]);
}

#[test]
fn a_document_deleted_by_hand_is_created_again() {
    let account = Account::default();
    deployed(&account, ALL, LEAVE);
    account.by_hand(|held| {
        held.documents.clear();
        held.tags.retain(|(kind, _), _| kind != "Document");
    });
    assert_eq!(action_of(&plan_of(&account, ALL, LEAVE), "documents/Acme-Hello"), &Action::Create);
}

#[test]
fn a_version_name_that_another_content_has_is_refused() {
    let account = Account::default();
    let named = |text: &str| {
        format!("command spring \"Acme-Spring\" {{ version_name: \"spring\" sh \"echo {text}\" }}")
    };
    deployed(&account, &named("one"), LEAVE);
    let plan = plan_of(&account, &named("two"), LEAVE);
    let (_, why) = plan.refused().next().expect("it is refused");
    assert_eq!(
        why,
        "version 1 has the name `spring` and another content: give this content another \
         `version_name`"
    );
}
