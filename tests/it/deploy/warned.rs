//! What a plan warns of beside its changes.

use ordain::deploy::{PlanOptions, Prune, Wanted};

use crate::support::Project;

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
    // A part of the project says nothing of the rest.
    let part = Wanted { is_part: true, ..wanted(ONE) };
    let (_, plan) = planned(&account, &part, PlanOptions::default());
    assert_eq!(plan.warnings, Vec::<String>::new());
    let prune = PlanOptions { prune: Prune::Delete, ..PlanOptions::default() };
    let (_, plan) = planned(&account, &wanted(ONE), prune);
    assert_eq!(plan.warnings, Vec::<String>::new());
}

#[test]
fn what_refers_to_something_outside_of_the_part_is_refused() {
    let account = Account::default();
    deployed(&account, ONE, PlanOptions::default());
    let mut part = wanted(ONE);
    part.items.retain(|item| !item.id.starts_with("documents/"));
    part.is_part = true;
    let (_, plan) = planned(&account, &part, PlanOptions::default());
    let refused: Vec<_> = plan.refused().map(|(change, why)| (change.name.as_str(), why)).collect();
    let [("daily", why)] = refused.as_slice() else { panic!("{refused:?}") };
    assert!(why.starts_with("it refers to the document `Acme-Hello`"), "{why}");
}

#[test]
fn tags_that_leave_out_what_something_runs_are_refused() {
    let tagged = ONE.replace("sh \"echo one\"", "sh \"echo one\" tags \"one\"");
    let found = Project::of(&tagged).tag("web").build_findings();
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["E0706"]);
    assert_eq!(Project::of(&tagged).tag("one").build_findings().len(), 0);
    let document = tagged.split("association").next().unwrap();
    assert_eq!(Project::of(document).tag("web").build_findings().len(), 0);
    let default = tagged.replace("run: hello()", "run: hello()\n version: \"default\"");
    assert_eq!(Project::of(&default).tag("web").build_findings().len(), 0);
}
