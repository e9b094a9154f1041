//! Which values of scripts and steps are secrets.

use super::runbooks::count_in;

/// A command of one script.
fn script(action: &str, lines: &str) -> String {
    let lines = lines.replace('\n', "\n            ");
    format!(
        "schemaVersion: \"2.2\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: \
         {action}\n    inputs:\n      runCommand:\n        - |\n            {lines}\n"
    )
}

fn python(lines: &str) -> String {
    let lines = lines.replace('\n', "\n        ");
    format!(
        "schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: \
         aws:executeScript\n    isEnd: true\n    inputs:\n      Runtime: python3.12\n      Handler: \
         run\n      Script: |\n        {lines}\n"
    )
}

#[track_caller]
fn check(with: impl Fn(&str) -> String, secret: &[&str], none: &[&str]) {
    for (texts, wanted) in [(secret, true), (none, false)] {
        for text in texts {
            let count = count_in("secret-in-text", &with(text));
            assert_eq!(count > 0, wanted, "{text}: {count}");
        }
    }
}

#[test]
fn a_shell_script_holds_secrets_in_assignments_and_options() {
    check(
        |lines| script("aws:runShellScript", lines),
        &[
            "PGPASSWORD=hunter2 psql",
            "env DB_PASSWORD=hunter2 run",
            "declare -x DB_PASSWORD=hunter2",
            "readonly DB_PASSWORD='hunter 2'",
            "if true; then DB_PASSWORD=hunter2; fi",
            "run --password=hunter2",
            "run --db-password hunter2 --all",
            "run --pass hunter2",
            "run --no-password=hunter2",
            "DB_PASS=hunter2 run",
            "userpass=hunter2",
            "DB_PWD=hunter2 run",
            "AUTH_TOKEN=0123456789abcdef run",
            "curl -H 'x: github_pat_0123456789abcdefghijkl_0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvw'",
            "echo AKIAIOSFODNN7EXAMPLE AKIAIOSFODNN7ABCDEFG",
        ],
        &[
            "DB_PASSWORD=$1",
            "DB_PASSWORD=\"$(cat /etc/password)\"",
            "run --password \"$DB_PASSWORD\"",
            "run --password-stdin < /etc/password",
            "run --password-file /etc/password",
            "run --password --all",
            "adduser --disabled-password deploy",
            "psql --no-password mydb",
            "run --nopassword mydb",
            "run --skip-password mydb",
            "run --without-password mydb",
            "run --prompt-password mydb",
            "PASS=Passed",
            "PWD=work",
            "LOG_PWD='C:\\work'",
            "DB_PASSWORD=temp-{{ ssm:/app/suffix }}",
            "run --secret-id prod/db",
            "run --client-token 0123456789abcdef",
            "DB_SECRET=prod/db",
            "RESET_PASSWORD=no",
            "DB_PASSWORD=YOUR_PASSWORD_HERE",
            "DB_PASSWORD={{ ssm:/app/password }}",
            "echo AKIAIOSFODNN7EXAMPLE",
        ],
    );
}

#[test]
fn a_script_of_power_shell_holds_secrets_in_variables_and_arguments() {
    check(
        |lines| script("aws:runPowerShellScript", lines),
        &[
            "$password = \"hunter2\"",
            "$env:DB_PASSWORD = 'hunter2'",
            "$Password='hunter2'",
            "Connect-It -User ada -Password \"hunter2\"",
            "Connect-It -Pass \"hunter2\"",
            "$DbPwd = 'hunter2'",
            "$p = ConvertTo-SecureString 'hunter2' -AsPlainText -Force",
        ],
        &[
            "$password = Get-Secret -Name prod/db",
            "$password = \"$first$second\"",
            "Connect-It -Password $password",
            "New-LocalUser -NoPassword \"Fred\"",
            "$pwd = 'C:\\work'",
            "$oldPwd = 'C:\\work'",
            "$pwd = 'work'",
            "$p = ConvertTo-SecureString $text -AsPlainText -Force",
            "$passwordLength = '12'",
        ],
    );
}

#[test]
fn a_python_script_holds_secrets_in_names_keys_and_arguments() {
    check(
        |line| python(&format!("def run(events, context):\n    {line}\n    return {{}}")),
        &[
            "password = \"hunter2\"",
            "connect(user='ada', password='hunter2')",
            "body = {'MasterUserPassword': 'hunter2'}",
            "context['password'] = 'hunter2'",
        ],
        &[
            "password = events['password']",
            "name = 'password'",
            "texts = {'password': 'Enter the password'}",
            "texts = {'pass': 'All checks passed'}",
            "SECRET_KEY = 'password'",
            "api_key = 'x-api-key'",
            "body = {'PasswordLength': '12'}",
            "secret = 'prod/db'",
            "# password = \"hunter2\"",
        ],
    );
}

#[test]
fn steps_give_secrets_by_operation_and_by_pairs() {
    let call = |inputs: &str| {
        format!(
            "schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: \
             aws:executeAwsApi\n    isEnd: true\n    inputs: {{{inputs}}}\n"
        )
    };
    check(
        call,
        &[
            "Service: secretsmanager, Api: CreateSecret, Name: app, SecretString: hunter2",
            "Service: secretsmanager, Api: CreateSecret, Name: app, SecretString: '{\"password\": \"hunter2\"}'",
            "Service: ssm, Api: PutParameter, Name: /app/a, Type: SecureString, Value: hunter2",
            "Service: cloudformation, Api: CreateStack, StackName: app, Parameters: [{ParameterKey: DbPassword, ParameterValue: hunter2}]",
        ],
        &[
            "Service: secretsmanager, Api: CreateSecret, Name: app, SecretString: '{\"host\": \"db.local\"}'",
            "Service: ssm, Api: PutParameter, Name: /app/a, Type: String, Value: hunter2",
            "Service: cloudformation, Api: CreateStack, StackName: app, Parameters: [{ParameterKey: DbName, ParameterValue: hunter2}]",
            "Service: rds, Api: ModifyDBInstance, DBInstanceIdentifier: app, MasterUserPassword: 'temp-{{ global:DATE }}'",
        ],
    );
}
