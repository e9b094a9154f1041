//! What a plan warns of beside its changes.

use ordain::deploy::{PlanOptions, Prune};

use super::fake::Account;
use super::{deployed, planned, wanted};

const BOTH: &str = "command hello \"Acme-Hello\" { sh \"echo one\" }
    command other \"Acme-Other\" { sh \"echo two\" }
    association daily { run: hello() on: tag(\"Role\", \"web\") schedule: rate(1d) }";

const ONE: &str = "command hello \"Acme-Hello\" { sh \"echo one\" }
    association daily { run: hello() on: tag(\"Role\", \"web\") schedule: rate(1d) }";

#[test]
fn several_things_of_one_name_are_told() {
    let account = Account::default();
    deployed(&account, BOTH, PlanOptions::default());
    let (_, plan) = planned(&account, &wanted(BOTH), PlanOptions::default());
    assert_eq!(plan.warnings, Vec::<String>::new());
    account.by_hand(|held| {
        let (id, twin) = held.associations.first_key_value().unwrap();
        let (id, mut twin) = (id.clone(), twin.clone());
        let tags = held.tags[&("Association".to_owned(), id)].clone();
        twin["AssociationId"] = "twin".into();
        held.associations.insert("twin".to_owned(), twin);
        held.tags.insert(("Association".to_owned(), "twin".to_owned()), tags);
    });
    let (_, plan) = planned(&account, &wanted(BOTH), PlanOptions::default());
    let [one] = plan.warnings.as_slice() else { panic!("{:?}", plan.warnings) };
    assert!(one.starts_with("association daily: 2 of this name"), "{one}");
}

#[test]
fn documents_that_prune_would_delete_are_counted() {
    let account = Account::default();
    deployed(&account, BOTH, PlanOptions::default());
    let (_, plan) = planned(&account, &wanted(ONE), PlanOptions::default());
    let [one] = plan.warnings.as_slice() else { panic!("{:?}", plan.warnings) };
    assert!(one.starts_with("1 document of the project is no longer in it"), "{one}");
    let prune = PlanOptions { prune: Prune::Delete, ..PlanOptions::default() };
    let (_, plan) = planned(&account, &wanted(ONE), prune);
    assert_eq!(plan.warnings, Vec::<String>::new());
}
