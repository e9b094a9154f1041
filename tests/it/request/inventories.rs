//! Inventories: what is gathered, as an association, and where it is copied to.

use serde_json::{Value, json};

use crate::support::{build, build_json, check_codes};

fn inventory(rest: &str) -> String {
    format!("inventory everything on tag(\"Env\", \"prod\") {{ schedule: rate(12h) {rest} }}")
}

fn parameters(rest: &str) -> Value {
    build_json(&inventory(rest), "associations/everything")["Parameters"].clone()
}

#[test]
fn what_is_not_named_is_switched_off() {
    assert_eq!(
        parameters("gather: [\"applications\", \"aws_components\", \"billing\"]"),
        json!({
            "applications": ["Enabled"],
            "awsComponents": ["Enabled"],
            "billingInfo": ["Enabled"],
            "customInventory": ["Disabled"],
            "instanceDetailedInformation": ["Disabled"],
            "networkConfig": ["Disabled"],
            "services": ["Disabled"],
            "windowsRoles": ["Disabled"],
            "windowsUpdates": ["Disabled"],
        })
    );
    assert_eq!(parameters(""), Value::Null);
}

#[test]
fn an_inventory_is_an_association_and_a_sync() {
    let source = inventory(
        "concurrency: 10%
         files: [{ path: \"/etc\", pattern: [\"*.conf\"], recursive: true }]
         registry: [{ path: r\"HKEY_LOCAL_MACHINE\\SOFTWARE\\Acme\", values: [\"Version\"] }]
         sync: { bucket: \"acme-inventory\", region: \"eu-west-1\", prefix: \"nodes\",
                 organization: true }",
    );
    let association = build_json(&source, "associations/everything");
    assert_eq!(association["Name"], "AWS-GatherSoftwareInventory");
    assert_eq!(association["ScheduleExpression"], "rate(12 hours)");
    assert_eq!(
        association["Parameters"]["files"],
        json!(["[{\"Path\":\"/etc\",\"Pattern\":[\"*.conf\"],\"Recursive\":true}]"])
    );
    assert_eq!(
        association["Parameters"]["windowsRegistry"],
        json!([
            "[{\"Path\":\"HKEY_LOCAL_MACHINE\\\\SOFTWARE\\\\Acme\",\"ValueNames\":[\"Version\"]}]"
        ])
    );
    assert_eq!(
        build_json(&source, "data-syncs/everything"),
        json!({
            "SyncName": "everything",
            "S3Destination": {
                "BucketName": "acme-inventory",
                "Prefix": "nodes",
                "SyncFormat": "JsonSerDe",
                "Region": "eu-west-1",
                "DestinationDataSharing": { "DestinationDataSharingType": "Organization" },
            },
        })
    );
    assert_eq!(build(&inventory("")).len(), 1);
}

#[test]
fn what_cannot_be_gathered_is_refused() {
    check_codes(&inventory("gather: [\"programs\"]"), &["E0302"]);
    check_codes(&inventory("gather: [\"services\", \"services\"]"), &["E0610"]);
    check_codes("inventory all_nodes { schedule: rate(1d) }", &["E0609"]);
    check_codes("inventory all_nodes on tag(\"A\", \"b\") { schedule: rate(10m) }", &["E0603"]);
    check_codes(&inventory("registry: [{ path: \"SOFTWARE\" }]"), &["E0610"]);
    check_codes(&inventory("sync: { bucket: \"acme-inventory\" }"), &["E0307"]);
    check_codes(&inventory("sync: { bucket: \"Acme\", region: \"eu-west-1\" }"), &["E0305"]);
    check_codes(&inventory("programs: true"), &["E0607"]);
    let sync = "bucket: \"acme-inventory\", region: \"eu-west-1\", prefix: \"/\"";
    check_codes(&inventory(&format!("sync: {{ {sync} }}")), &["E0305"]);
}
