//! Modules of steps: a call in a runbook stands for the statements of the module.

use serde_json::{Value, json};

use crate::support::{Project, build_json, check, check_clean, check_codes, check_one};

const STATE: &str = r#"
/// Stops an instance and tells what became of it.
module stopped {
  param id: aws.ec2.InstanceId
  param wait: Duration = 1m
  param tries: Int(1..5) = 2

  steps {
    let asked = aws.ec2.StopInstances(InstanceIds: [id]) attempts tries
    step rest: sleep wait
    let found = aws.ec2.DescribeInstances(InstanceIds: [id])
    output state = found.Reservations[0].Instances[0].State.Name
    output before = asked.StoppingInstances[0].PreviousState.Name
  }
}
"#;

fn runbook(members: &str) -> String {
    format!(
        "{STATE}runbook rrr \"Acme-R\" {{\n  param InstanceId: aws.ec2.InstanceId\n{members}\n}}\n"
    )
}

fn steps(source: &str) -> Vec<Value> {
    build_json(source, "documents/Acme-R")["mainSteps"].as_array().expect("steps").clone()
}

fn names(source: &str) -> Vec<String> {
    let name = |step: &Value| step["name"].as_str().expect("a name").to_owned();
    steps(source).iter().map(name).collect()
}

#[test]
fn a_call_stands_for_the_steps_under_its_name() {
    let source = runbook(
        "  let web = stopped(id: InstanceId, wait: 5m)\n  aws.sns.Publish(TopicArn: \"arn:aws:sns:us-east-1:111122223333:t\", Message: web.state)\n  output web.before",
    );
    check_clean(&source);
    let steps = steps(&source);
    assert_eq!(names(&source), ["web_asked", "web_rest", "web_found", "publish"]);
    assert_eq!(steps[0]["inputs"]["InstanceIds"], json!(["{{ InstanceId }}"]));
    assert_eq!(steps[0]["maxAttempts"], 2);
    assert_eq!(steps[1]["inputs"]["Duration"], "PT5M");
    let message = steps[3]["inputs"]["Message"].as_str().expect("a message");
    assert!(message.starts_with("{{ web_found."), "{message}");
    let outputs = &build_json(&source, "documents/Acme-R")["outputs"];
    assert!(outputs[0].as_str().is_some_and(|it| it.starts_with("web_asked.")), "{outputs}");
}

#[test]
fn calls_without_a_name_are_called_after_the_module() {
    let source = runbook(
        "  stopped(id: InstanceId)\n  stopped(id: InstanceId)\n  step third: stopped(id: InstanceId)\n  for n in [\"a\", \"b\"] {\n    let x = stopped(id: InstanceId)\n  }",
    );
    let names = names(&source);
    let asked: Vec<&String> = names.iter().filter(|name| name.contains("asked")).collect();
    assert_eq!(
        asked,
        ["stopped_asked", "stopped_2_asked", "third_asked", "x_asked_a", "x_asked_b"]
    );
}

#[test]
fn a_path_behind_a_call_reads_what_it_names() {
    let source = runbook("  let now = stopped(id: InstanceId).state\n  output now");
    assert_eq!(names(&source), ["now_asked", "now_rest", "now_found"]);
    check_codes(&runbook("  let now = stopped(id: InstanceId).stat\n  output now"), &["E0310"]);
}

#[test]
fn arguments_are_typed() {
    let runbook = |call: &str| runbook(&format!("  output InstanceId\n  {call}"));
    let found = check_one(&runbook("stopped(id: InstanceId, tries: 9)"));
    assert_eq!(found.underlined, "9");
    let found = check_one(&runbook("stopped()"));
    assert_eq!(found.message, "`stopped` needs `id`");
    let found = check_one(&runbook("stopped(id: InstanceId, tris: 1)"));
    assert_eq!(found.help.as_deref(), Some("write `tries`"));
}

#[test]
fn what_is_wrong_with_these_arguments_is_said_in_the_module_and_at_the_call() {
    // Clauses want values of the build.
    let source = runbook("  param Tries: Int(1..5) = 1\n  stopped(id: InstanceId, tries: Tries)");
    let found = check_one(&source);
    assert_eq!(found.underlined, "tries");
    assert_eq!(found.line, 9, "{found:#?}");
    assert_eq!(found.related, [("stopped".to_owned(), "called here".to_owned())]);
}

#[test]
fn a_mistake_in_a_module_is_one_finding_at_the_module() {
    let module = "module mmm {\n  steps {\n    aws.sns.Publsh(Message: \"x\")\n  }\n}\n";
    let runbook = "runbook rrr {\n  mmm()\n  mmm()\n}\n";
    let found = check(&format!("{module}{runbook}"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].related.is_empty());
    check_codes(module, &[found[0].code.as_str()]);
}

#[test]
fn what_is_read_must_have_been_written_inside_of_a_module_too() {
    let module = r#"
module mmm {
  param deep: Bool
  steps {
    if deep {
      let found = aws.ec2.DescribeRegions()
    }
    output regions = found.Regions[0].RegionName
  }
}
"#;
    check_clean(module);
    let call = |argument: &str| {
        format!(
            "{module}runbook rrr {{\n  param Deep: Bool = true\n  let m = mmm(deep: {argument})\n  aws.sns.Publish(TopicArn: \"arn:aws:sns:us-east-1:111122223333:t\", Message: m.regions)\n}}\n"
        )
    };
    let found = check_one(&call("Deep"));
    assert_eq!(found.underlined, "m.regions", "{found:#?}");
    check_codes(&call("true").replace("param Deep: Bool = true", ""), &[]);
}

#[test]
fn variables_loops_and_conditions_are_the_modules_own() {
    let module = r#"
module counted {
  param ids: List<aws.ec2.InstanceId>
  param message: String = "done"
  steps {
    var count: Int = 0
    for id in ids {
      aws.ec2.StopInstances(InstanceIds: [id])
      count = count + 1
      if count == 3 {
        break
      }
    }
    output count = count
  }
}
"#;
    let source = format!(
        "{module}runbook rrr \"Acme-R\" {{\n  param Ids: List<aws.ec2.InstanceId>\n  var count: Int = 5\n  let one = counted(ids: Ids)\n  count = one.count\n  output count = count\n}}\n"
    );
    check_codes(&source.replace("param message: String = \"done\"", ""), &[]);
    let found = check_one(&source);
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0354", "message"));
    let document = build_json(&source, "documents/Acme-R");
    let variables: Vec<&String> =
        document["variables"].as_object().expect("variables").keys().collect();
    assert_eq!(variables, ["count", "onecount"]);
}

#[test]
fn a_module_sees_nothing_of_who_calls_it() {
    let module =
        |body: &str| format!("module mmm {{\n  steps {{\n    sleep 1m\n    {body}\n  }}\n}}\n");
    let call = "runbook rrr {\n  param Word: String = \"w\"\n  step here: sleep 1m\n  for n in aws.ec2.DescribeRegions().Regions[*].RegionName {\n    mmm()\n  }\n  fail Word\n}\n";
    for body in ["break", "goto here", "fail Word"] {
        let found = check(&format!("{}{call}", module(body)));
        assert!(found.iter().any(|it| it.is_error && it.line == 4), "{body}: {found:#?}");
    }
}

#[test]
fn modules_call_modules_but_not_themselves() {
    let inner = "module inner {\n  steps {\n    let r = aws.ec2.DescribeRegions()\n    output name = r.Regions[0].RegionName\n  }\n}\n";
    let outer =
        "module outer {\n  steps {\n    let i = inner()\n    output name = i.name\n  }\n}\n";
    let source = format!(
        "{inner}{outer}runbook rrr \"Acme-R\" {{\n  let o = outer()\n  output o.name\n}}\n"
    );
    check_clean(&source);
    assert_eq!(names(&source), ["o_i_r"]);
    let circle = "module one {\n  steps {\n    two()\n  }\n}\nmodule two {\n  steps {\n    sleep 1m\n    one()\n  }\n}\nrunbook rrr {\n  one()\n  sleep 1m\n}\n";
    check_codes(circle, &["E0594", "E0594"]);
}

#[test]
fn a_module_of_another_project_brings_its_files() {
    let library = Project::of(
        "/// Tells.\nmodule told {\n  param word: String\n  steps {\n    let said = python(word: word) read(\"tell.py\") -> { text: String }\n    output text = said.text\n  }\n}\n",
    );
    let source = "use lib.told\nrunbook rrr \"Acme-R\" {\n  param Word: String\n  let t = told(word: Word)\n  output t.text\n}\n";
    let project = Project::of(source)
        .manifest("[project]\nname = \"p\"\n[dependencies]\nlib = { path = \"../1\" }\n")
        .asset("tell.py", "def main(events, context):\n    return {\"text\": events[\"word\"]}\n")
        .link("lib", 1)
        .depends_on(library);
    let document = project.build_json("documents/Acme-R");
    assert_eq!(document["mainSteps"][0]["name"], "t_said");
    assert_eq!(document["mainSteps"][0]["inputs"]["InputPayload"]["word"], "{{ Word }}");
}

#[test]
fn scripts_and_steps_go_where_they_run() {
    let scripts = "module mmm {\n  on linux {\n    apply sh\"true\"\n  }\n}\n";
    let found = check_one(&format!("{scripts}runbook rrr {{\n  mmm()\n  sleep 1m\n}}\n"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0595", "mmm"));
    let found =
        check_one(&format!("{STATE}command ccc {{\n  stopped(id: \"i-0123456789abcdef0\")\n}}\n"));
    assert_eq!(found.code, "E0595");
    let role = "role rrr {\n  sh \"true\"\n}\nrunbook bbb {\n  rrr()\n  sleep 1m\n}\n";
    let found = check_one(role);
    assert_eq!(
        (found.code.as_str(), found.help.as_deref()),
        ("E0516", Some("put it into `play on NODES { … }`"))
    );
}

#[test]
fn the_policy_of_a_runbook_holds_what_its_modules_call() {
    let source = runbook("  stopped(id: InstanceId)");
    let session = Project::of(&source).session();
    let outcome = session.iam(|document, _| document == "Acme-R");
    let runbook = outcome.runbooks.first().expect("a runbook");
    let text = format!("{:?}", runbook.derived);
    assert!(text.contains("ec2:StopInstances"), "{text}");
}
