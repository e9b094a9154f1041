//! What is found in a document that has errors, and where in a script a value is safe.

use crate::support::Project;

fn lint(document: &str) -> Vec<String> {
    let project = Project::new().file("a.yaml", document);
    let mut codes: Vec<String> = project.lint().into_iter().map(|found| found.code).collect();
    codes.dedup();
    codes
}

/// A command with a step of this script, which has a parameter `P` of these members.
fn command(members: &str, script: &str) -> String {
    let script = script.replace('\n', "\n          ");
    format!(
        "schemaVersion: \"2.2\"\ndescription: Does it.\nparameters:\n  P: {{type: String, {members}}}\nmainSteps:\n  - name: first\n    action: aws:runShellScript\n    inputs:\n      runCommand:\n        - |\n          {script}\n"
    )
}

#[track_caller]
fn check_injection(members: &str, safe: &[&str], unsafe_ones: &[&str]) {
    for (script, is_safe) in
        safe.iter().map(|it| (it, true)).chain(unsafe_ones.iter().map(|it| (it, false)))
    {
        let found = lint(&command(members, script));
        assert_eq!(!found.contains(&"script-injection".to_owned()), is_safe, "{script}: {found:?}");
    }
}

#[test]
fn blanks_are_safe_only_between_quotes() {
    check_injection(
        "allowedPattern: '^[a-z ]+$'",
        &["echo '{{ P }}'", "echo \"{{ P }}\"", "cat <<EOF\n{{ P }}\nEOF"],
        &["echo {{ P }}", "X={{ P }} true", "rm -rf /data/{{ P }}", "sh -c '{{ P }}'", "{{ P }}"],
    );
}

#[test]
fn a_word_is_safe_but_as_a_command() {
    check_injection(
        "allowedPattern: '^[a-z]+$'",
        &["echo {{ P }}", "X={{ P }}", "systemctl restart {{ P }}.service"],
        &["{{ P }}", "cd / && {{ P }}", "bash -c \"{{ P }}\"", "eval {{ P }}", "x=$({{ P }})"],
    );
}

#[test]
fn values_that_the_author_wrote_are_safe_anywhere() {
    check_injection("allowedValues: ['a b', 'c; d']", &["{{ P }}", "sh -c '{{ P }}'"], &[]);
}

#[test]
fn templates_of_other_languages_are_no_references() {
    check_injection("allowedValues: [a]", &["docker ps --format '{{.Names}}' {{ P }}"], &[]);
}

#[test]
fn an_error_hides_only_the_step_that_holds_it() {
    let step = |name: &str, runtime: &str| {
        format!(
            "  - name: {name}\n    action: aws:executeScript\n    inputs:\n      Runtime: {runtime}\n      Handler: run\n      Script: |\n        def run(events, context):\n            return eval(\n"
        )
    };
    let document = |first: &str| {
        format!(
            "schemaVersion: \"0.3\"\ndescription: Does it.\nassumeRole: \"{{{{ Role }}}}\"\nparameters:\n  Role: {{type: 'AWS::IAM::Role::Arn', description: Does it., default: ''}}\n  Idle: {{type: String, description: None.}}\nmainSteps:\n{}{}",
            step("first", first),
            step("second", "python3.11"),
        )
    };
    let whole = lint(&document("python3.11"));
    assert_eq!(whole, ["unused-param", "python-syntax"]);
    // The name may stand in what could not be understood.
    let broken = lint(&document("python2.1"));
    assert!(broken.contains(&"python-syntax".to_owned()), "{broken:?}");
    assert!(!broken.contains(&"unused-param".to_owned()), "{broken:?}");
}

#[test]
fn an_aws_type_may_have_an_empty_default() {
    let document = "schemaVersion: \"0.3\"\ndescription: Does it.\nassumeRole: \"{{ Role }}\"\nparameters:\n  Role: {type: 'AWS::IAM::Role::Arn', description: Does it., default: ''}\nmainSteps:\n  - name: first\n    action: aws:sleep\n    inputs: {Duration: PT1M}\n";
    assert_eq!(lint(document), Vec::<String>::new());
}
