//! Calls of boto3 in scripts.

use proptest::prelude::{ProptestConfig, any, proptest};

use super::{check_allowed, check_codes, findings, needs};

/// A runbook with one script.
pub(super) fn of_script(script: &str) -> String {
    let lines: String = script.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "runbook example {{\n  step ask: python(service: \"ec2\") \"\"\"\n{lines}  \"\"\"\n}}\n"
    )
}

#[track_caller]
fn check(script: &str, expected: &[&str]) {
    let source = of_script(script);
    check_codes(&source, &[]);
    check_allowed(&source, expected);
}

#[test]
fn a_client_is_followed_to_its_methods() {
    check(
        "import boto3
ec2 = boto3.client('ec2')
def main(events, context):
    ec2.stop_instances(InstanceIds=['i-0a'])
    boto3.client(service_name='sns').publish(TopicArn='arn:aws:sns:eu-west-1:111122223333:t', Message='m')",
        &[
            "ec2:StopInstances arn:aws:ec2:*:*:instance/i-0a",
            "sns:Publish arn:aws:sns:eu-west-1:111122223333:t",
        ],
    );
}

#[test]
fn sessions_aliases_and_functions_are_followed() {
    check(
        "import boto3 as b
from boto3.session import Session
REGION = 'eu-west-1'
def make(name):
    return Session(region_name=REGION).client(name)
class Work:
    def __init__(self):
        self.rds = b.Session().client('rds')
    def run(self):
        self.rds.describe_db_instances()
def helper(client):
    client.describe_images()
def main(events, context):
    for name in ['ec2']:
        helper(make(name))
    Work().run()
    stop = make('ec2').describe_volumes
    stop()",
        &[
            "ec2:DescribeImages *",
            "ec2:DescribeVolumes *",
            "rds:DescribeDBInstances arn:aws:rds:*:*:db:*",
        ],
    );
}

#[test]
fn paginators_and_waiters_call_their_operations() {
    check(
        "import boto3
def main(events, context):
    ec2 = boto3.client(events['service'])
    for page in ec2.get_paginator('describe_snapshots').paginate():
        print(page)
    ec2.get_waiter('instance_running').wait(InstanceIds=['i-0a'])",
        &["ec2:DescribeInstances *", "ec2:DescribeSnapshots *"],
    );
}

#[test]
fn a_script_without_boto3_needs_nothing() {
    check("def main(events, context):\n    return {'a': 1}", &[]);
}

#[test]
fn what_cannot_be_followed_is_a_finding() {
    for script in [
        "import boto3\ndef main(events, context):\n    boto3.client(events['x']).stop()",
        "import boto3\ndef main(events, context):\n    getattr(boto3.client('ec2'), events['x'])()",
        "import boto3\ndef main(events, context):\n    boto3.client('ec2').no_such_method()",
        "import boto3\nimport other\ndef main(events, context):\n    other.use(boto3.client('ec2'))",
        "import boto3\ndef main(events, context):\n    boto3.resource('ec2').Instance('i').other()",
        "import boto3\ndef main(events, context):\n    boto3.client('nothing').stop()",
    ] {
        let found = findings(&of_script(script));
        assert!(
            !found.is_empty() && found.iter().all(|it| it.code == "E0482"),
            "{script}: {found:#?}"
        );
    }
    check_codes(&of_script("import boto3\ndef main(events, context:\n    pass"), &["E0483"]);
}

#[test]
fn a_need_points_at_the_line_of_the_script() {
    let source = of_script(
        "import boto3\ndef main(events, context):\n    boto3.client('ec2').describe_images()",
    );
    let (session, runbook) = needs(&source);
    let at = runbook.derived.needs[0].because().at;
    let text = session.sources().get(at.file).expect("the source").text.clone();
    assert_eq!(at.span.of(&text), "boto3.client('ec2').describe_images()");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_script_makes_it_panic(text in any::<String>()) {
        let script: String = text.chars().filter(|it| !it.is_control() && *it != '"' && *it != '$').collect();
        let _ = ordain::iam::python_calls(&format!("import boto3\n{script}"));
    }
}

#[test]
fn deep_nesting_is_no_harm() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("f(", ")"), ("-", ""), ("x.", ""), ("lambda: ", "")]
    {
        let script = format!("import boto3\nx = {}1{}", open.repeat(3000), close.repeat(3000));
        std::thread::Builder::new()
            .stack_size(64 << 20)
            .spawn(move || drop(ordain::iam::python_calls(&script)))
            .expect("a thread")
            .join()
            .expect("no panic");
    }
}

#[test]
fn what_may_be_many_things_takes_no_longer() {
    for (names, open) in [
        ("r = boto3.client\nr = boto3.resource", "r("),
        ("r = boto3.resource('s3')\nr = boto3.resource('ec2')", "r.a("),
    ] {
        let script = format!("import boto3\n{names}\n{}'ec2'{}", open.repeat(40), ")".repeat(40));
        let start = std::time::Instant::now();
        let (_, unknown) = ordain::iam::python_calls(&script).expect("Python");
        assert!(!unknown.is_empty());
        assert!(start.elapsed().as_secs() < 5, "{open}: {:?}", start.elapsed());
    }
}

#[test]
fn maps_that_are_written_there_name_resources() {
    for (call, expected) in [
        (
            "boto3.client('s3').generate_presigned_url('get_object', Params={'Bucket': 'acme', 'Key': 'k'})",
            "s3:GetObject arn:aws:s3:::acme/k",
        ),
        (
            "boto3.client('s3').copy_object(Bucket='to', Key='k', CopySource={'Bucket': 'from', 'Key': 'q'})",
            "s3:GetObject arn:aws:s3:::from/q",
        ),
        (
            "boto3.resource('dynamodb').Table('orders').batch_writer()",
            "dynamodb:BatchWriteItem arn:aws:dynamodb:*:*:table/orders",
        ),
        (
            "boto3.client('dynamodb').batch_write_item(RequestItems={'orders': [], context.x: []})",
            "dynamodb:BatchWriteItem arn:aws:dynamodb:*:*:table/*",
        ),
    ] {
        let script = format!("import boto3\ndef main(events, context):\n    {call}");
        let found = super::allowed(&of_script(&script));
        assert!(found.iter().any(|it| it == expected), "{call}: {found:#?}");
    }
}
