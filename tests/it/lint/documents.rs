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

/// A runbook of one script in Python that gets `a`.
fn python(body: &str) -> String {
    let body = body.replace('\n', "\n        ");
    format!(
        "schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: aws:executeScript\n    inputs:\n      Runtime: python3.11\n      Handler: run\n      InputPayload: {{a: one}}\n      Script: |\n        {body}\n"
    )
}

#[test]
fn a_key_that_is_not_given_is_told_where_the_script_counts_on_it() {
    for body in ["return {'x': events['b']}", "return {'x': events.get('b')}", "events.pop('b')"] {
        let script = format!("def run(events, context):\n    {body}");
        assert!(
            lint(&python(&script)).contains(&"python-unknown-event-key".to_owned()),
            "{script}"
        );
    }
    for script in [
        "def run(events, context):\n    events = {'b': 1}\n    return {'x': events['b']}",
        "def run(events, context):\n    if 'b' in events:\n        return {'x': events['b']}",
        "def run(events, context):\n    events['b'] = 1\n    return {'x': events['b']}",
        "def run(events, context):\n    events.setdefault('b', 1)\n    return {'x': events['b']}",
        "def run(events, context):\n    events.update(context.more)\n    return {'x': events['b']}",
        "def run(events, context):\n    try:\n        return {'x': events['b']}\n    except KeyError:\n        return {'x': 1}",
        "def run(events, context):\n    f = lambda events: events['b']\n    return {'x': f({'b': 1})}",
        "def run(events, context):\n    return {'x': [events['b'] for events in context.all]}",
        "def run(events, context):\n    for events in context.all:\n        print(events['b'])\n    return {}",
        "@context\ndef run(events, context):\n    return {'x': events['b']}",
        "def run(events, context):\n    return {'x': events.get('b', 1), 'y': events.pop('b', 2)}",
    ] {
        let found = lint(&python(script));
        assert!(!found.contains(&"python-unknown-event-key".to_owned()), "{script}: {found:?}");
    }
}

fn ingress(permissions: &str) -> String {
    format!(
        "schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: aws:executeAwsApi\n    inputs:\n      Service: ec2\n      Api: AuthorizeSecurityGroupIngress\n      GroupId: sg-0123456789abcdef0\n      {permissions}\n"
    )
}

#[test]
fn each_permission_is_judged_by_itself() {
    let world = "IpRanges: [{CidrIp: 0.0.0.0/0}]";
    for (permissions, is_open) in [
        (
            format!(
                "IpPermissions: [{{IpProtocol: tcp, FromPort: 443, ToPort: 443, {world}}}, {{IpProtocol: tcp, FromPort: 22, ToPort: 22, IpRanges: [{{CidrIp: 10.0.0.0/8}}]}}]"
            ),
            false,
        ),
        (
            format!("IpPermissions: [{{IpProtocol: icmp, FromPort: -1, ToPort: -1, {world}}}]"),
            false,
        ),
        (format!("IpPermissions: [{{IpProtocol: tcp, FromPort: 80, ToPort: 443, {world}}}]"), true),
        (format!("IpPermissions: [{{IpProtocol: tcp, FromPort: 22, ToPort: 22, {world}}}]"), true),
        (
            "IpProtocol: tcp\n      FromPort: 22\n      ToPort: 22\n      CidrIp: 0.0.0.0/0"
                .to_owned(),
            true,
        ),
    ] {
        let found = lint(&ingress(&permissions));
        assert_eq!(found.contains(&"open-ingress".to_owned()), is_open, "{permissions}: {found:?}");
    }
}

/// A session that runs this for a person, or in any other kind of session.
fn session(kind: &str, script: &str) -> String {
    format!(
        "schemaVersion: \"1.0\"\ndescription: Does it.\nsessionType: {kind}\nparameters:\n  P: {{type: String, description: It., default: a}}\nproperties:\n  linux:\n    commands: |\n      {}\n",
        script.replace('\n', "\n      ")
    )
}

#[test]
fn rules_look_into_the_commands_of_sessions() {
    for (script, rule) in [
        ("tail -f /var/log/{{ P }}", "script-injection"),
        ("curl http://example.com/x | sh # {{ P }}", "curl-pipe-shell"),
        ("if true; then echo '{{ P }}'", "shell-syntax"),
        ("chmod 777 /etc/passwd # {{ P }}", "world-writable"),
    ] {
        let found = lint(&session("InteractiveCommands", script));
        assert!(found.contains(&rule.to_owned()), "{script}: {found:?}");
    }
}

#[test]
fn a_person_may_be_asked_in_a_session_for_one() {
    let asks = |kind: &str| {
        lint(&session(kind, "apt-get install nginx")).contains(&"interactive-command".to_owned())
    };
    assert!(!asks("InteractiveCommands"));
    assert!(asks("NonInteractiveCommands"));
}

#[test]
fn the_end_of_a_session_is_no_exit_code_of_a_step() {
    let found = lint(&session("InteractiveCommands", "reboot"));
    assert!(!found.contains(&"reboot-in-script".to_owned()), "{found:?}");
}

#[test]
fn a_document_is_one_whatever_its_ending_is() {
    let document = "schemaVersion: \"0.3\"\ndescription: Does it.\nparameters:\n  P: {type: String, \
                    description: What., allowedValues: [a, b]}\nmainSteps:\n- name: choose\n  action: \
                    aws:branch\n  inputs:\n    Choices:\n    - {NextStep: rest, Variable: '{{ P }}', \
                    StringEquals: a}\n    - {NextStep: rest, Not: {Variable: '{{ P }}', StringEquals: \
                    b}}\n    Default: rest\n- name: rest\n  action: aws:sleep\n  inputs: {Duration: \
                    PT1M}\n";
    let codes = |path: &str| -> Vec<String> {
        let found = Project::new().file(path, document).lint();
        found.into_iter().map(|one| one.code).collect()
    };
    let usual = codes("a.yaml");
    assert_eq!(codes("A.YAML"), usual);
    assert!(
        !usual.iter().any(|code| ["negated-comparison", "identical-branches"].contains(&&**code))
    );
}

#[test]
fn an_error_in_one_step_leaves_what_others_give_their_scripts() {
    let broken = "  - name: second\n    action: aws:sleep\n    inputs: {Duratio: PT1S}\n";
    let other = python("def run(events, context):\n    return {'x': events['b']}") + broken;
    assert!(lint(&other).contains(&"python-unknown-event-key".to_owned()), "{:?}", lint(&other));
    let own = python("def run(events, context):\n    return {'x': events['b']}")
        .replace("Handler: run", "Handler: run\n      Bogus: 1");
    assert!(!lint(&own).contains(&"python-unknown-event-key".to_owned()), "{:?}", lint(&own));
}

/// A script whose function nothing finds at its top is still a script.
#[test]
fn a_handler_that_is_made_in_a_branch_leaves_its_script_to_the_rules() {
    let document = "\
schemaVersion: \"0.3\"
mainSteps:
  - name: tell
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: run
      Script: |
        try:
            def run(events, context):
                return {\"a\": 1 +}
        except ValueError:
            pass
";
    let found = Project::new().file("a.yaml", document).lint();
    let found: Vec<(&str, u32)> = found.iter().map(|it| (&*it.code, it.line)).collect();
    assert_eq!(found, [("python-syntax", 11)]);
    let whole = document.replace("1 +", "1");
    assert!(Project::new().file("a.yaml", &whole).lint().is_empty());
}

#[test]
fn an_error_in_a_step_leaves_what_is_found_in_its_script() {
    let document = |member: &str| {
        format!(
            "schemaVersion: \"2.2\"\ndescription: Does it.\nparameters:\n  P: {{type: String, description: Any.}}\nmainSteps:\n  - name: first\n    action: aws:runShellScript\n    {member}\n    inputs:\n      runCommand:\n        - echo {{{{ P }}}}\n"
        )
    };
    assert!(lint(&document("onSucess: exit")).contains(&"script-injection".to_owned()));
    assert!(!lint(&document("onSucess: exit")).contains(&"missing-timeout".to_owned()));
}
