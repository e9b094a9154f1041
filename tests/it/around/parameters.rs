//! Parameters: made, changed, left alone, deleted; no secret is read or shown.

use ordain::deploy::Action;

use super::store::Store;
use super::{OVERWRITE, check_deploy, check_deploy_with, planned, wanted};

const PASSWORD: &str =
    "parameter password \"/web/password\" { type: \"SecureString\" value: env(\"PASSWORD\") }";

fn port(rest: &str) -> String {
    format!("parameter port \"/web/port\" {{ {rest} }}")
}

#[test]
fn a_parameter_is_made_changed_and_deleted() {
    let store = Store::default();
    let made = check_deploy(&store, &wanted(&port("value: \"80\" description: \"Web.\""), ""));
    assert_eq!(made, [(Action::Create, "/web/port".to_owned())]);
    let changed = check_deploy(&store, &wanted(&port("value: \"81\" tags: { A: \"b\" }"), ""));
    assert_eq!(changed, [(Action::Update, "/web/port".to_owned())]);
    assert_eq!(store.inside().parameters["/web/port"]["Value"], "81");
    assert_eq!(store.inside().parameters["/web/port"]["Description"], "");
    assert_eq!(store.inside().tags["/web/port"]["A"], "b");
    let gone = check_deploy(&store, &wanted("", ""));
    assert_eq!(gone, [(Action::Delete, "/web/port".to_owned())]);
    assert!(store.inside().parameters.is_empty());
}

#[test]
fn a_secret_is_written_once_and_never_read() {
    let store = Store::default();
    check_deploy(&store, &wanted(PASSWORD, "hunter2"));
    check_deploy(&store, &wanted(PASSWORD, "hunter2"));
    let inside = store.inside();
    let puts = inside.calls.iter().filter(|call| *call == "PutParameter").count();
    assert_eq!(puts, 1);
    assert!(
        !inside.calls.iter().any(|call| ["GetParameter", "GetParameters"].contains(&call.as_str()))
    );
    assert_eq!(inside.parameters["/web/password"]["Value"], "hunter2");
}

#[test]
fn a_new_secret_is_written_and_shown_nowhere() {
    let store = Store::default();
    check_deploy(&store, &wanted(PASSWORD, "hunter2"));
    let wanted = wanted(PASSWORD, "hunter3");
    let (state, plan) = planned(&store, &wanted);
    let all = format!("{wanted:?} {state:?} {plan:?}");
    assert!(!all.contains("hunter"), "{all}");
    check_deploy(&store, &wanted);
    assert_eq!(store.inside().parameters["/web/password"]["Value"], "hunter3");
}

#[test]
fn what_somebody_else_wrote_over_a_secret_is_set_back_when_it_is_told_to() {
    let store = Store::default();
    let wanted = wanted(PASSWORD, "hunter2");
    check_deploy(&store, &wanted);
    {
        let mut inside = store.inside();
        let parameter = inside.parameters.get_mut("/web/password").unwrap();
        parameter["Version"] = 2.into();
        parameter["Value"] = "other".into();
    }
    let left = check_deploy(&store, &wanted);
    assert_eq!(left, [(Action::Drifted, "/web/password".to_owned())]);
    assert_eq!(store.inside().parameters["/web/password"]["Value"], "other");
    let (_, plan) = planned(&store, &super::wanted(PASSWORD, "hunter3"));
    assert!(plan.refused().any(|(_, why)| why.contains("\"value\" by hand")), "{plan:#?}");
    check_deploy_with(&store, &wanted, OVERWRITE);
    assert_eq!(store.inside().parameters["/web/password"]["Value"], "hunter2");
    assert_eq!(check_deploy(&store, &wanted), [(Action::Unchanged, "/web/password".to_owned())]);
}

#[test]
fn a_secret_that_a_stopped_deploy_wrote_is_nobodys_drift() {
    let store = Store::default();
    check_deploy(&store, &wanted(PASSWORD, "hunter2"));
    {
        // As it is when a deploy was stopped behind its PutParameter.
        let mut inside = store.inside();
        inside.parameters.get_mut("/web/password").unwrap()["Version"] = 2.into();
        let proof = inside.tags.get_mut("/web/password").unwrap().get_mut("ordain:value").unwrap();
        proof.push_str(":begun");
    }
    let done = check_deploy(&store, &wanted(PASSWORD, "hunter3"));
    assert_eq!(done, [(Action::Update, "/web/password".to_owned())]);
    assert_eq!(store.inside().parameters["/web/password"]["Value"], "hunter3");
}

#[test]
fn a_value_and_a_member_that_somebody_changed_by_hand_are_left_alone() {
    let store = Store::default();
    let wanted = wanted(&port("value: \"80\" description: \"Web.\""), "");
    check_deploy(&store, &wanted);
    {
        let mut inside = store.inside();
        let parameter = inside.parameters.get_mut("/web/port").unwrap();
        parameter["Value"] = "8080".into();
        parameter["Description"] = "By hand.".into();
    }
    assert_eq!(check_deploy(&store, &wanted), [(Action::Drifted, "/web/port".to_owned())]);
    check_deploy_with(&store, &wanted, OVERWRITE);
    assert_eq!(store.inside().parameters["/web/port"]["Value"], "80");
    assert_eq!(check_deploy(&store, &wanted), [(Action::Unchanged, "/web/port".to_owned())]);
}

#[test]
fn a_value_that_nobody_gives_is_refused() {
    let mut wanted = wanted(PASSWORD, "");
    wanted.given.insert("parameters/password".to_owned(), Err("not there".to_owned()));
    let (_, plan) = planned(&Store::default(), &wanted);
    let refused: Vec<&str> = plan.refused().map(|(_, why)| why).collect();
    assert_eq!(refused, ["not there"]);
}

#[test]
fn what_is_not_the_projects_and_another_type_are_refused() {
    let store = Store::default();
    check_deploy(&store, &wanted(&port("value: \"80\""), ""));
    let (_, plan) = planned(&store, &wanted(&port("value: [\"80\"]"), ""));
    assert!(plan.refused().any(|(_, why)| why.contains("StringList")));
    store.inside().tags.clear();
    let (_, plan) = planned(&store, &wanted(&port("value: \"80\""), ""));
    assert!(plan.refused().any(|(_, why)| why.starts_with("Ordain did not make it")));
}

#[track_caller]
fn check_refused(store: &Store, source: &str, value: &str, why: &str) {
    let (_, plan) = planned(store, &wanted(source, value));
    assert_eq!(plan.changes[0].action, Action::Refuse(why.to_owned()));
}

#[test]
fn a_value_that_only_the_plan_knows_is_refused_before_it_is_sent() {
    let store = Store::default();
    let with = |more: &str| PASSWORD.replace(" }", &format!(" {more} }}"));
    let large = "x".repeat(4_097);
    let why = "its value has 4097 bytes, and a parameter of this tier takes 4096; `tier: \"Advanced\"` \
               takes 8192";
    check_refused(&store, PASSWORD, &large, why);
    let why = "its value does not match its `allowed_pattern` `^[0-9]+$`";
    check_refused(&store, &with("allowed_pattern: r\"^[0-9]+$\""), "hunter2", why);
    let why = "its value holds `{{ … }}`, and parameters do not nest";
    check_refused(&store, PASSWORD, "{{ssm:/x}}", why);
    check_deploy(&store, &wanted(&with("tier: \"Advanced\""), &large));
    // What is advanced stays so where the project says nothing of it.
    check_deploy(&store, &wanted(PASSWORD, &format!("{large}x")));
    let why = "its value has 8193 bytes, and a parameter of this tier takes 8192";
    check_refused(&store, PASSWORD, &"x".repeat(8_193), why);
}

#[test]
fn a_parameter_that_has_expired_before_it_is_made_is_refused() {
    let store = Store::default();
    let ends = |year: u32| {
        port(&format!("value: \"1\" tier: \"Advanced\" expires: \"{year}-01-01T00:00:00Z\""))
    };
    let why = "it expires at 2001-01-01T00:00:00.000Z, which is past";
    check_refused(&store, &ends(2001), "", why);
    check_deploy(&store, &wanted(&ends(2999), ""));
    check_refused(&store, &ends(2001), "", why);
}
