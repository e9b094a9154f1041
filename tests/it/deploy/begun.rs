//! A deploy that failed or was stopped half-way is finished by the next one.

use ordain::deploy::{Outcome, PlanOptions, Promote};
use serde_json::json;

use super::fake::Account;
use super::{deployed, planned, tried, wanted};

const LEAVE: PlanOptions = PlanOptions {
    promote: Promote::Leave,
    foreign: ordain::deploy::Foreign::Refuse,
    prune: ordain::deploy::Prune::Keep,
    drift: ordain::deploy::Drift::Leave,
    keep_versions: None,
};

const WINDOW: &str = "group web = tag(\"Role\", \"web\")
    group g = tag(\"Env\", \"dev\")
    window night { schedule: cron(\"0 2 ? * SUN *\") duration: 3h cutoff: 1h
        task patch = \"AWS-RunShellScript\"(commands: [\"date\"]) on web
            { concurrency: 1 max_errors: 0 } }";

const GREET: &str = "association greet { run: \"AWS-RunShellScript\"(commands: [\"date\"])
    on: tag(\"Role\", \"web\") schedule: rate(1d) }";

/// The first program is deployed, the second one fails at an operation, and the third one is
/// deployed without a word of changes by hand.
#[track_caller]
fn check_finished(programs: [&str; 3], denied: &'static str, options: PlanOptions) {
    let account = Account::default();
    let [first, second, third] = programs;
    deployed(&account, first, LEAVE);
    account.by_hand(|held| held.denied = vec![denied]);
    let done = tried(&account, second, options);
    assert!(done.iter().any(|it| matches!(it.outcome, Outcome::Failed(_))), "{done:?}");
    account.by_hand(|held| held.denied.clear());
    let (_, plan) = planned(&account, &wanted(third), options);
    assert_eq!(plan.refused().count() + plan.drifted().count(), 0, "{:#?}", plan.changes);
    deployed(&account, third, options);
}

#[test]
fn a_window_that_was_left_half_way() {
    let other = WINDOW.replace("on web", "on g").replace("duration: 3h", "duration: 4h");
    let third = other.replace("duration: 4h", "duration: 5h");
    for denied in [
        "RegisterTargetWithMaintenanceWindow",
        "UpdateMaintenanceWindowTask",
        "DeregisterTargetFromMaintenanceWindow",
    ] {
        check_finished([WINDOW, &other, &other], denied, LEAVE);
        check_finished([WINDOW, &other, &third], denied, LEAVE);
        check_finished([WINDOW, &other, WINDOW], denied, LEAVE);
    }
}

#[test]
fn a_document_that_was_left_before_its_tags_were_written() {
    let hello = |text: &str| {
        format!("command hello \"Acme-Hello\" {{ version_name: \"{text}\" sh \"echo {text}\" }}")
    };
    let (one, two, three) = (hello("one"), hello("two"), hello("three"));
    for options in [LEAVE, PlanOptions { promote: Promote::Move, ..LEAVE }] {
        let account = Account::default();
        deployed(&account, &one, options);
        account.by_hand(|held| held.denied = vec!["UpdateDocumentDefaultVersion"]);
        let moves = options.promote == Promote::Move;
        tried(&account, &two, options);
        account.by_hand(|held| {
            held.denied.clear();
            // The last request of a deploy that was stopped moved the default.
            if moves {
                held.documents.get_mut("Acme-Hello").unwrap().default = 2;
            }
        });
        let (_, plan) = planned(&account, &wanted(&three), options);
        assert_eq!(plan.refused().count(), 0, "{:#?}", plan.changes);
        deployed(&account, &three, options);
    }
}

#[test]
fn an_association_that_was_left_before_its_tags_were_written() {
    let account = Account::default();
    deployed(&account, GREET, LEAVE);
    let two = GREET.replace("rate(1d)", "rate(2d)");
    account.by_hand(|held| held.denied = vec!["UpdateAssociation"]);
    tried(&account, &two, LEAVE);
    account.by_hand(|held| {
        held.denied.clear();
        // It was carried out, and the deploy was stopped behind it.
        let one = held.associations.values_mut().next().unwrap();
        one["ScheduleExpression"] = json!("rate(2 days)");
    });
    let three = GREET.replace("rate(1d)", "rate(3d)");
    let (_, plan) = planned(&account, &wanted(&three), LEAVE);
    assert_eq!(plan.refused().count() + plan.drifted().count(), 0, "{:#?}", plan.changes);
    deployed(&account, &three, LEAVE);
}

#[test]
fn a_group_of_one_letter_is_a_target_without_a_name() {
    let account = Account::default();
    let source = WINDOW.replace("on web", "on g");
    deployed(&account, &source, LEAVE);
    account.by_hand(|held| {
        let window = held.windows.values().next().unwrap();
        let [target] = window.targets.as_slice() else { panic!("{:?}", window.targets) };
        assert_eq!(target.get("Name"), None);
        let id = &target["WindowTargetId"];
        let ids = json!([{ "Key": "WindowTargetIds", "Values": [id] }]);
        assert_eq!(window.tasks[0]["Targets"], ids);
    });
    account.counted();
    deployed(&account, &source.replace("\"dev\"", "\"test\""), LEAVE);
    let calls = account.counted();
    assert_eq!(calls.get("UpdateMaintenanceWindowTarget"), Some(&1), "{calls:?}");
    assert_eq!(calls.get("RegisterTargetWithMaintenanceWindow"), None, "{calls:?}");
}

#[test]
fn a_target_without_a_name_is_called_what_it_targets() {
    let account = Account::default();
    deployed(&account, WINDOW, LEAVE);
    account.by_hand(|held| {
        let target = json!({ "WindowTargetId": "4cb736b8", "ResourceType": "INSTANCE",
            "Targets": [{ "Key": "tag:Env", "Values": ["dev", "test"] }] });
        held.windows.values_mut().next().unwrap().targets.push(target);
    });
    let (_, plan) = planned(&account, &wanted(WINDOW), LEAVE);
    let words: Vec<&str> =
        plan.drifted().flat_map(|it| &it.differences).map(|it| it.what.as_str()).collect();
    assert_eq!(words, ["target `tag:Env=dev,test`"]);
}
