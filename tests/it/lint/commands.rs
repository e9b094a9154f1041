//! What rules about Command documents find, and what they leave alone.

use super::runbooks::count_in;
use crate::support::Project;

fn command(parameters: &str, steps: &[&str]) -> String {
    let steps: String = steps.iter().map(|step| format!("  - {step}\n")).collect();
    format!(
        "schemaVersion: \"2.2\"\ndescription: Does it.\nparameters: {{{parameters}}}\nmainSteps:\n{steps}"
    )
}

const DOWNLOAD: &str = "{name: getIt, action: 'aws:downloadContent', inputs: {sourceType: S3, \
                        sourceInfo: '{\"path\": \"https://s3.amazonaws.com/acme/setup.sh\"}', \
                        destinationPath: /opt/acme}}";
const RUN: &str =
    "{name: runIt, action: 'aws:runShellScript', inputs: {runCommand: [sh /opt/acme/setup.sh]}}";

#[test]
fn a_step_runs_without_what_a_failed_step_was_to_bring() {
    let rule = "runs-after-failure";
    let count = |steps: &[&str]| count_in(rule, &command("", steps));
    assert_eq!(count(&[DOWNLOAD, RUN]), 1);
    assert_eq!(count(&[&DOWNLOAD.replace("/opt/acme}", "/opt/acme, onFailure: exit}"), RUN]), 0);
    assert_eq!(count(&[DOWNLOAD]), 0);
    assert_eq!(count(&[RUN, DOWNLOAD]), 0);
    assert_eq!(count(&[RUN, &RUN.replace("runIt", "runAgain")]), 0);
    let on = |platform: &str, step: &str| {
        step.replacen(
            '{',
            &format!("{{precondition: {{StringEquals: [platformType, {platform}]}}, "),
            1,
        )
    };
    assert_eq!(count(&[&on("Linux", DOWNLOAD), &on("Windows", RUN)]), 0);
    assert_eq!(count(&[&on("Linux", DOWNLOAD), &on("Linux", RUN)]), 1);
    let install = RUN.replace("sh /opt/acme/setup.sh", "yum install -y jq");
    assert_eq!(count(&[&install, &RUN.replace("runIt", "second")]), 1);
    // What installs something of its own needs nothing of the first.
    assert_eq!(count(&[&install, &install.replace("runIt", "second").replace("jq", "git")]), 0);
    assert_eq!(count(&[&DOWNLOAD.replace("getIt", "first"), DOWNLOAD, RUN]), 1);
}

#[test]
fn what_is_downloaded_and_not_kept_brings_nothing() {
    let second = RUN.replace("runIt", "second");
    let count = |line: &str| {
        let first = RUN.replace("[sh /opt/acme/setup.sh]", &format!("['{line}']"));
        count_in("runs-after-failure", &command("", &[&first, &second]))
    };
    for line in [
        "curl -fsSLo /opt/a.sh https://example.com/a.sh",
        "curl -sSO https://example.com/a.sh",
        "curl --output /opt/a.sh https://example.com/a.sh",
        "curl -o /dev/null https://example.com/a -o /opt/b https://example.com/b",
        "wget https://example.com/a.sh",
        "wget -q -O /opt/a.sh https://example.com/a.sh",
        "wget -o /dev/null https://example.com/a.sh",
    ] {
        assert_eq!(count(line), 1, "{line}");
    }
    for line in [
        "curl -s -o /dev/null https://example.com/health",
        "curl --output=/dev/null https://example.com/health",
        "curl -XPOST https://example.com/health",
        "curl -so - https://example.com/health",
        "wget -qO- https://example.com/health",
        "wget -q -O - https://example.com/health",
        "wget --output-document=/dev/null https://example.com/health",
        "wget --spider https://example.com/health",
    ] {
        assert_eq!(count(line), 0, "{line}");
    }
}

#[test]
fn a_step_that_runs_however_the_others_ended_is_left_out() {
    let count = |steps: &[&str]| count_in("runs-after-failure", &command("", steps));
    for flag in ["true", "'true'"] {
        let last = RUN.replace("setup.sh]}", &format!("setup.sh], finallyStep: {flag}}}"));
        assert_eq!(count(&[DOWNLOAD, &last]), 0, "{flag}");
    }
    let usual = RUN.replace("setup.sh]}", "setup.sh], finallyStep: false}");
    assert_eq!(count(&[DOWNLOAD, &usual]), 1);
}

#[test]
fn options_of_power_shell_have_no_case() {
    let run = RUN.replace("aws:runShellScript", "aws:runPowerShellScript");
    for option in ["-OutFile", "-outfile", "-OUTFILE"] {
        let first = run.replace("runIt", "getIt").replace(
            "[sh /opt/acme/setup.sh]",
            &format!("['Invoke-WebRequest https://example.com/a {option} a.msi']"),
        );
        let steps = [first.as_str(), run.as_str()];
        assert_eq!(count_in("runs-after-failure", &command("", &steps)), 1, "{option}");
    }
}

#[test]
fn a_check_is_turned_off_in_a_text_too() {
    let with = |info: &str| {
        command(
            "Url: {type: String, description: Where., allowedPattern: '^https://[a-z./]+$'}",
            &[&format!(
                "{{name: getIt, action: 'aws:downloadContent', inputs: {{sourceType: HTTP, \
                 sourceInfo: '{info}', destinationPath: /opt/acme}}}}"
            )],
        )
    };
    let rule = "insecure-download";
    for info in [
        r#"{"url": "https://example.com/a", "allowInsecureDownload": "true"}"#,
        r#"{"url": "https://example.com/a", "allowInsecureDownload": true}"#,
        r#"{"url": "{{ Url }}", "allowInsecureDownload": "true"}"#,
    ] {
        assert_eq!(count_in(rule, &with(info)), 1, "{info}");
    }
    for info in [
        r#"{"url": "https://example.com/a", "allowInsecureDownload": "false"}"#,
        r#"{"url": "https://example.com/allowInsecureDownload"}"#,
    ] {
        assert_eq!(count_in(rule, &with(info)), 0, "{info}");
    }
}

/// The codes of what is found in a script of these lines.
fn of_lines(lines: &[&str]) -> Vec<String> {
    let lines: String = lines.iter().map(|line| format!("        - \"{line}\"\n")).collect();
    let document = format!(
        "schemaVersion: \"2.2\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: \
         aws:runShellScript\n    inputs:\n      runCommand:\n{lines}"
    );
    let found = Project::new().file("a.yaml", &document).lint();
    found.into_iter().map(|one| one.code).collect()
}

#[test]
fn a_line_of_a_script_is_no_reference_to_a_parameter() {
    let whole = ["cat > hosts.j2 <<'EOF'", "{{ ansible_hostname }}", "EOF"];
    assert_eq!(of_lines(&whole), ["unknown-script-reference"]);
    assert_eq!(of_lines(&["echo {{ Nme }}"]), ["unknown-script-reference"]);
    let template =
        ["docker ps --format '{{ range .Ports }}'", "echo '{{ else }}'", "echo '{{end}}'"];
    assert_eq!(of_lines(&template), Vec::<String>::new());
    assert_eq!(of_lines(&["echo '{{end}}'"]), ["unknown-script-reference"]);
}

#[test]
fn every_document_that_runs_a_parameter_as_code_is_known() {
    let with = |document: &str, parameter: &str, value: &str| {
        format!(
            "schemaVersion: \"0.3\"\ndescription: Does it.\nparameters:\n  Name: {{type: String, \
             description: What.}}\nmainSteps:\n  - name: first\n    action: aws:runCommand\n    \
             timeoutSeconds: 600\n    isEnd: true\n    inputs:\n      DocumentName: {document}\n      \
             InstanceIds: [i-0123456789abcdef0]\n      Parameters: {{{parameter}: {value}}}\n"
        )
    };
    let rule = "script-injection";
    let remote = "sourceType: S3, sourceInfo: {path: 'https://s3.amazonaws.com/a/b.sh'}, ";
    for (document, others, parameter) in [
        ("AWS-RunShellScript", "", "commands"),
        ("'arn:aws:ssm:us-east-1::document/AWS-RunShellScript'", "", "commands"),
        ("AWS-RunRemoteScript", remote, "commandLine"),
    ] {
        let with =
            |parameter: &str, value: &str| with(document, &format!("{others}{parameter}"), value);
        let spliced = with(parameter, "'run {{ Name }}'");
        assert_eq!(count_in(rule, &spliced), 1, "{document}");
        assert_eq!(count_in(rule, &with(parameter, "run")), 0, "{document}");
        assert_eq!(
            count_in(rule, &with(&format!("{parameter}: run, workingDirectory"), "'/{{ Name }}'")),
            0
        );
    }
}

#[test]
fn a_needless_sudo_is_found_wherever_a_command_stands() {
    let script = |line: &str| {
        command(
            "",
            &[&format!(
                "{{name: first, action: 'aws:runShellScript', inputs: {{runCommand: ['{line}']}}}}"
            )],
        )
    };
    for line in ["cd / && sudo ls", "ls | sudo tee /a", "x=$(sudo ls)"] {
        assert_eq!(count_in("needless-sudo", &script(line)), 1, "{line}");
    }
    assert_eq!(count_in("needless-sudo", &script("sudo su - ada -c x")), 0);
}

#[test]
fn a_finding_underlines_its_own_line_where_quotes_are_escaped() {
    let document = "{\"schemaVersion\": \"2.2\", \"description\": \"Does it.\", \"mainSteps\": \
                    [{\"name\": \"first\", \"action\": \"aws:runShellScript\", \"inputs\": \
                    {\"runCommand\": [\"echo \\\"a\\\"\", \"DB_PASSWORD=\\\"hunter2\\\" run\"]}}]}";
    let found = Project::new().file("a.json", document).lint();
    let found = found.iter().find(|one| one.code == "secret-in-text").expect("a finding");
    assert_eq!(found.underlined, "\\\"hunter2\\\"");
}

#[test]
fn an_image_is_named_in_a_script_too() {
    let script = |line: &str| {
        command(
            "",
            &[&format!(
                "{{name: first, action: 'aws:runShellScript', inputs: {{runCommand: ['{line}']}}}}"
            )],
        )
    };
    let rule = "hard-coded-ami";
    let run = "aws ec2 run-instances --image-id";
    assert_eq!(count_in(rule, &script(&format!("{run} ami-0123456789abcdef0"))), 1);
    assert_eq!(count_in(rule, &script(&format!("{run} ami-00000000000000000"))), 0);
    assert_eq!(count_in(rule, &script(&format!("{run} ami-0123456789"))), 0);
    assert_eq!(count_in(rule, &script("# ami-0123456789abcdef0")), 0);
}
