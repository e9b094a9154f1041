//! Plans that are written, read, and compared with others.

use ordain::deploy::{
    Drift, Foreign, PLAN_SCHEMA, PlanOptions, Promote, Prune, SavedPlace, SavedPlan, Secret,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::fake::Account;
use super::{deployed, planned, wanted};

const HELLO: &str = "command hello \"Acme-Hello\" { sh \"echo one\" }
    association daily { run: hello() on: tag(\"Role\", \"web\") schedule: rate(1d) }";

const OPTIONS: PlanOptions = PlanOptions {
    promote: Promote::Move,
    foreign: Foreign::Refuse,
    prune: Prune::Delete,
    drift: Drift::Show,
    keep_versions: Some(7),
};

fn place(account: &Account, source: &str) -> SavedPlace {
    let wanted = wanted(source);
    let (_, plan) = planned(account, &wanted, OPTIONS);
    SavedPlace::new(("111122223333", Some("acme"), "eu-west-1"), &wanted, &plan)
}

fn whole(place: SavedPlace) -> SavedPlan {
    let mut plan = SavedPlan::new("web", OPTIONS);
    plan.places.push(place);
    plan
}

/// The plan after it was written and read.
#[track_caller]
fn read_again(plan: &SavedPlan) -> SavedPlan {
    SavedPlan::read(&plan.to_text()).expect("it was written by us")
}

#[test]
fn a_plan_that_is_read_again_is_the_same() {
    let account = Account::default();
    let saved = whole(place(&account, HELLO)).with_roles(true);
    let read = read_again(&saved);
    assert_eq!((read.options(), read.has_roles()), (OPTIONS, true));
    let read = read.place("111122223333", "eu-west-1").expect("the place is in it");
    assert_eq!(read.differences(&place(&account, HELLO)), Vec::<String>::new());
    assert_eq!(saved.place("111122223333", "eu-west-2"), None);
}

#[test]
fn what_changed_since_a_plan_was_saved_is_named() {
    let account = Account::default();
    let first = place(&account, HELLO);
    let check = |source: &str| first.differences(&place(&account, source));
    let other = "would be created, and the saved plan has something else in mind";
    assert_eq!(
        check(&HELLO.replace("echo one", "echo two")),
        [format!("`documents/Acme-Hello` {other}")]
    );
    assert_eq!(
        check(&format!("{HELLO} command more {{ sh \"echo\" }}")),
        ["`documents/more` would be created, too"]
    );
    assert_eq!(
        check("command hello \"Acme-Hello\" { sh \"echo one\" }"),
        ["`associations/daily` is no longer in the plan"]
    );
    deployed(&account, HELLO, OPTIONS);
    let unchanged = "would be left as it is, and the saved plan has something else in mind";
    let ids = ["documents/Acme-Hello", "associations/daily"];
    assert_eq!(check(HELLO), ids.map(|id| format!("`{id}` {unchanged}")));
}

#[test]
fn a_number_of_nodes_that_changes_is_no_difference() {
    let account = Account::default();
    let first = place(&account, HELLO);
    account.by_hand(|held| {
        let tags = [("Role".to_owned(), "web".to_owned())];
        held.nodes.insert("i-1".to_owned(), tags.into_iter().collect());
    });
    let second = place(&account, HELLO);
    assert_ne!(first, second);
    assert_eq!(first.differences(&second), Vec::<String>::new());
}

#[test]
fn plans_are_as_their_schema_says() {
    let schema: Value = serde_json::from_str(PLAN_SCHEMA).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let account = Account::default();
    let mut plans = vec![whole(place(&account, HELLO))];
    deployed(&account, HELLO, OPTIONS);
    account.by_hand(|held| {
        let follower = json!({
            "AssociationId": "a", "Name": "Acme-Hello", "Parameters": { "Gone": ["x"] },
            "Targets": [{ "Key": "resource-groups:Name", "Values": ["g"] }],
        });
        held.associations.insert("a".to_owned(), follower);
        held.denied.push("DescribeDocumentPermission");
    });
    plans.push(whole(place(&account, &HELLO.replace("echo one", "echo two"))));
    plans.push(whole(place(&account, "")));
    plans.push(whole(place(
        &account,
        "runbook hello \"Acme-Hello\" { aws.sts.GetCallerIdentity() }",
    )));
    for plan in plans {
        let value: Value = serde_json::from_str(&plan.to_text()).expect("a plan is JSON");
        let problems: Vec<String> =
            validator.iter_errors(&value).map(|problem| problem.to_string()).collect();
        assert_eq!(problems, Vec::<String>::new(), "{value:#}");
    }
}

#[test]
fn a_text_that_is_no_plan_is_refused_with_the_reason() {
    let check = |text: &str| SavedPlan::read(text).unwrap_err();
    assert!(check("{").starts_with("no JSON: "));
    let none = "no plan: `ordain plan --out` writes one";
    assert_eq!(check("[]"), none);
    assert_eq!(check("{ \"version\": 1 }"), none);
    assert_eq!(
        check("{ \"version\": 7, \"places\": [] }"),
        "a plan of form 7, and this program reads form 1: plan anew"
    );
    let whole = check("{ \"version\": 1, \"places\": [] }");
    assert!(whole.starts_with("no whole plan: missing field `project`"), "{whole}");
}

#[test]
fn another_value_of_a_secret_is_noticed_and_the_file_holds_none() {
    let given = |value: &str| {
        let source = "parameter password \"/web/password\" { type: \"SecureString\" \
                      value: env(\"PASSWORD\") }";
        let mut wanted = wanted(source);
        wanted.given.insert("parameters/password".to_owned(), Ok(Secret::new(value)));
        wanted
    };
    let first = given("hunter2");
    let (_, plan) = planned(&Account::default(), &first, OPTIONS);
    let saved = || whole(SavedPlace::new(("1", None, "eu-west-1"), &first, &plan));
    let text = saved().to_text();
    assert!(!text.contains("hunter"), "{text}");
    assert_ne!(text, saved().to_text(), "the salt is another one each time");
    let read = read_again(&saved());
    let place = read.place("1", "eu-west-1").unwrap();
    assert_eq!(place.other_values(&first), Vec::<String>::new());
    let other = ["the value of `parameters/password` is another one"];
    assert_eq!(place.other_values(&given("hunter3")), other);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = SavedPlan::read(&text);
    }

    #[test]
    fn a_plan_with_any_edit_is_read_or_refused(place_of_edit in 0.0..1.0_f64, put in ".{0,5}") {
        let text = whole(place(&Account::default(), HELLO)).to_text();
        let mut at = (text.len() as f64 * place_of_edit) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let (before, behind) = text.split_at(at);
        if let Ok(read) = SavedPlan::read(&format!("{before}{put}{behind}")) {
            for place in &read.places {
                prop_assert_eq!(place.differences(place), Vec::<String>::new());
            }
        }
    }
}
