//! Commands of accounts before an account is asked: profiles, Regions, statuses. Nothing answers at
//! the endpoint that they are given.

use std::path::Path;

use super::program::{Folder, Ran, command};

/// A project of one document, whose environment is the rest of the manifest.
fn folder(more: &str) -> Folder {
    let folder = Folder::new();
    folder.put("ordain.toml", format!("[project]\nname = \"acme\"\n{more}"));
    folder.put("main.ord", "command hello \"Acme-Hello\" { sh \"true\" }\n");
    folder
        .put("config", "[profile empty]\nregion = eu-west-1\n[profile work]\nregion = eu-west-1\n");
    folder.put("credentials", "[work]\naws_access_key_id = A\naws_secret_access_key = b\n");
    folder
}

/// Runs with keys in the environment.
fn ran(folder: &Folder, arguments: &str, region: &str) -> Ran {
    let path = folder.path();
    let mut command = command(Path::new(&path));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        command.env_remove(name);
    }
    command
        .env("AWS_ACCESS_KEY_ID", "C")
        .env("AWS_SECRET_ACCESS_KEY", "d")
        .env("AWS_REGION", region)
        .env("AWS_CONFIG_FILE", path.join("config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", path.join("credentials"))
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .env("AWS_MAX_ATTEMPTS", "1")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .args(arguments.split_whitespace());
    let output = command.output().expect("the program runs");
    Ran {
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        exit: output.status.code(),
    }
}

#[track_caller]
fn check_fails(ran: &Ran, exit: i32, words: &[&str]) {
    assert_eq!(ran.exit, Some(exit), "{ran:?}");
    for word in words {
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
    }
}

#[test]
fn a_profile_that_is_named_wins_over_the_environment() {
    let with = |profile: &str| folder(&format!("[env.z]\nprofile = \"{profile}\"\n"));
    // It has none, and those of the environment are not taken for it.
    check_fails(&ran(&with("x"), "plan --profile empty", "eu-west-1"), 1, &["no credentials"]);
    check_fails(&ran(&with("empty"), "plan --env z", "eu-west-1"), 1, &["no credentials"]);
}

#[test]
fn an_unknown_profile_is_refused_with_those_there_are() {
    let known = ["there is no profile `wrok`", "the nearest is `work`", "there are empty, work"];
    check_fails(&ran(&folder(""), "plan --profile wrok", "eu-west-1"), 1, &known);
    let folder = folder("[env.z]\nprofile = \"wrok\"\n");
    check_fails(&ran(&folder, "deploy --yes --env z", "eu-west-1"), 1, &known);
}

#[test]
fn a_region_is_looked_at_wherever_it_comes_from() {
    let folder = folder("[env.z]\nregions = [\"eu-wst-1\"]\n");
    let form = "a Region is written like eu-west-1";
    check_fails(&ran(&folder, "plan --env z", "eu-west-1"), 2, &[form, "`regions` of `[env.z]`"]);
    check_fails(&ran(&folder, "plan", "nonsense"), 1, &[form, "error: the Region `nonsense`"]);
    check_fails(&ran(&folder, "plan --region mars-east-1", "eu-west-1"), 2, &[form]);
}

#[test]
fn a_detailed_status_says_2_of_changes_only() {
    let folder = folder("[env.z]\nregions = [\"eu-wst-1\"]\n");
    for arguments in
        ["--env z", "--env unknown", "--region mars-east-1", "--no-such-flag", "no-such-path"]
    {
        let arguments = format!("plan --detailed-exitcode {arguments}");
        check_fails(&ran(&folder, &arguments, "eu-west-1"), 1, &["error"]);
    }
    folder.put("ordain.toml", "[project");
    check_fails(&ran(&folder, "plan --detailed-exitcode", "eu-west-1"), 1, &["error"]);
}

#[test]
fn changes_at_the_same_time_are_a_number_with_a_limit() {
    for number in ["0", "1000", "many"] {
        let ran = ran(&folder(""), &format!("deploy --concurrency {number}"), "eu-west-1");
        check_fails(&ran, 2, &["a number from 1 to 64"]);
    }
}
