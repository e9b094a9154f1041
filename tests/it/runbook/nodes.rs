//! Tasks for nodes inside a runbook.

use crate::support::{build, check_codes};

use super::{codes, runbook};

const PLAY: &str = "param Id: aws.ec2.InstanceId\nparam Word: String(pattern: r\"^[a-z]+$\")\nplay on [Id] {\nsh(word: Word) \"\"\"\necho \"$word\"\n\"\"\"\n}";

#[test]
fn a_play_becomes_a_command_that_the_runbook_runs() {
    let built = build(&runbook(PLAY));
    assert!(built.contains_key("documents/example-play.yaml"), "{:?}", built.keys());
    let document = &built["documents/example.yaml"];
    assert!(document.contains("DocumentName: example-play"), "{document}");
    assert!(document.contains("{{ Word }}"), "{document}");
}

#[test]
fn what_a_script_prints_on_one_node_is_its_result() {
    let body = "param Id: aws.ec2.InstanceId\nlet kernel = sh \"\"\"\nuname -r\n\"\"\" on Id -> String\naws.sns.Publish(TopicArn: \"arn:aws:sns:us-east-1:111122223333:ops\", Message: kernel)";
    let source = runbook(&body.replace(" on Id -> String", " -> String on Id"));
    let built = build(&source);
    assert!(built["documents/example.yaml"].contains("{{ kernel.Output }}"), "{built:#?}");
    assert!(built.contains_key("documents/example-kernel.yaml"), "{:?}", built.keys());
}

#[test]
fn a_script_for_nodes_says_where_it_runs() {
    codes("sh \"\"\"\nuptime\n\"\"\"", &["E0413"]);
}

#[test]
fn a_script_with_a_result_runs_on_one_node() {
    let source = "group web = tag(\"Role\", \"web\")\nrunbook example {\nlet kernel = sh \"\"\"\nuname -r\n\"\"\" -> String on web\nsleep 1m\noutput kernel\n}\n";
    check_codes(source, &["E0414"]);
}
