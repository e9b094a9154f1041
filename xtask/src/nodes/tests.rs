//! The agent of the rig does what SSM Agent does, and its proofs can fail.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::agent::{self, Outcome, Place, Status};
use super::document::{Document, Verdict};
use super::snapshot::Snapshot;
use super::summary::Summary;
use super::system::Layer;
use super::values;

fn document(json: &Value, values: &[(&str, &str)]) -> Result<Document, String> {
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Document::new(json, &values.collect::<BTreeMap<_, _>>())
}

/// Steps with these scripts, and other inputs of theirs.
fn steps(scripts: &[(&str, Value)]) -> Value {
    let steps = scripts.iter().enumerate().map(|(index, (script, inputs))| {
        let mut inputs = inputs.clone();
        inputs["runCommand"] = script.lines().collect();
        json!({ "name": format!("s{index}"), "action": "aws:runShellScript", "inputs": inputs })
    });
    json!({ "mainSteps": steps.collect::<Vec<_>>() })
}

fn run(json: &Value, values: &[(&str, &str)]) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let document = document(json, values).expect("a document");
    agent::run(&Place::Machine(folder.path().to_owned()), &document, "c-1").expect("a run")
}

fn statuses(outcome: &Outcome) -> Vec<Status> {
    outcome.steps.iter().map(|step| step.status).collect()
}

#[test]
fn a_failed_step_does_not_stop_the_next_unless_it_says_so() {
    let goes_on = run(&steps(&[("exit 3", json!({})), ("echo b", json!({}))]), &[]);
    assert_eq!(statuses(&goes_on), [Status::Failed, Status::Success]);
    assert_eq!(goes_on.status(), Status::Failed);
    let stops = run(&steps(&[("exit 3", json!({ "onFailure": "exit" })), ("b", json!({}))]), &[]);
    assert_eq!(statuses(&stops), [Status::Failed, Status::Skipped]);
    let forgiven = json!({ "onFailure": "successAndExit" });
    let forgiven = run(&steps(&[("exit 3", forgiven), ("b", json!({}))]), &[]);
    assert_eq!(statuses(&forgiven), [Status::Success, Status::Skipped]);
}

#[test]
fn two_exit_codes_stop_and_the_last_step_may_run_all_the_same() {
    let last = json!({ "finallyStep": true });
    for (code, status) in [(168, Status::Success), (169, Status::Failed)] {
        let script = format!("exit {code}");
        let all = [(script.as_str(), json!({})), ("b", json!({})), ("echo c", last.clone())];
        let ran = run(&steps(&all), &[]);
        assert_eq!(statuses(&ran), [status, Status::Skipped, Status::Success]);
    }
}

#[test]
fn a_reboot_runs_the_step_again() {
    let script = "case $0 in */_script.sh) ;; *) exit 1 ;; esac\n\
                  [ -e \"${0%/*}/marker\" ] && exit 0\n: >\"${0%/*}/marker\"\nexit 194";
    let ran = run(&steps(&[(script, json!({}))]), &[]);
    assert_eq!((ran.status(), ran.steps[0].reboots), (Status::Success, 1));
    let endless = run(&steps(&[("exit 194", json!({}))]), &[]);
    assert_eq!(endless.status(), Status::Failed);
}

#[test]
fn a_step_ends_with_its_time() {
    let ran = run(&steps(&[("exec sleep 60", json!({ "timeoutSeconds": "5" }))]), &[]);
    assert_eq!(statuses(&ran), [Status::TimedOut]);
}

#[test]
fn parameters_are_put_into_the_text_and_into_variables() {
    let mut json =
        steps(&[("echo '{{ Mode }}-{{Other}}' \"$SSM_Text\" \"${SSM_Mode-no}\"", json!({}))]);
    json["parameters"] = json!({
        "Mode": { "type": "String", "allowedValues": ["apply", "check"], "default": "apply" },
        "Text": { "type": "String", "interpolationType": "ENV_VAR" },
    });
    let ran = run(&json, &[("Text", "{{ Mode }} $(id)")]);
    assert_eq!(ran.output(), "apply-{{Other}} {{ Mode }} $(id) no\n");
    assert!(document(&json, &[("Text", ""), ("Mode", "other")]).is_err());
    assert!(document(&json, &[]).is_err());
    assert!(document(&json, &[("Text", ""), ("Unknown", "x")]).is_err());
}

#[test]
fn scripts_get_what_the_agent_sets_and_no_more() {
    let ran = run(&steps(&[("env | sed 's/=.*//' | sort | tr '\\n' ' '; pwd", json!({}))]), &[]);
    let output = ran.output();
    for name in ["AWS_SSM_INSTANCE_ID", "AWS_SSM_REGION_NAME", "PATH", "SSM_COMMAND_ID"] {
        assert!(output.contains(&format!("{name} ")), "{output}");
    }
    assert!(!output.contains("HOME ") && !output.contains("USER "), "{output}");
    assert!(output.ends_with("/usr/bin\n"), "{output}");
}

#[test]
fn only_the_first_characters_of_an_output_are_kept() {
    let script = "i=0; while [ $i -lt 3000 ]; do echo ééééééééé; i=$((i + 1)); done";
    assert_eq!(run(&steps(&[(script, json!({}))]), &[]).output().chars().count(), 24_000);
}

#[test]
fn preconditions_are_those_of_the_agent() {
    let verdict = |precondition: Value| {
        let mut json = steps(&[("true", json!({}))]);
        json["parameters"] = json!({ "P": { "type": "String", "default": "x" } });
        json["mainSteps"][0]["precondition"] = precondition;
        let document = document(&json, &[]).expect("a document");
        document.verdict(&document.steps[0])
    };
    let equal = |left: &str, right: &str| verdict(json!({ "StringEquals": [left, right] }));
    assert_eq!(equal("platformType", "Linux"), Verdict::Run);
    assert_eq!(equal("linux", "platformType"), Verdict::Run);
    assert_eq!(equal("platformType", "Windows"), Verdict::Skip);
    assert_eq!(equal("{{ P }}", "x"), Verdict::Run);
    assert_eq!(equal("a {{P}}", "a y"), Verdict::Skip);
    for malformed in [equal("x", "y"), equal("{{ P }}", "{{ P }}"), verdict(json!({ "Not": [] }))] {
        assert!(matches!(malformed, Verdict::Malformed(_)), "{malformed:?}");
    }
}

/// A document beside one that runs it, with a step of the outer one behind it.
fn run_inner(script: &str, handed: Value, inputs: Value) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let mut inner = steps(&[(script, json!({}))]);
    inner["parameters"] = json!({
        "Level": { "type": "String", "allowedPattern": "^[a-z]+$" },
        "Text": { "type": "String", "interpolationType": "ENV_VAR", "default": "" },
    });
    let mut outer = steps(&[("echo outer $SSM_COMMAND_ID", json!({}))]);
    let mut all = json!({
        "documentType": "SSMDocument", "documentPath": "inner", "documentParameters": handed,
    });
    for (name, value) in inputs.as_object().expect("inputs") {
        all[name] = value.clone();
    }
    let step = json!({ "name": "part", "action": "aws:runDocument", "inputs": all });
    outer["mainSteps"].as_array_mut().expect("steps").insert(0, step);
    outer["parameters"] = json!({ "Level": { "type": "String", "default": "info" } });
    let path = folder.path().join("outer.json");
    fs::write(&path, outer.to_string()).expect("a file");
    fs::write(folder.path().join("inner.json"), inner.to_string()).expect("a file");
    let document = Document::at(&path, &BTreeMap::new()).expect("a document");
    agent::run(&Place::Machine(folder.path().to_owned()), &document, "c-1").expect("a run")
}

#[test]
fn an_inner_document_is_handed_values_and_has_the_id_of_the_command() {
    let script = "echo '{{ Level }}' $SSM_COMMAND_ID ${SSM_Text-unset}";
    let ran = run_inner(script, json!({ "Level": "{{ Level }}" }), json!({}));
    assert_eq!(ran.output(), "info c-1 unset\nouter c-1\n");
    for handed in [json!({ "Level": "UPPER" }), json!({ "Level": "{{ Unknown }}" }), json!({})] {
        let refused = run_inner("echo", handed, json!({}));
        assert_eq!(statuses(&refused), [Status::Failed, Status::Success]);
    }
}

#[test]
fn of_an_inner_document_the_status_is_handed_on_and_no_exit_code() {
    let level = || json!({ "Level": "{{ Level }}" });
    let stops = json!({ "onFailure": "exit" });
    let stopped = run_inner("exit 168", level(), stops.clone());
    assert_eq!(statuses(&stopped), [Status::Success, Status::Success]);
    for script in ["exit 169", "exit 3"] {
        let failed = run_inner(script, level(), stops.clone());
        assert_eq!(statuses(&failed), [Status::Failed, Status::Skipped]);
        assert_eq!(failed.steps[0].code, None);
    }
    let script = "[ -e \"${0%/*}/marker\" ] && exit 0\n: >\"${0%/*}/marker\"\nexit 194";
    let restarted = run_inner(script, level(), stops);
    assert_eq!((restarted.status(), restarted.steps[0].reboots), (Status::Success, 1));
}

#[test]
fn a_summary_is_read_and_must_agree_with_itself() {
    let end = |changed: u64| {
        format!(
            "ok group app (2 ms)\nchanged file /etc/a b (11 ms)\n1 ok, 1 changed\n\
             {{\"ordain\":1,\"mode\":\"apply\",\"ok\":1,\"changed\":{changed},\"skipped\":0,\"failed\":0}}\n"
        )
    };
    let summary = Summary::of(&end(1)).expect("a summary");
    assert_eq!(summary.named("changed"), ["file /etc/a b"]);
    assert_eq!((summary.count("ok"), summary.count("failed")), (1, 0));
    assert!(Summary::of(&end(2)).is_err());
    assert!(Summary::of("ok group app\n").is_err());
}

#[test]
fn hostile_values_are_many_different_and_within_the_limit() {
    let all = values::hostile(1000);
    let different: std::collections::BTreeSet<&String> = all.iter().collect();
    assert!(all.len() == 1000 && different.len() > 950, "{}", different.len());
    assert!(all.iter().any(|value| value.len() > 90_000));
    assert!(all.iter().all(|value| value.len() <= values::LONGEST && !value.contains('\0')));
}

/// What a snapshot says after `change` was run in a small root file system.
fn difference(change: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let [root, upper, base] = ["root", "upper", "base"].map(|name| folder.path().join(name));
    for folder in [&root, &upper, &base] {
        fs::create_dir_all(folder.join("etc")).expect("a folder");
    }
    let write = |root: &Path, name: &str| {
        let path = root.join("etc").join(name);
        fs::write(&path, "text").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("a mode");
    };
    // One file of the base, and one that was written since.
    write(&root, "base");
    write(&base, "base");
    write(&root, "own");
    write(&upper, "own");
    let layer = Layer::of_folders(root.clone(), upper, base);
    let before = Snapshot::of(&layer).expect("a snapshot");
    let done = Command::new("sh").args(["-euc", change]).current_dir(&root).status();
    assert!(done.expect("a shell").success(), "{change}");
    let after = Snapshot::of(&layer).expect("a snapshot");
    before.differences(&after, &layer)
}

#[test]
fn a_snapshot_sees_every_change_and_no_other() {
    assert!(difference(":").is_empty());
    assert!(difference("mkdir -p tmp proc var/lib/ordain; rm -r tmp proc var").is_empty());
    for (change, word) in [
        ("chmod 640 etc/own", "0640"),
        ("touch -d 2020-01-01 etc/base", "etc/base: file"),
        ("rm etc/own", "etc/own is gone"),
        ("ln -s own etc/link", "etc/link is new"),
        ("rm etc/own; ln -s base etc/own", "became link"),
        ("printf TEXT >etc/own; touch -d @$(stat -c %Y etc/base) etc/own", "etc/own: file"),
    ] {
        let found = difference(change);
        assert!(found.iter().any(|line| line.contains(word)), "{change}: {found:#?}");
    }
}

#[test]
fn a_changed_content_shows_without_its_time() {
    let base = tempfile::tempdir().expect("a folder");
    let snapshot = |content: &str| {
        let root = base.path().join(content);
        fs::create_dir_all(root.join("etc")).expect("a folder");
        fs::write(root.join("etc/file"), content).expect("a file");
        let layer = Layer::of_folders(root.clone(), root, base.path().to_owned());
        (Snapshot::of(&layer).expect("a snapshot").timeless(), layer)
    };
    let ((one, layer), (other, _)) = (snapshot("one"), snapshot("two"));
    assert_eq!(one.differences(&other, &layer).len(), 1);
    assert!(one.differences(&snapshot("one").0, &layer).is_empty());
}
