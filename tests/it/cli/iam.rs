//! `ordain iam` as its users run it.

use super::program::{Folder, Ran};

const STOP: &str = r#"runbook stop_it {
  param Instance: aws.ec2.InstanceId
  aws.ec2.StopInstances(InstanceIds: [Instance])
  aws.s3.PutObject(Bucket: "acme-b", Key: "x.json", Body: "x")
}
"#;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.put("a.ord", STOP).put("below/b.ord", STOP);
    folder
}

#[track_caller]
fn check_exit(ran: &Ran, exit: i32, words: &[&str]) {
    let all = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.exit, Some(exit), "{all}");
    for word in words {
        assert!(all.contains(word), "`{word}` in {all}");
    }
}

#[test]
fn what_is_a_path_is_no_name() {
    let folder = folder();
    for arguments in
        ["iam a.ord", "iam below", "iam ./a.ord", "iam stop_it a.ord", "iam stop_it below"]
    {
        check_exit(&folder.ordain(arguments), 0, &["ec2:StopInstances"]);
    }
    check_exit(&folder.ordain("iam none.ord"), 2, &["none.ord", "no such file"]);
    check_exit(&folder.ordain("iam stop_id a.ord"), 2, &["`stop_id`", "`stop_it`"]);
    check_exit(&folder.ordain("iam a.ord below/b.ord"), 2, &["name it"]);
}

#[test]
fn the_place_of_use_has_its_form() {
    let folder = folder();
    for (arguments, words) in [
        ("--region nowhere", &["eu-west-1"][..]),
        ("--region eu-wst-1", &["the nearest is eu-west-1"]),
        ("--partition foo", &["aws-cn"]),
        ("--partition aws-cm", &["the nearest is aws-cn"]),
        ("--account 1234", &["twelve digits"]),
        ("--account 1111-2222-3333", &["111122223333"]),
        ("--region cn-north-1 --partition aws", &["aws-cn"]),
        ("--trust --account *", &["one account"]),
        ("--trust --account * --format terraform", &["one account"]),
    ] {
        check_exit(&folder.ordain(&format!("iam a.ord {arguments}")), 2, words);
    }
    for (arguments, word) in [
        ("--region * --account * --partition *", "arn:*:ec2:*:*:instance/"),
        ("--region eu-west-1 --account 111122223333", "arn:aws:ec2:eu-west-1:111122223333:inst"),
        ("--region cn-north-1", "arn:aws-cn:s3:::acme-b/x.json"),
        ("--partition aws-eusc", "arn:aws-eusc:s3:::acme-b/x.json"),
    ] {
        check_exit(&folder.ordain(&format!("iam a.ord {arguments}")), 0, &[word]);
    }
}

#[test]
fn why_an_action_is_needed_is_told_for_every_place() {
    let folder = folder();
    let arguments = "iam a.ord --explain s3:* --region eu-west-1 --account 111122223333";
    check_exit(&folder.ordain(arguments), 0, &["s3:PutObject", "a.ord:4:3"]);
    let arguments = "iam a.ord --explain s3:PutObject --region nowhere";
    check_exit(&folder.ordain(arguments), 2, &["--region"]);
}

#[test]
fn a_policy_that_is_not_there_goes_by_the_path_that_was_given() {
    let folder = folder();
    check_exit(&folder.ordain("iam a.ord --check /nonexistent"), 2, &["`/nonexistent`"]);
    check_exit(&folder.ordain("iam a.ord --check ../none.json"), 2, &["`../none.json`"]);
}

#[test]
fn what_is_no_policy_hides_no_other_finding_and_has_none_before_it() {
    let folder = folder();
    folder.put("p.json", r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow"}}"#);
    let ran = folder.ordain("iam a.ord --check p.json");
    check_exit(&ran, 1, &["E0494", "`Action` or `NotAction`", "`Resource` or `NotResource`"]);
    assert!(!ran.stdout.contains("E0495"), "{}", ran.stdout);
    folder.put("p.json", "");
    check_exit(&folder.ordain("iam a.ord --check p.json"), 1, &["E0494", "it is empty"]);
    folder.put("p.json", "\u{feff}{}");
    check_exit(&folder.ordain("iam a.ord --check p.json"), 1, &["E0494", "byte order mark"]);
}

#[test]
fn its_own_policy_fits() {
    let folder = folder();
    for place in ["", "--region eu-west-1 --account 111122223333", "--region * --partition *"] {
        let policy = folder.ordain(&format!("iam a.ord {place}"));
        folder.put("p.json", &policy.stdout);
        let ran = folder.ordain(&format!("iam a.ord --check p.json --fail-on warning {place}"));
        check_exit(&ran, 0, &[]);
    }
    // One Region is not all of them.
    folder.put("p.json", &folder.ordain("iam a.ord --region eu-west-1").stdout);
    check_exit(&folder.ordain("iam a.ord --check p.json"), 0, &[]);
    let all = folder.ordain("iam a.ord --check p.json --region * --fail-on warning");
    check_exit(&all, 1, &["E0491"]);
}
