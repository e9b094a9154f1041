//! What documents hold that people wrote by hand: each has a form that gives exactly that.

use serde_json::{Value as Json, json};

use super::{built, clean, codes, inputs, one};

const PARAMETER: &str = "\nlet found = aws.ec2.DescribeVpcs()";

fn parameter(written: &str) -> Json {
    built(&format!("param One: {written}{PARAMETER}"))["parameters"]["One"].clone()
}

#[test]
fn the_definition_of_a_parameter_can_be_said_field_by_field() {
    assert_eq!(
        parameter("Map<Json> with { maxChars: 20, minItems: 1, displayType: \"textfield\" }"),
        json!({
            "type": "StringMap", "maxChars": 20, "minItems": 1, "displayType": "textfield",
        })
    );
    assert_eq!(
        parameter(
            "Bool with { allowedValues: [true], allowedPattern: r\"^true$\", default: true }"
        ),
        json!({
            "type": "Boolean", "default": true, "allowedValues": [true],
            "allowedPattern": "^true$",
        })
    );
    assert_eq!(
        parameter("List<String> with { allowedValues: [\"a\"], maxItems: 3, minChars: 2 }"),
        json!({ "type": "StringList", "allowedValues": ["a"], "maxItems": 3, "minChars": 2 })
    );
    assert_eq!(
        parameter("aws.iam.RoleArn with { default: \"\", allowedPattern: raw(\"^$|{{ssm:/r}}\") }"),
        json!({
            "type": "AWS::IAM::Role::Arn", "default": "", "allowedPattern": "^$|{{ssm:/r}}",
        })
    );
}

#[test]
fn null_leaves_out_what_the_type_would_give() {
    assert_eq!(
        parameter("Int(1..5) = 3 with { allowedPattern: null }"),
        json!({ "type": "Integer", "default": 3 })
    );
    assert_eq!(
        parameter("String(pattern: r\"^a$\")? with { allowedPattern: r\"^a$\" }"),
        json!({ "type": "String", "default": "", "allowedPattern": "^a$" })
    );
}

#[test]
fn a_field_that_no_definition_has_is_refused() {
    let body = format!("param One: String with {{ minimum: 3 }}{PARAMETER}");
    codes(&body, &["E0354", "E0308"]);
    let body = format!("param One: String with {{ displayType: \"big\" }}{PARAMETER}");
    codes(&body, &["E0354", "E0302"]);
}

#[test]
fn a_default_in_other_words_makes_a_parameter_optional() {
    let child = "runbook child {\nparam Note: String with { default: \"x\" }\n\
                 let found = aws.ec2.DescribeVpcs(NextToken: Note)\n}\n";
    crate::support::check_clean(&format!("{child}runbook parent {{\ncall child()\n}}\n"));
    let child = child.replace("default: \"x\"", "default: null");
    let found = crate::support::check_one(&format!("{child}runbook parent {{\ncall child()\n}}\n"));
    assert_eq!(found.code, "E0340");
}

#[test]
fn a_description_is_taken_to_the_letter() {
    let document = built(
        "description: \"  two\\n lines \\n\\n\"\n\
         param One: String description \"(Required)\\t\\n\"\n\
         /// For people.\n\
         var Two: Int = 3 description \"\"\n\
         let found = aws.ec2.DescribeVpcs(NextToken: One) description text\"\"\"\n  a\n    b\n\"\"\" timeout 5s\n\
         Two = 4 description \"{{ not a name }}\"",
    );
    assert_eq!(document["description"], "  two\n lines \n\n");
    assert_eq!(document["parameters"]["One"]["description"], "(Required)\t\n");
    assert_eq!(document["variables"]["Two"]["description"], "");
    assert_eq!(document["mainSteps"][0]["description"], "a\n  b\n");
    assert_eq!(document["mainSteps"][0]["timeoutSeconds"], 5);
    assert_eq!(document["mainSteps"][1]["description"], "{{ not a name }}");
}

#[test]
fn description_is_a_name_as_well() {
    clean(
        "let description = \"x\"\naws.sns.Publish(Message: description, TopicArn: \"arn:aws:sns:us-east-1:111122223333:t\")\nvar ends: Int = 1\nends = 2",
    );
}

#[test]
fn a_reference_that_stands_alone_has_any_type() {
    let body = "param Many: List<String>\nparam Count: Int\nparam Whole: Map<Json>\n\
                let made = aws.ec2.RunInstances(ImageId: \"ami-0123456789abcdef0\", \
                MinCount: raw(\"{{ Count }}\"), MaxCount: raw(\"{{Count}}\"), \
                SecurityGroupIds: raw(\"{{ Many }}\"), EbsOptimized: raw(\"{{ variable:Flag }}\"), \
                CreditSpecification: raw(\"{{ Whole }}\"))\nvar Flag: Bool = true";
    let given = inputs(&body.replace("\nvar Flag: Bool = true", "").replacen(
        "let made",
        "var Flag: Bool = true\nlet made",
        1,
    ));
    assert_eq!(given["MinCount"], "{{ Count }}");
    assert_eq!(given["MaxCount"], "{{Count}}");
    assert_eq!(given["SecurityGroupIds"], "{{ Many }}");
    assert_eq!(given["EbsOptimized"], "{{ variable:Flag }}");
    assert_eq!(given["CreditSpecification"], "{{ Whole }}");
}

#[test]
fn a_reference_with_text_around_it_is_text() {
    let found = one("aws.ec2.DescribeVpcs(MaxResults: raw(\"1{{ global:DATE }}\"))");
    assert_eq!(found.code, "E0301");
}

#[test]
fn a_reference_stands_for_no_value_that_the_build_needs() {
    let found = one("param Count: Int\naws.ec2.DescribeVpcs() attempts raw(\"{{ Count }}\")");
    assert_eq!(found.code, "E0321");
}

#[test]
fn a_parameter_that_raw_text_names_is_used() {
    clean("param Count: Int\naws.ec2.DescribeVpcs(MaxResults: raw(\"{{ Count }}\"))");
}

#[test]
fn a_withdrawn_runtime_can_be_meant() {
    let body = "let old = python \"\"\"\n  def main(events, context):\n    return 1\"\"\" \
                with { Runtime: raw(\"python3.7\") }";
    assert_eq!(inputs(body)["Runtime"], "python3.7");
    assert_eq!(inputs(body)["Script"], "def main(events, context):\n  return 1");
    let project = crate::support::Project::of(&super::runbook(body));
    let findings = project.build_findings();
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].code.as_str(), findings[0].is_error), ("E0651", false));
}

#[test]
fn an_output_of_the_document_can_be_listed_as_it_stands() {
    let document = built(
        "let found = aws.ec2.DescribeVpcs()\nlet kid = call \"AWS-RestartEC2Instance\"(InstanceId: [\"i-0123456789abcdef0\"])\n\
         output raw(\"found.OutputPayload\")\noutput kid.Output\noutput raw(\"kid.OutputPayload\")",
    );
    assert_eq!(
        document["outputs"],
        json!(["found.OutputPayload", "kid.Output", "kid.OutputPayload"])
    );
    assert_eq!(document["mainSteps"].as_array().map(Vec::len), Some(2));
    let project = crate::support::Project::of(&super::runbook(
        "let found = aws.ec2.DescribeVpcs()\noutput raw(\"found.Nothing\")",
    ));
    assert_eq!(project.build_findings()[0].code, "E0658");
}

#[test]
fn a_variable_may_have_no_first_value() {
    let body = "param Flag: Bool\nvar State: String\nif Flag {\nState = \"a\"\n} else {\nState = \"b\"\n}\n\
                aws.sns.Publish(Message: State, TopicArn: \"arn:aws:sns:us-east-1:111122223333:t\")";
    assert_eq!(built(body)["variables"]["State"], json!({ "type": "String" }));
    let body = body.replace("} else {\nState = \"b\"\n}", "}");
    assert_eq!(one(&body).code, "E0512");
    assert_eq!(one("var State\nState = \"x\"").code, "E0525");
}

#[test]
fn an_assignment_may_say_that_a_cancellation_ends_it() {
    let body = "var State: String = \"a\"\nstep set: action.updateVariable(Name: \"variable:State\", Value: \"x\") on cancel";
    assert_eq!(built(&format!("{body} abort"))["mainSteps"][0]["onCancel"], "Abort");
    let found = one(&format!("{body} goto next\nstep next: aws.ec2.DescribeVpcs()"));
    assert_eq!(found.code, "E0425");
}

#[test]
fn a_step_that_ends_may_jump_on_failure() {
    let body = "let one = aws.ec2.DescribeVpcs() on failure goto two ends\n\
                step two: aws.ec2.DescribeSubnets()";
    let document = built(body);
    assert_eq!(document["mainSteps"][0]["isEnd"], true);
    assert_eq!(document["mainSteps"][0]["onFailure"], "step:two");
    assert_eq!(document["mainSteps"].as_array().map(Vec::len), Some(2));
    let found = one("let one = aws.ec2.DescribeVpcs() ends\nstep two: sleep 1s");
    assert_eq!(found.code, "E0503");
}

#[test]
fn a_turn_of_a_loop_may_end_at_a_step() {
    let body = "param Ids: List<String>\nparam Flag: Bool\n\
                for turn in action.loop(Iterators: Ids) {\n\
                if Flag {\nstep first: aws.ec2.DescribeVpcs() ends\n}\n\
                step second: aws.ec2.DescribeSubnets()\n}";
    let document = built(body);
    let steps = &document["mainSteps"][0]["inputs"]["Steps"];
    assert_eq!(steps[1]["name"], "first");
    assert_eq!(steps[1]["isEnd"], true);
    assert_eq!(steps.as_array().map(Vec::len), Some(3));
}

#[test]
fn files_of_a_document_may_be_elsewhere() {
    let sum = "0123456789abcdef".repeat(4);
    let document = built(&format!(
        "files: {{ \"tool.zip\": {{ checksums: {{ SHA256: \"{sum}\" }}, size: 3 }} }}\n\
         action.executeScript(Runtime: \"python3.12\", Handler: \"tool.main\", Attachment: \"tool.zip\")"
    ));
    assert_eq!(
        document["files"],
        json!({ "tool.zip": { "checksums": { "SHA256": sum }, "size": 3 } })
    );
}
