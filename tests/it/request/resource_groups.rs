//! Resource groups: queries that are written for the author.

use serde_json::{Value, json};

use crate::support::{build_json, check_clean, check_codes};

fn query(request: &Value) -> Value {
    let text = request["ResourceQuery"]["Query"].as_str().unwrap_or_default();
    serde_json::from_str(text).unwrap_or_default()
}

#[test]
fn a_group_of_tags_is_a_query_of_tags() {
    let request = build_json(
        "group production = tag(\"Env\", \"prod\", \"live\") & tag(\"Role\")
         /// Web servers of production.
         resource_group web \"acme-web\" on production {
           types: [\"AWS::EC2::Instance\"]
           tags: { Team: \"web\" }
           criticality: 2
         }",
        "resource-groups/web",
    );
    assert_eq!(request["Name"], "acme-web");
    assert_eq!(request["Description"], "Web servers of production.");
    assert_eq!(request["Tags"], json!({ "Team": "web" }));
    assert_eq!(request["Criticality"], 2);
    assert_eq!(request["ResourceQuery"]["Type"], "TAG_FILTERS_1_0");
    assert_eq!(
        query(&request),
        json!({
            "ResourceTypeFilters": ["AWS::EC2::Instance"],
            "TagFilters": [
                { "Key": "Env", "Values": ["prod", "live"] },
                { "Key": "Role", "Values": [] },
            ],
        })
    );
}

#[test]
fn a_group_of_a_stack_is_a_query_of_the_stack() {
    let stack = "arn:aws:cloudformation:eu-west-1:111122223333:stack/web/1a2b";
    let request =
        build_json(&format!("resource_group web {{ stack: \"{stack}\" }}"), "resource-groups/web");
    assert_eq!(request["ResourceQuery"]["Type"], "CLOUDFORMATION_STACK_1_0");
    assert_eq!(
        query(&request),
        json!({ "ResourceTypeFilters": ["AWS::AllSupported"], "StackIdentifier": stack })
    );
}

#[test]
fn what_resource_groups_do_not_take_is_refused() {
    check_codes("resource_group web { on: all }", &["E0610"]);
    check_codes("resource_group web { on: instances(\"i-0123456789abcdef0\") }", &["E0610"]);
    check_codes("resource_group web { types: [\"AWS::EC2::Instance\"] }", &["E0609"]);
    check_codes("resource_group web { stack: \"web\" }", &["E0305"]);
    check_codes("resource_group web { on: tag(\"A\") types: [\"Instance\"] }", &["E0610"]);
    check_codes("resource_group web \"AwsWeb\" { on: tag(\"A\") }", &["E0610"]);
    check_codes("resource_group web { on: tag(\"A\") description: \"a, b\" }", &["E0305"]);
    let stack = "arn:aws:cloudformation:eu-west-1:111122223333:stack/web/1a2b";
    check_codes(&format!("resource_group web on tag(\"A\") {{ stack: \"{stack}\" }}"), &["E0611"]);
    check_codes("resource_group web on tag(\"A\") { on: tag(\"B\") }", &["E0608"]);
}

#[test]
fn documentation_that_no_description_takes_stays_in_the_source() {
    let source = "/// Web servers, and their databases.
        resource_group web { on: tag(\"A\") }";
    check_clean(source);
    assert_eq!(build_json(source, "resource-groups/web").get("Description"), None);
}
