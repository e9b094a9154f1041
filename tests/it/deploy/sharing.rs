//! Who sees a document after a deploy.

use ordain::deploy::{Drift, PlanOptions};

use super::deployed;
use super::fake::Account;

fn shared_with(accounts: &[String]) -> String {
    let list: Vec<String> = accounts.iter().map(|account| format!("\"{account}\"")).collect();
    let attribute = match list.as_slice() {
        [] => String::new(),
        list => format!("share_with: [{}]", list.join(", ")),
    };
    format!("command hello \"Acme-Hello\" {{ {attribute} sh \"echo one\" }}")
}

fn numbered(numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(|number| format!("{:012}", 111_111_111_000 + number)).collect()
}

#[track_caller]
fn check_shared(account: &Account, wanted: &[String]) {
    account.by_hand(|held| {
        let mut there = held.documents["Acme-Hello"].shared_with.clone();
        there.sort();
        assert_eq!(there, wanted);
    });
}

fn add_by_hand(account: &Account, other: &str) {
    account.by_hand(|held| {
        held.documents.get_mut("Acme-Hello").unwrap().shared_with.push(other.to_owned());
    });
}

#[test]
fn accounts_lose_a_document_that_is_no_longer_shared_and_those_of_others_keep_it() {
    let account = Account::default();
    let options = PlanOptions::default();
    for accounts in [numbered(0..2), numbered(1..3)] {
        deployed(&account, &shared_with(&accounts), options);
        check_shared(&account, &accounts);
    }
    add_by_hand(&account, "999999999999");
    deployed(&account, &shared_with(&[]), options);
    check_shared(&account, &["999999999999".to_owned()]);
    account.counted();
    deployed(&account, &shared_with(&[]), options);
    assert_eq!(account.counted().get("DescribeDocumentPermission"), None);
}

#[test]
fn more_accounts_than_one_request_or_one_tag_takes_are_all_reached() {
    let account = Account::default();
    let (many, others) = (numbered(0..20), numbered(20..50));
    deployed(&account, &shared_with(&many), PlanOptions::default());
    check_shared(&account, &many);
    others.iter().for_each(|other| add_by_hand(&account, other));
    account.counted();
    let overwrite = PlanOptions { drift: Drift::Overwrite, ..PlanOptions::default() };
    deployed(&account, &shared_with(&many), overwrite);
    check_shared(&account, &many);
    assert_eq!(account.counted().get("ModifyDocumentPermission"), Some(&2));
    deployed(&account, &shared_with(&[]), PlanOptions::default());
    check_shared(&account, &[]);
}

#[test]
fn a_document_that_the_project_never_shared_is_left_to_others() {
    let account = Account::default();
    deployed(&account, &shared_with(&[]), PlanOptions::default());
    add_by_hand(&account, "999999999999");
    deployed(&account, &shared_with(&[]), PlanOptions::default());
    check_shared(&account, &["999999999999".to_owned()]);
}
