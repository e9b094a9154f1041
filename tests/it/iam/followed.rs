//! Short scripts, each with the operations that are found in it and the findings that come.

use super::python::of_script;
use super::{findings, needs};
use crate::support::Project;

/// A script, the actions that are found, and a part of each finding's message.
struct Case {
    script: &'static str,
    actions: &'static [&'static str],
    findings: &'static [&'static str],
}

const fn found(script: &'static str, actions: &'static [&'static str]) -> Case {
    Case { script, actions, findings: &[] }
}

const fn said(
    script: &'static str,
    actions: &'static [&'static str],
    findings: &'static [&'static str],
) -> Case {
    Case { script, actions, findings }
}

const STOP: &[&str] = &["ec2:StopInstances"];
const LOST: &str = "behind this call is not to be seen";
const HIDDEN: &[&str] = &[LOST];

/// A runbook with a script that begins like every other and has a function to be called.
fn whole(script: &str) -> String {
    of_script(&format!("import boto3\n{script}\ndef main(events, context):\n    pass"))
}

#[track_caller]
fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for Case { script, actions, findings: expected } in cases {
        let source = whole(script);
        let (_, runbook) = needs(&source);
        let mut all: Vec<&str> = runbook.derived.needs.iter().map(|it| it.action()).collect();
        all.dedup();
        let said: Vec<String> = findings(&source).into_iter().map(|it| it.message).collect();
        let fits = said.len() == expected.len()
            && expected.iter().all(|part| said.iter().any(|it| it.contains(part)));
        if all != *actions || !fits {
            wrong.push(format!("{script}\n  actions {all:?}\n  findings {said:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n---\n"));
}

#[test]
fn methods_are_followed_as_values() {
    check(&[
        found(
            "ec2 = boto3.client('ec2')\nstop = ec2.stop_instances\nstop(InstanceIds=['i-1'])",
            STOP,
        ),
        found(
            "ec2 = boto3.client('ec2')\nexecutor.submit(ec2.stop_instances, InstanceIds=['i-1'])",
            STOP,
        ),
        found(
            "import functools\nf = functools.partial(boto3.client('ec2').stop_instances, DryRun=True)\nf()",
            STOP,
        ),
        found(
            "from functools import partial\npartial(boto3.client('ec2').stop_instances)(InstanceIds=[])",
            STOP,
        ),
        found("list(map(boto3.client('ec2').stop_instances, [1, 2]))", STOP),
        found(
            "import threading\nec2 = boto3.client('ec2')\nthreading.Thread(target=ec2.stop_instances).start()",
            STOP,
        ),
        found(
            "ops = {'stop': boto3.client('ec2').stop_instances}\nops['stop'](InstanceIds=['i-1'])",
            STOP,
        ),
        found(
            "for op in (boto3.client('ec2').stop_instances, boto3.client('ec2').start_instances):\n    op()",
            &["ec2:StartInstances", "ec2:StopInstances"],
        ),
        found("getattr(boto3.client('ec2'), 'stop_instances')(InstanceIds=['i-1'])", STOP),
        found("NAME = 'stop_' + 'instances'\ngetattr(boto3.client('ec2'), NAME)()", STOP),
        found(
            "def go(f):\n    f(InstanceIds=['i-1'])\ngo(boto3.client('ec2').stop_instances)",
            STOP,
        ),
        found(
            "def retry(f, **more):\n    return f(**more)\nretry(boto3.client('ec2').stop_instances, InstanceIds=['i'])",
            STOP,
        ),
        found(
            "import asyncio\nasync def go():\n    await asyncio.to_thread(boto3.client('ec2').stop_instances, InstanceIds=['i'])",
            STOP,
        ),
        found(
            "pages = boto3.client('ec2').get_paginator\npages('describe_images')",
            &["ec2:DescribeImages"],
        ),
        said("getattr(boto3.client('ec2'), name)()", &[], &["which method of the client of `ec2`"]),
        said("boto3.client('ec2').stop_all()", &[], &["has no method `stop_all`"]),
    ]);
}

#[test]
fn no_method_is_lost_where_another_call_of_the_service_is_seen() {
    const BOTH: &[&str] = &["ec2:DescribeImages", "ec2:StopInstances"];
    check(&[
        found("c = boto3.client('ec2')\nc.describe_images()\nc.stop_instances.__call__()", BOTH),
        found(
            "c = boto3.client('ec2')\nc.describe_images()\nf = {'a': c.stop_instances}.get('a')\nf()",
            BOTH,
        ),
        found(
            "c = boto3.client('ec2')\nc.describe_images()\nf = [c.stop_instances].pop()\nf()",
            BOTH,
        ),
        found(
            "c = boto3.client('ec2')\nc.describe_images.__self__.stop_instances()\nc.describe_images()",
            BOTH,
        ),
        found(
            "f = []\nf.append(boto3.client('ec2').describe_images)\nf.append(boto3.client('ec2').stop_instances)\nfor g in f:\n    g()",
            BOTH,
        ),
        said(
            "c = boto3.client('ec2')\nc.describe_images()\nsorted([c], key=lambda x: x.stop_instances())",
            &["ec2:DescribeImages"],
            &["`stop_instances` is called here on"],
        ),
        said(
            "c = boto3.client('ec2')\nc.describe_images()\nimport weakref\nweakref.ref(c)().stop_instances()",
            &["ec2:DescribeImages"],
            &["`stop_instances` is called here on", LOST],
        ),
        found(
            "with boto3.resource('dynamodb').Table('x').batch_writer() as b:\n    b.put_item(Item={})",
            &["dynamodb:BatchWriteItem"],
        ),
    ]);
}

#[test]
fn clients_are_followed_through_names() {
    check(&[
        found(
            "globals()['ec2'] = 1\nec2 = boto3.client('ec2')\nglobals()['ec2'].stop_instances()",
            STOP,
        ),
        found("ec2 = boto3.client('ec2')\nglobals().get('ec2').stop_instances()", STOP),
        found(
            "ec2 = None\ndef make():\n    global ec2\n    ec2 = boto3.client('ec2')\ndef use():\n    ec2.stop_instances()",
            STOP,
        ),
        found(
            "def outer():\n    ec2 = None\n    def make():\n        nonlocal ec2\n        ec2 = boto3.client('ec2')\n    def use():\n        ec2.stop_instances()",
            STOP,
        ),
        found(
            "def outer():\n    ec2 = boto3.client('ec2')\n    def inner():\n        return ec2.stop_instances()\n    return inner()",
            STOP,
        ),
        found("if (ec2 := boto3.client('ec2')):\n    ec2.stop_instances()", STOP),
        found("with boto3.client('ec2') as ec2:\n    ec2.stop_instances()", STOP),
        found(
            "from contextlib import closing\nwith closing(boto3.client('ec2')) as ec2:\n    ec2.stop_instances()",
            STOP,
        ),
        found("first, *rest = [boto3.client('ec2')]\nrest[0].stop_instances()", STOP),
        found("[c.stop_instances() for c in [boto3.client('ec2')]]", STOP),
        found("clients = [boto3.client(n) for n in ('ec2',)]\nclients[0].stop_instances()", STOP),
        found("print(f\"{boto3.client('ec2').stop_instances()}\")", STOP),
        found("from boto3 import *\nclient('ec2').stop_instances()", STOP),
        found("import sys\nsys.modules['boto3'].client('ec2').stop_instances()", STOP),
        found("make = boto3.client\nmake('ec2').stop_instances()", STOP),
        found("getattr(boto3, 'client')('ec2').stop_instances()", STOP),
        found(
            "from functools import partial\nmake = partial(boto3.client, region_name='eu-west-1')\nmake('ec2').stop_instances()",
            STOP,
        ),
        found("for c in map(boto3.client, ['ec2']):\n    c.stop_instances()", STOP),
        found("match boto3.client('ec2'):\n    case c:\n        c.stop_instances()", STOP),
        found(
            "x = boto3.client('ec2') if events else boto3.client('ec2')\nx.stop_instances()",
            STOP,
        ),
    ]);
}

#[test]
fn clients_are_followed_through_containers_and_objects() {
    check(&[
        found("c = {}\nc['a'] = boto3.client('ec2')\nc['a'].stop_instances()", STOP),
        found(
            "c = {}\ndef put():\n    c['a'] = boto3.client('ec2')\ndef use():\n    c['a'].stop_instances()",
            STOP,
        ),
        found("c = {'a': {'b': boto3.client('ec2')}}\nc['a']['b'].stop_instances()", STOP),
        found("c = []\nc.append(boto3.client('ec2'))\nfor x in c:\n    x.stop_instances()", STOP),
        found(
            "c = {'a': boto3.client('ec2')}\nfor name, x in c.items():\n    x.stop_instances()",
            STOP,
        ),
        found("c = {'a': boto3.client('ec2')}\nc.get('a').stop_instances()", STOP),
        found("c = dict(a=boto3.client('ec2'))\nc['a'].stop_instances()", STOP),
        found("c = {}\nc.setdefault('a', boto3.client('ec2')).stop_instances()", STOP),
        found("c = [boto3.client('ec2')]\nfor i, x in enumerate(c):\n    x.stop_instances()", STOP),
        found(
            "class A:\n    ec2 = boto3.client('ec2')\n    def go(self):\n        self.ec2.stop_instances()",
            STOP,
        ),
        found(
            "class A:\n    def __init__(self, c):\n        self.c = c\n    def go(self):\n        self.c.stop_instances()\nA(boto3.client('ec2')).go()",
            STOP,
        ),
        found(
            "class A:\n    def __init__(self, c):\n        self.c = c\nclass B(A):\n    def go(self):\n        self.c.stop_instances()\nB(boto3.client('ec2')).go()",
            STOP,
        ),
        found(
            "class A:\n    @property\n    def c(self):\n        return boto3.client('ec2')\n    def go(self):\n        self.c.stop_instances()",
            STOP,
        ),
        found(
            "class A:\n    c: object\n    def go(self):\n        self.c.stop_instances()\nA(c=boto3.client('ec2')).go()",
            STOP,
        ),
        found(
            "class A: pass\na = A()\nsetattr(a, 'c', boto3.client('ec2'))\na.c.stop_instances()",
            STOP,
        ),
        found("def f():\n    pass\nf.c = boto3.client('ec2')\nf.c.stop_instances()", STOP),
        found(
            "def make():\n    return {'a': boto3.client('ec2')}, 1\nmade, _ = make()\nmade['a'].stop_instances()",
            STOP,
        ),
        found(
            "def make():\n    yield boto3.client('ec2')\nfor c in make():\n    c.stop_instances()",
            STOP,
        ),
        found(
            "def make():\n    yield boto3.client('ec2')\ndef more():\n    yield from make()\nnext(more()).stop_instances()",
            STOP,
        ),
        said(
            "f()['a'] = boto3.client('ec2')",
            &[],
            &["no call on the client", "is put is not followed"],
        ),
    ]);
}

#[test]
fn clients_are_followed_into_functions() {
    check(&[
        found("(lambda c: c.stop_instances())(boto3.client('ec2'))", STOP),
        found("stop = lambda c=boto3.client('ec2'): c.stop_instances()\nstop()", STOP),
        found("make = lambda: boto3.client('ec2')\nmake().stop_instances()", STOP),
        found("list(map(lambda c: c.stop_instances(), [boto3.client('ec2')]))", STOP),
        found("def f(c):\n    c.stop_instances()\nexecutor.submit(f, boto3.client('ec2'))", STOP),
        found(
            "import threading\ndef f(c):\n    c.stop_instances()\nthreading.Thread(target=f, args=(boto3.client('ec2'),)).start()",
            STOP,
        ),
        found("def f(*all):\n    all[0].stop_instances()\nf(boto3.client('ec2'))", STOP),
        found("def f(**all):\n    all['c'].stop_instances()\nf(c=boto3.client('ec2'))", STOP),
        found("def f(c):\n    c.stop_instances()\nf(*[boto3.client('ec2')])", STOP),
        found("def f(c):\n    c.stop_instances()\nf(**{'c': boto3.client('ec2')})", STOP),
        found("def f(*, c):\n    c.stop_instances()\nf(c=boto3.client('ec2'))", STOP),
        found(
            "def deco(g):\n    def inner(*a):\n        return g(*a)\n    return inner\n@deco\ndef f(c):\n    c.stop_instances()\nf(boto3.client('ec2'))",
            STOP,
        ),
        found("def f(b):\n    b.client('ec2').stop_instances()\nf(boto3)", STOP),
        found(
            "def a(c):\n    b(c)\ndef b(c):\n    d(c)\ndef d(c):\n    e(c)\ndef e(c):\n    g(c)\ndef g(c):\n    h(c)\ndef h(c):\n    k(c)\ndef k(c):\n    c.stop_instances()\na(boto3.client('ec2'))",
            STOP,
        ),
        said("import other\nother.use(boto3.client('ec2'))", &[], HIDDEN),
        said(
            "import other\nec2 = boto3.client('ec2')\nec2.stop_instances()\nother.use(ec2)\nother.use(ec2)",
            STOP,
            &[LOST, LOST],
        ),
        said("executor.map(boto3.client, names)", &[], HIDDEN),
        said("pool.use(boto3)", &[], HIDDEN),
    ]);
}

#[test]
fn calls_of_unknown_things_that_look_like_aws_are_said() {
    check(&[
        said(
            "ec2 = boto3.client('ec2')\nec2.stop_instances()\nself.__dict__['c'].start_instances()",
            STOP,
            &["`start_instances` is called here on"],
        ),
        said(
            "import common\ncommon.get('ec2').stop_instances(InstanceIds=['i-1'])",
            &[],
            &["`stop_instances` is called here on"],
        ),
        said(
            "import common\ncommon.get('ec2').get_paginator('x')",
            &[],
            &["`get_paginator` is called here on"],
        ),
        said(
            "def f(c):\n    c.stop_instances(InstanceIds=['i-1'])",
            &[],
            &["`stop_instances` is called here on"],
        ),
        said(
            "import aioboto3\naioboto3.Session()",
            &[],
            &["behind `aioboto3.Session` are not followed"],
        ),
        said(
            "import botocore.session\nbotocore.session.get_session()",
            &[],
            &["behind `botocore.session.get_session`"],
        ),
        said("eval('boto3')", &[], &["code that is built"]),
        said("boto3.client(name)", &[], &["the service of this `boto3.client` is computed"]),
        // What looks alike and is nothing.
        found("d = {}\nd.update(a=1)\nd.copy()\n'{A}'.format(A=1)\nprint(d.get('x'))", &[]),
        found(
            "from botocore.config import Config\nfrom botocore.exceptions import ClientError\nc = Config(retries=1)\ntry:\n    pass\nexcept ClientError as e:\n    raise e",
            &[],
        ),
    ]);
}

#[test]
fn other_credentials_are_not_those_of_the_role() {
    check(&[
        found("boto3.client('ec2', aws_access_key_id=None).stop_instances()", STOP),
        said(
            "a = boto3.client('sts').assume_role(RoleArn='arn:aws:iam::111122223333:role/r', RoleSessionName='s')\nb = boto3.client('ec2', aws_access_key_id=a['Credentials']['AccessKeyId'])\nb.stop_instances()",
            &["sts:AssumeRole"],
            &["is not counted for the runbook's role"],
        ),
        said(
            "s = boto3.Session(aws_access_key_id='a', aws_secret_access_key='b')\ns.client('ec2').stop_instances()",
            &[],
            &["is not counted for the runbook's role"],
        ),
        said(
            "s = boto3.Session(profile_name='x')\ns.resource('s3').Bucket('b').upload_file('f', 'k')",
            &[],
            &["is not counted for the runbook's role"],
        ),
        said(
            "from boto3 import Session\ndef make(c):\n    k = {'aws_access_key_id': c}\n    return boto3.client('ec2', **k)\nmake(1).stop_instances()",
            STOP,
            &["may have other credentials"],
        ),
        said(
            "boto3.setup_default_session(aws_access_key_id='a')\nboto3.client('ec2').stop_instances()",
            STOP,
            &["gets other credentials here"],
        ),
        found(
            "for c in (boto3.client('ec2'), boto3.client('ec2', region_name='eu-west-1')):\n    c.stop_instances()",
            STOP,
        ),
    ]);
}

#[test]
fn things_behind_resources_are_narrowed() {
    for (script, expected) in [
        (
            "boto3.resource('dynamodb').Table('orders').put_item(Item={})",
            &["dynamodb:PutItem arn:aws:dynamodb:*:*:table/orders"][..],
        ),
        (
            "t = boto3.resource('dynamodb').Table('orders')\nt.table_name\nt.item_count",
            &["dynamodb:DescribeTable arn:aws:dynamodb:*:*:table/orders"],
        ),
        (
            "boto3.resource('s3').Bucket('b').upload_file('f', 'k')",
            &["s3:AbortMultipartUpload arn:aws:s3:::b/k", "s3:PutObject arn:aws:s3:::b/k"],
        ),
        ("boto3.resource('s3').Bucket('b').Object('k').get()", &["s3:GetObject arn:aws:s3:::b/k"]),
        (
            "boto3.resource('s3').Object('b', key='k').delete()",
            &["s3:DeleteObject arn:aws:s3:::b/k"],
        ),
        (
            "for o in boto3.resource('s3').Bucket('b').objects.all():\n    o.delete()",
            &["s3:DeleteObject arn:aws:s3:::b/*", "s3:ListBucket arn:aws:s3:::b"],
        ),
        (
            "boto3.client('s3').upload_file('f', 'b', 'k')",
            &["s3:AbortMultipartUpload arn:aws:s3:::b/k", "s3:PutObject arn:aws:s3:::b/k"],
        ),
        ("boto3.client('s3').download_file('b', 'k', 'f')", &["s3:GetObject arn:aws:s3:::b/k"]),
        (
            "boto3.resource('ec2').Instance('i-1').stop()",
            &["ec2:StopInstances arn:aws:ec2:*:*:instance/i-1"],
        ),
        (
            "boto3.resource('sns').Topic('arn:aws:sns:eu-west-1:111122223333:t').publish(Message='m')",
            &["sns:Publish arn:aws:sns:eu-west-1:111122223333:t"],
        ),
        (
            "boto3.resource('sqs').Queue('https://sqs.eu-west-1.amazonaws.com/111122223333/q').receive_messages()",
            &["sqs:ReceiveMessage arn:aws:sqs:eu-west-1:111122223333:q"],
        ),
        (
            "executor.submit(boto3.resource('dynamodb').Table('orders').put_item, Item={})",
            &["dynamodb:PutItem arn:aws:dynamodb:*:*:table/orders"],
        ),
    ] {
        let source = whole(script);
        let found = super::allowed(&source);
        let all = findings(&source);
        assert_eq!(found, expected, "{script}");
        assert!(all.is_empty(), "{script}: {all:#?}");
    }
}

#[test]
fn a_thing_of_which_the_name_is_computed_is_wide_and_said() {
    let script = "import boto3\ndef main(events, context):\n    boto3.resource('dynamodb').Table(context.x).scan()";
    let source = of_script(script);
    assert_eq!(super::allowed(&source), ["dynamodb:Scan arn:aws:dynamodb:*:*:table/*"]);
    let found = Project::of(&source).policy_findings("example");
    assert!(found.iter().any(|it| it.code == "E0495"), "{found:#?}");
}
