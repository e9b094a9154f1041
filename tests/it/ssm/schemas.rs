//! The schemas themselves.

use ordain::ssm::tables::{all_actions, all_plugins};
use ordain::ssm::{Kind, Origins, schema_text, validate};
use ordain::text::FileSpan;
use serde_json::{Value, json};

#[test]
fn every_schema_is_a_schema() {
    for kind in Kind::ALL {
        let schema: Value = serde_json::from_str(schema_text(kind)).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{}", kind.as_str());
        assert_eq!(schema["$id"], format!("urn:ordain:schema:{}", kind.as_str()));
    }
}

#[test]
fn every_schema_compiles_and_refuses_what_is_no_document() {
    for kind in Kind::ALL {
        for value in [json!(null), json!([]), json!("x"), json!({}), json!({ "a": {} })] {
            let found = validate(kind, &value, &Origins::new(), FileSpan::default());
            assert!(!found.is_empty(), "{} accepts {value}", kind.as_str());
        }
    }
}

#[test]
fn what_has_a_pattern_says_it_in_words() {
    fn look(schema: &Value, path: &str) {
        if let Some(members) = schema.as_object() {
            if members.get("pattern").is_some_and(Value::is_string) {
                assert!(members.contains_key("description"), "{path} has no description");
            }
            // Inputs of steps are checked by the tables, in words of their own.
            for (name, value) in members.iter().filter(|(name, _)| !name.starts_with("inputs.")) {
                look(value, &format!("{path}/{name}"));
            }
        }
        for (number, value) in schema.as_array().into_iter().flatten().enumerate() {
            look(value, &format!("{path}/{number}"));
        }
    }
    for kind in Kind::ALL {
        look(&serde_json::from_str(schema_text(kind)).unwrap(), kind.as_str());
    }
}

#[test]
fn a_kind_is_found_by_its_name_and_by_its_document() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
    let of = |version: Value| Kind::of_document(&json!({ "schemaVersion": version }));
    assert_eq!(of(json!("0.3")), Some(Kind::Automation));
    assert_eq!(of(json!(2.2)), Some(Kind::Command));
    assert_eq!(of(json!("1.0")), Some(Kind::Session));
    assert_eq!(of(json!("9")), None);
}

#[test]
fn the_schemas_of_steps_know_every_action_and_plugin() {
    let names = |kind: Kind| -> Vec<String> {
        let schema: Value = serde_json::from_str(schema_text(kind)).unwrap();
        let names = schema["$defs"].as_object().unwrap().keys();
        names.filter_map(|name| name.strip_prefix("inputs.aws:")).map(str::to_owned).collect()
    };
    let actions: Vec<&str> = all_actions().iter().map(|spec| spec.short_name()).collect();
    let plugins: Vec<&str> = all_plugins().iter().map(|spec| spec.short_name()).collect();
    assert_eq!(names(Kind::Automation), actions);
    assert_eq!(names(Kind::Command), plugins);
}

#[test]
fn editors_that_read_the_schema_refuse_the_same_inputs() {
    let schema: Value = serde_json::from_str(schema_text(Kind::Automation)).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let accepts = |action: &str, inputs: Value| {
        let step = json!({ "name": "first", "action": action, "inputs": inputs });
        validator.is_valid(&json!({ "schemaVersion": "0.3", "mainSteps": [step] }))
    };
    assert!(accepts("aws:sleep", json!({ "Duration": "PT1M" })));
    assert!(!accepts("aws:sleep", json!({ "Duration": "PT1M", "Unit": "s" })));
    assert!(!accepts("aws:sleep", json!({})));
    assert!(!accepts("aws:sleep", json!({ "Duration": "PT1M", "Timestamp": "2030-01-01" })));
    let state = |state: &str| json!({ "InstanceIds": "{{ Ids }}", "DesiredState": state });
    assert!(accepts("aws:changeInstanceState", state("stopped")));
    assert!(accepts("aws:changeInstanceState", state("{{ State }}")));
    assert!(!accepts("aws:changeInstanceState", state("off")));
    assert!(accepts("aws:executeAwsApi", json!({ "Service": "a", "Api": "B", "Other": [1] })));
}
