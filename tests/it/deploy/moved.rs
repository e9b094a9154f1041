//! The default version of one document, moved by itself.

use ordain::deploy::{
    Action, Move, MoveError, Moving, Nodes, Place, PlanOptions, Towards, Wanted, carry_move_out,
    move_of,
};
use serde_json::json;

use super::deployed;
use super::fake::Account;

fn hello(script: &str) -> String {
    format!("command hello \"Acme-Hello\" {{ sh \"echo {script}\" }}")
}

/// Three versions, the first of them the default.
fn account() -> Account {
    let account = Account::default();
    for script in ["one", "two", "three"] {
        deployed(&account, &hello(script), PlanOptions::default());
    }
    account
}

fn tried(account: &Account, towards: Towards<'_>) -> Result<Move, MoveError> {
    let (place, around) = (Place::default(), Wanted::default());
    let moving =
        Moving { api: account, place: &place, name: "Acme-Hello", towards, around: &around };
    move_of(&moving)
}

#[track_caller]
fn moved(account: &Account, towards: Towards<'_>) -> (String, String) {
    let moving = tried(account, towards).expect("a move");
    assert!(moving.holds(account, towards).expect("the account answers"));
    carry_move_out(account, &moving).expect("the account answers");
    (moving.from.number, moving.to.number)
}

#[track_caller]
fn check_misfit(account: &Account, towards: Towards<'_>, why: &str) {
    assert_eq!(tried(account, towards), Err(MoveError::Misfit(why.to_owned())));
}

fn pair(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

#[test]
fn forward_goes_to_the_latest_and_back_to_the_nearest() {
    let account = account();
    assert_eq!(moved(&account, Towards::Version(None)), pair("1", "3"));
    assert_eq!(moved(&account, Towards::Older(None)), pair("3", "2"));
    assert_eq!(moved(&account, Towards::Older(Some("1"))), pair("2", "1"));
    assert_eq!(moved(&account, Towards::Version(Some("2"))), pair("1", "2"));
    assert_eq!(moved(&account, Towards::Version(Some("$LATEST"))), pair("2", "3"));
    account.by_hand(|held| assert_eq!(held.documents["Acme-Hello"].default, 3));
}

#[test]
fn back_never_goes_forward_and_only_to_what_is_there() {
    let account = account();
    moved(&account, Towards::Version(Some("2")));
    check_misfit(
        &account,
        Towards::Older(Some("3")),
        "version 3 of `Acme-Hello` is newer than 2, the default one: `ordain promote Acme-Hello \
         --to 3` goes forward",
    );
    let missing = "`Acme-Hello` has no version `9`: `ordain versions Acme-Hello` lists them";
    check_misfit(&account, Towards::Older(Some("9")), missing);
    check_misfit(&account, Towards::Version(Some("9")), missing);
    moved(&account, Towards::Older(None));
    let first = "`Acme-Hello` has no version before 1, its default one";
    check_misfit(&account, Towards::Older(None), first);
}

#[test]
fn a_number_is_the_version_of_that_number_and_not_of_that_name() {
    let account = account();
    account.by_hand(|held| {
        let versions = &mut held.documents.get_mut("Acme-Hello").unwrap().versions;
        versions.get_mut(&3).unwrap().name = "2".to_owned();
    });
    assert_eq!(moved(&account, Towards::Version(Some("2"))), pair("1", "2"));
}

#[test]
fn the_default_of_now_is_nothing_to_do() {
    let account = account();
    moved(&account, Towards::Version(Some("2")));
    account.counted();
    for towards in [Towards::Version(Some("2")), Towards::Older(Some("2"))] {
        let moving = tried(&account, towards).expect("a move");
        assert_eq!(moving.change.action, Action::Unchanged);
        carry_move_out(&account, &moving).expect("the account answers");
    }
    let calls = account.counted();
    let wanted = ["ListDocumentVersions", "ListTagsForResource"];
    assert_eq!(calls.keys().map(String::as_str).collect::<Vec<_>>(), wanted);
}

#[test]
fn what_was_moved_and_not_written_down_is_written_down() {
    let account = account();
    account.by_hand(|held| held.documents.get_mut("Acme-Hello").unwrap().default = 3);
    assert_eq!(moved(&account, Towards::Version(None)), pair("3", "3"));
    let again = tried(&account, Towards::Version(None)).expect("a move");
    assert_eq!(again.change.action, Action::Unchanged);
}

#[test]
fn a_document_of_nobody_gets_no_tag() {
    let account = account();
    account.by_hand(|held| held.tags.clear());
    assert_eq!(moved(&account, Towards::Version(None)), pair("1", "3"));
    account.by_hand(|held| assert!(held.tags.values().all(|tags| tags.is_empty())));
}

#[test]
fn a_move_says_what_differs_and_what_it_reaches() {
    let account = account();
    account.by_hand(|held| {
        held.nodes.insert("i-1".into(), [("Role".to_owned(), "web".to_owned())].into());
        let one = json!({
            "AssociationId": "a", "AssociationName": "greet", "Name": "Acme-Hello",
            "Parameters": { "Who": ["x"] },
            "Targets": [{ "Key": "tag:Role", "Values": ["web"] }],
        });
        let mut pinned = one.clone();
        pinned["DocumentVersion"] = json!("1");
        held.associations.insert("a".to_owned(), one);
        held.associations.insert("b".to_owned(), pinned);
    });
    let change = tried(&account, Towards::Version(None)).expect("a move").change;
    let whats: Vec<&str> = change.differences.iter().map(|it| it.what.as_str()).collect();
    let [content, default] = whats.as_slice() else { panic!("{whats:?}") };
    assert!(content.starts_with("step `"), "{content}");
    assert_eq!(*default, "default version");
    let runs = change.reach.runs;
    assert_eq!(runs.len(), 1);
    assert_eq!((runs[0].association.as_str(), &runs[0].nodes), ("greet", &Nodes::Count(1)));
    let misfit = &change.reach.misfits[0];
    assert_eq!(misfit.why, "it gives `Who`, which the document no longer has");
}

#[test]
fn a_runbook_gains_permissions_by_an_older_version_too() {
    let account = Account::default();
    for operation in ["StopInstances", "RebootInstances"] {
        let runbook = format!(
            "runbook restart \"Acme-Hello\" {{ param Node: String aws.ec2.{operation}(InstanceIds: [Node]) }}"
        );
        let promote = ordain::deploy::Promote::Move;
        deployed(&account, &runbook, PlanOptions { promote, ..PlanOptions::default() });
    }
    let change = tried(&account, Towards::Older(None)).expect("a move").change;
    let of = |what: &str| change.differences.iter().find(|it| it.what == what);
    let gained = of("permission ec2:StopInstances").expect("what it gains");
    assert!(gained.before.is_none() && gained.after.is_some(), "{gained:?}");
    assert!(of("permission ec2:RebootInstances").is_some_and(|it| it.after.is_none()));
}
