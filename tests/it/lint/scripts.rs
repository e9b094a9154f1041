//! What rules find in shell scripts and scripts of PowerShell, however they are written, and what
//! they leave alone.

use super::rules::count;
use crate::support::Project;

/// A command with one task that gets a text of the run as `p`, and a secret as `password`.
fn task(kind: &str, script: &str) -> String {
    let indented: String = script.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "command example {{\n  param P: String\n  {kind}(p: P, password: \
         secret(\"/app/password\")) \"\"\"\n{indented}  \"\"\"\n}}\n"
    )
}

#[track_caller]
fn finds(rule: &str, kind: &str, scripts: &[&str]) {
    for script in scripts {
        assert!(count(rule, &task(kind, script)) > 0, "{rule} is silent about {script}");
    }
}

#[track_caller]
fn leaves(rule: &str, kind: &str, scripts: &[&str]) {
    for script in scripts {
        assert_eq!(count(rule, &task(kind, script)), 0, "{rule} speaks of {script}");
    }
}

#[test]
fn an_argument_is_code_where_something_runs_its_text() {
    finds(
        "eval-of-argument",
        "bash",
        &[
            "bash -lc \"run $p\"",
            "sudo bash -ec \"run $p\"",
            "su - ada -c \"run $p\"",
            "eval\t\"$p\"",
            "q=\"$p\"; eval \"$q\"",
            "source <(echo \"$p\")",
            "bash <<END\nrun $p\nEND",
            "bash <<< \"$p\"",
            "echo \"run $p\" | sh",
            "python3 -c \"print('$p')\"",
            "perl -e \"$p\"",
            "trap \"run $p\" EXIT",
            "ssh host \"run $p\"",
            "$p --help",
        ],
    );
    leaves(
        "eval-of-argument",
        "bash",
        &[
            "sh -c 'run \"$1\"' _ \"$p\"",
            "sh -c 'echo done' && run \"$p\"",
            "eval \"$(ssh-agent)\"; run \"$p\"",
            "echo \"$p\" | grep sh",
            "/opt/app/run --eval \"$p\"",
            "cat <<END\nrun $p\nEND",
        ],
    );
}

#[test]
fn an_argument_is_code_in_powershell_in_any_case() {
    finds(
        "eval-of-argument",
        "powershell",
        &[
            "& $p",
            "$code = [scriptblock]::Create($p)",
            "\"$p\" | iex",
            "IEX($p)",
            "invoke-expression $P",
            "powershell -Command \"run $p\"",
            "cmd /c \"run $p\"",
        ],
    );
    leaves(
        "eval-of-argument",
        "powershell",
        &["Write-Output $p", "& notepad $p", "<# iex $p #>\nGet-Item $p", "iex 'Get-Date'; run $p"],
    );
}

#[test]
fn a_secret_is_shown_where_its_own_text_is_printed() {
    finds(
        "traced-secret",
        "bash",
        &[
            "set -o xtrace\nrun \"$password\"",
            "bash -x ./run.sh",
            "echo \"$password\" >&2",
            "echo \"$password\" >> /dev/stdout",
            "echo \"$password\" | tee /dev/stderr",
            "cat <<END\nit is $password\nEND",
            "cat <<< \"$password\"",
            "x=\"$password\"; echo \"$x\"",
            "logger \"$password\"",
        ],
    );
    leaves(
        "traced-secret",
        "bash",
        &[
            "echo starting; run \"$password\"",
            "run \"$password\"; echo \"status $?\"",
            "[ -z \"${password}\" ] && echo \"no password\"",
            "echo \"${#password}\"",
            "echo \"${password:+given}\"",
            "echo 'use $password here'",
            "echo \"$password\" > /etc/app/password",
            "echo \"$password\" | run --password-stdin",
            "hash=$(echo \"$password\" | sha256sum); echo \"$hash\"",
            "set +x\nrun \"$password\"",
        ],
    );
    finds(
        "traced-secret",
        "powershell",
        &["Write-Host $Password", "Set-PSDebug -Trace 1; run $password"],
    );
    leaves(
        "traced-secret",
        "powershell",
        &["run -Password $password", "Write-Output $password | run", "<# Write-Host $password #>"],
    );
}

#[test]
fn a_here_document_begins_only_where_a_shell_sees_one() {
    finds(
        "world-writable",
        "bash",
        &[
            "echo $((1<<n))\nchmod 777 /x",
            "(( m = a << b ))\nchmod 777 /x",
            "echo \"usage: x << file\"\nchmod 777 /x",
            "grep \"<<EOF\" x\nchmod 777 /x",
            "bash <<END\nchmod 777 /x\nEND",
        ],
    );
    leaves(
        "world-writable",
        "bash",
        &[
            "cat <<'END-OF'\nchmod 777 /x\nEND-OF",
            "cat <<\"END OF\"\nchmod 777 /x\nEND OF",
            "cat <<-END\n\tchmod 777 /x\n\tEND",
        ],
    );
}

#[test]
fn lines_that_go_on_and_quotes_over_lines_are_one_command() {
    leaves(
        "interactive-command",
        "bash",
        &["yum install \\\n  -y jq", "echo 'a; apt-get install jq'"],
    );
    leaves(
        "reboot-in-script",
        "bash",
        &[
            "echo \\\n  reboot",
            "grep \\\nreboot x",
            "echo \"The node\nreboot now\n\"",
            "awk '\nreboot { print }\n'",
            "x=(\nreboot)",
            "case \"$p\" in\n  reboot) echo ;;\nesac",
            "echo 'done; reboot now'",
        ],
    );
    leaves("world-writable", "bash", &["printf 'a; chmod 777 b'"]);
    finds("curl-pipe-shell", "bash", &["curl https://a.example.com \\\n  | bash"]);
    finds("http-download", "bash", &["curl -O \\\n  http://a.example.com/x"]);
}

#[test]
fn a_command_is_known_by_what_runs_in_the_end() {
    finds(
        "reboot-in-script",
        "bash",
        &[
            "/usr/sbin/reboot",
            "sudo -n reboot",
            "timeout 5 reboot",
            "nice -n 5 reboot",
            "(reboot)",
            "{ reboot; }",
            "case \"$p\" in now) reboot ;; esac",
            "\\reboot",
            "\"reboot\"",
            "sh -c reboot",
            "sh -c 'sync; reboot'",
            "x=$(reboot)",
            "systemctl start reboot.target",
            "echo b > /proc/sysrq-trigger",
            "shutdown -r now",
        ],
    );
    leaves(
        "reboot-in-script",
        "bash",
        &["systemctl disable reboot", "shutdown -r +1", "shutdown -h now", "command -v reboot"],
    );
    finds(
        "interactive-command",
        "bash",
        &[
            "/usr/bin/yum install jq",
            "sudo -E apt-get install jq",
            "yum install jq || exit 1",
            "yum reinstall jq 2>&1 | tee /tmp/out",
            "amazon-linux-extras install epel",
        ],
    );
    leaves(
        "interactive-command",
        "bash",
        &["yes | yum install jq", "apt-get upgrade --dry-run", "yum history info install"],
    );
    finds("world-writable", "bash", &["/bin/chmod 777 /x"]);
    finds("curl-pipe-shell", "bash", &["curl -s https://a.example.com | /bin/bash"]);
}

#[test]
fn powershell_has_comments_texts_and_blocks_of_its_own() {
    leaves(
        "reboot-in-script",
        "powershell",
        &[
            "<#\nRestart-Computer\n#>\nGet-Date",
            "$text = @'\nRestart-Computer\n'@",
            "$text = @\"\nRestart-Computer\n\"@",
            "Write-Host 'a; Restart-Computer'",
            "Restart-Computer web2",
            "Restart-Computer -ComputerName web2 -Force",
        ],
    );
    finds(
        "reboot-in-script",
        "powershell",
        &[
            "if ($x) { Restart-Computer }",
            "cmd /c shutdown /r",
            "shutdown.exe /R /t 0",
            "restart-computer -Force",
            "Restart-Computer -Delay 5",
        ],
    );
    leaves("curl-pipe-shell", "powershell", &["<# irm https://a.example.com | iex #>\nGet-Date"]);
}

#[test]
fn a_download_runs_only_where_it_is_the_program() {
    finds(
        "curl-pipe-shell",
        "bash",
        &[
            "curl -s https://a.example.com | tee x | sh",
            "source <(curl -s https://a.example.com)",
            ". <(curl -s https://a.example.com)",
            "eval \"$(curl -s https://a.example.com)\"",
            "sh -c \"`curl -s https://a.example.com`\"",
            "bash <<< \"$(curl -s https://a.example.com)\"",
            "curl -s https://a.example.com | sudo env A=b bash",
            "wget -qO- https://a.example.com | python3 -",
        ],
    );
    leaves(
        "curl-pipe-shell",
        "bash",
        &[
            "curl -s https://a.example.com | python3 -m json.tool",
            "curl -s https://a.example.com | python3 -c \"import json, sys; json.load(sys.stdin)\"",
            "curl -s https://a.example.com | perl -ne 'print'",
            "curl -s https://a.example.com | ruby -rjson -e 'puts 1'",
            "echo \"install with: curl https://a.example.com | sh\"",
            "curl -s https://a.example.com | bash /opt/app/read.sh",
        ],
    );
    finds(
        "curl-pipe-shell",
        "powershell",
        &[
            "irm https://a.example.com | iex",
            "iex ((New-Object Net.WebClient).DownloadString('https://a.example.com'))",
            "$s = irm https://a.example.com\niex $s",
            "[scriptblock]::Create((irm https://a.example.com))",
        ],
    );
}

#[test]
fn an_address_is_downloaded_where_it_is_no_value_of_another_flag() {
    finds(
        "http-download",
        "bash",
        &[
            "yum -y install http://a.example.com/x.rpm",
            "URL=http://a.example.com/x\ncurl \"$URL\"",
            "curl \"http://$HOST/x\"",
            "curl HTTP://a.example.com/x",
            "wget --output-document=x http://a.example.com/x",
        ],
    );
    leaves(
        "http-download",
        "bash",
        &[
            "curl -x http://proxy:3128 https://a.example.com",
            "wget -e http_proxy=http://proxy:3128 https://a.example.com",
            "export http_proxy=http://proxy:3128 && curl https://a.example.com",
            "curl -H \"Referer: http://a.example.com\" https://a.example.com",
            "curl -d 'xmlns=\"http://a.example.com\"' https://a.example.com",
            "curl http://instance-data/latest/meta-data",
            "curl http://LOCALHOST:8080/",
            "echo http://a.example.com",
        ],
    );
    finds("http-download", "powershell", &["invoke-webrequest http://a.example.com/x -OutFile x"]);
}

#[test]
fn a_token_that_is_asked_for_and_not_sent_is_none() {
    finds(
        "imds-v1",
        "bash",
        &[
            "curl http://169.254.169.254/2021-07-15/meta-data/",
            "MD=http://169.254.169.254/latest\ncurl \"$MD/meta-data/\"",
            "curl 'http://[fd00:ec2::254]/latest/meta-data/'",
            "curl http://instance-data/latest/meta-data/",
            "curl -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60'\ncurl http://169.254.169.254/latest/meta-data/",
        ],
    );
    leaves(
        "imds-v1",
        "bash",
        &[
            "iptables -A OUTPUT -d 169.254.169.254 -j DROP",
            "curl -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60'",
        ],
    );
}

#[test]
fn a_mode_is_open_in_whatever_command_sets_it() {
    finds(
        "world-writable",
        "bash",
        &[
            "install -m 777 a /opt/a",
            "mkdir -m 777 /opt/a",
            "mkdir --mode=777 /opt/a",
            "find /opt -exec chmod 777 {} +",
            "find /opt -print0 | xargs -0 chmod 666",
            "umask 000",
            "chmod o=u /opt/a",
        ],
    );
    leaves("world-writable", "bash", &["chmod go+r-w /opt/a", "umask 022", "mkdir -m 1777 /opt/a"]);
}

/// A command whose script is given to the node as it stands.
fn raw(script: &str) -> String {
    let indented: String = script.lines().map(|line| format!("    {line}\n")).collect();
    format!("command example {{\n  raw bash \"\"\"\n{indented}  \"\"\"\n}}\n")
}

#[test]
fn a_script_goes_on_only_where_nothing_stops_it() {
    let rule = "shell-without-set-e";
    for script in [
        "#!/bin/bash -e\nfirst\nsecond",
        "#!/bin/bash -ex\nfirst\nsecond",
        "#!/usr/bin/env python3\nfirst()\nsecond()",
        "if x; then a; fi\nb",
        "A=1\nB=2\nrun",
        "trap 'exit 1' ERR\nfirst\nsecond",
        "aws s3 cp \\\na \\\nb",
        "cat <<A <<B\none\nA\ntwo\nB",
        "set -o errexit\nfirst\nsecond",
        "first\nexit $?",
        "first || exit 1\nsecond",
    ] {
        assert_eq!(count(rule, &raw(script)), 0, "{script}");
    }
    for script in [
        "first\nsecond",
        "set -o pipefail\nfirst\nsecond",
        "set -u; echo e\nfirst\nsecond",
        "first\nset -e\nsecond",
        "set -e\nset +e\nfirst\nsecond",
    ] {
        assert_eq!(count(rule, &raw(script)), 1, "{script}");
    }
}

fn repeated(script: &str) -> String {
    let indented: String = script.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "play example on tag(\"Role\", \"web\") {{\n  schedule: rate(12h)\n  concurrency: 10%\n  \
         max_errors: 1\n\n  bash \"\"\"\n{indented}  \"\"\"\n}}\n"
    )
}

#[test]
fn a_second_run_does_more_where_no_test_is_before_it() {
    let rule = "non-idempotent-script";
    for script in [
        "echo \"a >> b\"",
        "echo $((1>>2))",
        "run 2>>/var/lib/app/errors",
        "echo a >> \"$AWS_LOG\"",
        "rm -f /x\necho a >> /x",
        "echo a > /x\necho b >> /x",
        "mkdir --parents /x",
        "ln -s --force /x /y",
        "d=$(mktemp -d)\nmkdir \"$d/x\"",
        "rm -rf /x\nmkdir /x",
        "userdel ada\nuseradd ada",
        "if [ -f /y ]; then exit 0; fi\nuseradd ada",
        "[ ! -e /y ]\nuseradd ada",
        "id ada || { useradd ada; }",
    ] {
        assert_eq!(count(rule, &repeated(script)), 0, "{script}");
    }
    for script in [
        "if [ -f /y ]; then echo y; fi\nuseradd ada",
        "true && echo y\necho a >> /etc/hosts",
        "echo a | tee -a /etc/hosts",
        "sed -i '1i a' /etc/hosts",
        "( crontab -l; echo '0 1 * * * run' ) | crontab -",
        "git clone https://a.example.com/b.git /opt/b",
        "mkdir /x",
    ] {
        assert_eq!(count(rule, &repeated(script)), 1, "{script}");
    }
}

fn with_argument(script: &str) -> String {
    let indented: String = script.lines().map(|line| format!("    {line}\n")).collect();
    format!("command example {{\n  param P: String\n  sh(p: P) \"\"\"\n{indented}  \"\"\"\n}}\n")
}

#[test]
fn an_argument_is_read_as_a_variable_and_not_as_a_word() {
    let rule = "unused-argument";
    for script in ["echo \"p\"", "run # $p", "echo 'p'", "echo set up", "/opt/app/child.sh"] {
        assert_eq!(count(rule, &with_argument(script)), 1, "{script}");
    }
    for script in [
        "echo \"$p\"",
        "cat <<END\n$p\nEND",
        "echo $((p + 1))",
        "export p; ./child.sh",
        ". ./lib.sh",
        "eval 'echo $p'",
        "set -a; ./child.sh",
        "echo \"${p:-x}\"",
        "sh -c 'echo $p'",
    ] {
        assert_eq!(count(rule, &with_argument(script)), 0, "{script}");
    }
}

#[test]
fn sudo_is_needless_wherever_it_stands_and_not_where_it_becomes_another() {
    finds(
        "needless-sudo",
        "bash",
        &[
            "true && sudo run",
            "echo a | sudo tee /x",
            "x=$(sudo run)",
            "sudo -n run",
            "A=b sudo -E run",
        ],
    );
    leaves(
        "needless-sudo",
        "bash",
        &["sudo su - ada -c run", "sudo -u ada run", "su - ada -c 'sudo run'", "echo sudo run"],
    );
}

#[test]
fn a_script_that_no_shell_takes_is_told() {
    let rule = "shell-syntax";
    for script in [
        "if true; then echo a",
        "for a in b; do echo $a",
        "echo \"a",
        "echo $(date",
        "fi",
        "if true; then fi",
        "case \"$p\" in a) echo",
        "echo a ;; echo b",
        "| grep a",
        "echo (a)",
        "f() { echo a",
        "echo >",
        "x=(a b",
    ] {
        assert_eq!(count(rule, &raw(script)), 1, "{script}");
    }
    for script in [
        "{ while read -r a; do echo \"$a\"; done }",
        "case x in (a|b) ;; esac",
        "[[ $a =~ ^(a|b)$ ]] && echo b",
        "x=(a b); echo \"${x[@]}\"",
        "for ((i = 0; i < 3; i++)); do echo $i; done",
        "cat <(echo a) > >(cat)",
        "f() ( echo a )",
        "echo ${a//\\}/b} \"${b:-'}\"",
        "cat <<END\nan open \" quote and $(\nEND",
        "#!/usr/bin/python3\nif x:\n    print('(')",
        "echo {{ X }} && if [ {{ Y }} = a ]; then {{ Z }}; fi",
        "a[1 + 2]=b; let 'a = 1'; echo $[1 + 2]",
        "! true | false; time -p true; coproc C { cat; }",
    ] {
        assert_eq!(count(rule, &raw(script)), 0, "{script}");
    }
}

#[test]
fn a_variable_that_nothing_sets_is_told_unless_the_environment_may() {
    let rule = "unknown-shell-variable";
    for script in ["folder=a; echo \"$foldr\"", "cat <<END\n$nothing\nEND"] {
        assert_eq!(count(rule, &with_argument(&format!("{script}; echo $p"))), 1, "{script}");
    }
    for script in [
        "echo \"$HOME $JAVA_OPTS $https_proxy $1 $@\"",
        "read -r line; echo \"$line\"",
        "for one in a b; do echo \"$one\"; done",
        "while IFS= read -r -d '' file; do echo \"$file\"; done",
        "while getopts ab option; do echo \"$option\"; done",
        "echo \"${other:-x}\"",
        "f() { local inner=1; echo \"$inner\"; }",
        "printf -v text a; echo \"$text\"",
        "(( count = 1 )); echo \"$count\"",
        "x='$nothing'; echo \"$x\"",
        ". /etc/os-release; echo \"$id\"",
        "a+=(b); echo \"${a[@]}\"",
    ] {
        let source = with_argument(&format!("{script}\necho \"$p\"")).replace("  sh(", "  bash(");
        assert_eq!(count(rule, &source), 0, "{script}");
    }
}

#[test]
fn a_finding_stands_in_its_item_whatever_stands_beside_it() {
    for item in [
        "chmod 777 /x # why",
        "chmod 777\n      /x",
        "\"chmod \\x37\\x37\\x37 /x\" # why",
        "|\n      # Opens it.\n      chmod 777 /x\n",
        "chmod 777 /x # ordain: allow(world-writable): everybody may",
    ] {
        let document = format!(
            "schemaVersion: \"2.2\"\ndescription: Does it.\nmainSteps:\n- name: first\n  action: \
             aws:runShellScript\n  inputs:\n    runCommand:\n    - set -e\n    - {item}\n    - date\n"
        );
        let found = Project::new().file("a.yaml", &document).lint();
        let places: Vec<&str> = found.iter().map(|one| one.underlined.as_str()).collect();
        match item.contains("allow") {
            true => assert!(found.is_empty(), "{item}: {found:#?}"),
            false => assert!(matches!(*places, ["777" | "\\x37\\x37\\x37"]), "{item}: {found:#?}"),
        }
    }
}
