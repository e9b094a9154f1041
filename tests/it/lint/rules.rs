//! What single rules leave alone: the other side of their pages.

use crate::support::Project;

/// How often a rule finds something in a program that has no error.
#[track_caller]
pub(super) fn count(rule: &str, source: &str) -> usize {
    let rule = ordain::lint::rule_named(rule).expect("a rule");
    let found = Project::of(source).lint_also(rule);
    let errors: Vec<_> =
        found.iter().filter(|one| one.code.starts_with('E') && one.is_error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    found.iter().filter(|one| one.code == rule.name).count()
}

fn run_shell(parameter: &str, command: &str) -> String {
    format!(
        "runbook example {{\n  param InstanceId: aws.ec2.InstanceId\n  {parameter}\n  run \
         \"AWS-RunShellScript\"(commands: [\"{command}\"]) on [InstanceId]\n}}\n"
    )
}

#[test]
fn a_value_that_is_proved_to_be_plain_is_no_injection() {
    for ty in [
        "\"web\" | \"db\"",
        // Whoever wrote them out knows what they do.
        "\"web\" | \"$(hostname)\"",
        "String(pattern: r\"^[a-z0-9-]+$\")",
        "aws.ec2.InstanceId",
        "aws.s3.BucketName",
    ] {
        let source = run_shell(&format!("param Name: {ty}"), "echo ${Name}");
        assert_eq!(count("script-injection", &source), 0, "{ty}");
    }
}

#[test]
fn a_value_that_may_hold_what_a_shell_reads_is_an_injection() {
    for ty in [
        "String",
        "String(length: 1..20)",
        "String(pattern: r\"^.{1,20}$\")",
        "String(pattern: r\"^[a-z$]+$\")",
        "aws.iam.RoleArn",
    ] {
        let source = run_shell(&format!("param Name: {ty}"), "echo ${Name}");
        assert_eq!(count("script-injection", &source), 1, "{ty}");
    }
}

#[test]
fn what_the_service_itself_says_is_no_injection() {
    assert_eq!(count("script-injection", &run_shell("", "echo ${global.REGION}")), 0);
}

#[test]
fn braces_that_name_no_parameter_are_no_injection() {
    let source = "command example {\n  raw sh \"\"\"\n    docker ps --format '{{ Names }}'\n  \
                  \"\"\"\n}\n";
    assert_eq!(count("script-injection", source), 0);
}

#[test]
fn an_approval_in_one_branch_is_not_behind_the_change_in_the_other() {
    let source = "runbook example {\n  param Id: aws.ec2.InstanceId\n  param Role: \
                  aws.iam.RoleArn\n  param Ask: Bool\n  if Ask {\n    approve(by: [Role], message: \
                  \"?\") timeout 1d\n  } else {\n    aws.ec2.StopInstances(InstanceIds: [Id])\n  \
                  }\n}\n";
    assert_eq!(count("mutation-before-approval", source), 0);
    let joined = source.replacen(
        "  }\n}\n",
        "  }\n  approve(by: [Role], message: \"again?\") timeout 1d\n}\n",
        1,
    );
    assert_eq!(count("mutation-before-approval", &joined), 1);
}

#[test]
fn what_is_made_before_an_approval_is_no_change() {
    let source = "runbook example {\n  param VolumeId: String\n  param Role: aws.iam.RoleArn\n  \
                  aws.ec2.CreateSnapshot(VolumeId: VolumeId)\n  approve(by: [Role], message: \"?\") \
                  timeout 1d\n}\n";
    assert_eq!(count("mutation-before-approval", source), 0);
}

fn python(lines: &[&str]) -> String {
    let body: String = lines.iter().map(|line| format!("        {line}\n")).collect();
    format!(
        "runbook example {{\n  param Ids: List<String>\n  python(ids: Ids) \"\"\"\n    def \
         main(events, context):\n{body}  \"\"\"\n}}\n"
    )
}

#[test]
fn keys_of_the_payload_are_read_in_every_form() {
    let unknown = "python-unknown-event-key";
    assert_eq!(count(unknown, &python(&["return events['ids']"])), 0);
    assert_eq!(count(unknown, &python(&["return events['idz']"])), 1);
    assert_eq!(count(unknown, &python(&["return events.get('idz')"])), 1);
    assert_eq!(count(unknown, &python(&["return events.get('idz', [])"])), 0);
    assert_eq!(count(unknown, &python(&["return {**events}"])), 0);
    assert_eq!(count(unknown, &python(&["other = {}", "return other['idz']"])), 0);
}

#[test]
fn a_payload_that_goes_elsewhere_may_be_read_there() {
    let unread = "python-unread-key";
    assert_eq!(count(unread, &python(&["return 1"])), 1);
    assert_eq!(count(unread, &python(&["return events"])), 0);
    assert_eq!(count(unread, &python(&["print(events)"])), 0);
    assert_eq!(count(unread, &python(&["for key in events:", "    print(key)"])), 0);
}

fn repeated(script: &str) -> String {
    format!(
        "play example on tag(\"Role\", \"web\") {{\n  schedule: rate(12h)\n  concurrency: 10%\n  \
         max_errors: 1\n\n  sh \"\"\"\n{script}\n  \"\"\"\n}}\n"
    )
}

#[test]
fn a_script_that_tests_first_may_run_again() {
    let rule = "non-idempotent-script";
    assert_eq!(count(rule, &repeated("    useradd app")), 1);
    assert_eq!(count(rule, &repeated("    id app || useradd app")), 0);
    assert_eq!(count(rule, &repeated("    if ! id app; then\n      useradd app\n    fi")), 0);
    assert_eq!(count(rule, &repeated("    mkdir -p /opt/app")), 0);
    assert_eq!(count(rule, &repeated("    date >> /var/log/app.log")), 0);
    let once = "command example {\n  sh \"\"\"\n    useradd app\n  \"\"\"\n}\n";
    assert_eq!(count(rule, once), 0);
}

fn command(script: &str) -> String {
    format!("command example {{\n  sh \"\"\"\n{script}\n  \"\"\"\n}}\n")
}

#[test]
fn comments_and_here_documents_are_no_commands() {
    for (rule, line) in [
        ("world-writable", "chmod 777 /opt"),
        ("reboot-in-script", "reboot"),
        ("curl-pipe-shell", "curl https://a.example.com | sh"),
        ("interactive-command", "yum install jq"),
    ] {
        assert_eq!(count(rule, &command(&format!("    {line}"))), 1, "{rule}");
        assert_eq!(count(rule, &command(&format!("    true # {line}"))), 0, "{rule}");
        let here = format!("    cat > /tmp/a <<'EOF'\n    {line}\n    EOF");
        assert_eq!(count(rule, &command(&here)), 0, "{rule}");
    }
}

#[test]
fn the_same_call_with_another_input_or_in_another_place_is_not_the_same() {
    let steps = |steps: &str| {
        format!(
            "runbook example {{\n  param A: aws.ec2.InstanceId\n  param B: \
             aws.ec2.InstanceId\n{steps}  aws.ec2.StartInstances(InstanceIds: [A, B])\n}}\n"
        )
    };
    let stop = |id: &str| format!("  aws.ec2.StopInstances(InstanceIds: [{id}])\n");
    let rule = "duplicate-step";
    assert_eq!(count(rule, &steps(&(stop("A") + &stop("A")))), 1);
    assert_eq!(count(rule, &steps(&(stop("A") + &stop("B")))), 0);
    assert_eq!(count(rule, &steps(&(stop("A") + "  sleep 1m\n" + &stop("A")))), 0);
}

#[test]
fn a_name_that_is_about_a_secret_is_none() {
    let with = |name: &str| {
        format!(
            "runbook example {{\n  param {name}: String = \"abc\"\n  fail \"${{{name}}}\"\n}}\n"
        )
    };
    assert_eq!(count("secret-in-default", &with("Password")), 1);
    for name in ["PasswordLength", "SecretArn", "KeyName", "PasswordParameterName"] {
        assert_eq!(count("secret-in-default", &with(name)), 0, "{name}");
    }
}

#[test]
fn a_rule_finds_the_same_in_a_role_that_is_used_twice_once() {
    let source = "role app {\n  param name: String = \"a\"\n  sh(name: name) \"\"\"\n    echo \
                  \"$name\"\n    chmod 777 /opt\n  \"\"\"\n}\n\ncommand example {\n  app(name: \
                  \"a\")\n  app(name: \"b\")\n}\n";
    assert_eq!(count("world-writable", source), 1);
}
