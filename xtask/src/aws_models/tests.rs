//! A small release of our own, with every kind of shape, from its JSON to what a program sees.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use ordain::aws::{Bounds, Kind, Model, Shape};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Target, check_in, write_to};

/// A folder with a release in `release/` and a place for what is made of it.
struct Workshop {
    folder: TempDir,
}

impl Workshop {
    fn new(model: &Value) -> Self {
        let workshop = Workshop { folder: tempfile::tempdir().unwrap() };
        workshop.put("botocore/__init__.py", "import os\n\n__version__ = '9.8.7'\n");
        workshop.put("botocore-9.8.7.dist-info/LICENSE.txt", "the licence\n");
        workshop.put("botocore-9.8.7.dist-info/NOTICE", "the notice\n");
        workshop.put("botocore/data/endpoints.json", "{}");
        workshop.service("garden", "2020-01-01", model);
        workshop
    }

    fn service(&self, name: &str, version: &str, model: &Value) {
        let path = self.release().join(format!("botocore/data/{name}/{version}/service-2.json.gz"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut gz = GzEncoder::new(File::create(path).unwrap(), Compression::default());
        gz.write_all(model.to_string().as_bytes()).unwrap();
        gz.finish().unwrap();
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.release().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn release(&self) -> PathBuf {
        self.folder.path().join("release")
    }

    fn target(&self) -> Target {
        fs::create_dir_all(self.folder.path().join("src/aws")).unwrap();
        fs::write(self.folder.path().join("rustfmt.toml"), "").unwrap();
        Target::below(self.folder.path())
    }

    fn write(&self) -> Result<String, String> {
        write_to(&self.release(), &self.target())
    }

    fn model(&self) -> Model {
        self.write().unwrap();
        let bytes = fs::read(self.target().models.join("garden.bin")).unwrap();
        Model::read(bytes).unwrap()
    }

    /// All files but those of the release, with what is in them.
    fn made(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        for folder in ["models", "src/aws"] {
            let folder = self.folder.path().join(folder);
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                files.push((path.clone(), fs::read(path).unwrap()));
            }
        }
        files.sort();
        files
    }
}

fn garden() -> Value {
    json!({
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": "plants", "protocol": "rest-json",
            "serviceFullName": "A Garden", "serviceId": "Garden", "signingName": "green"
        },
        "operations": {
            "WaterBed": {
                "name": "WaterBed", "http": {},
                "input": { "shape": "WaterBedRequest" },
                "output": { "shape": "Bed", "resultWrapper": "Result" },
                "errors": [{ "shape": "DryFault" }],
                "documentation": "<p>Waters a <code>Bed</code>. Slowly.</p>",
                "deprecated": true, "readonly": true
            },
            "Rest": { "name": "Rest", "http": {} },
            "Watch": { "name": "Watch", "http": {}, "output": { "shape": "Film" } }
        },
        "shapes": shapes()
    })
}

fn shapes() -> Value {
    json!({
        "WaterBedRequest": {
            "type": "structure",
            "required": ["name", "token"],
            "members": {
                "token": { "shape": "Word", "idempotencyToken": true },
                "name": { "shape": "Name", "documentation": "Which one. Of all." },
                "amount": { "shape": "Amount", "deprecated": true, "jsonvalue": true },
                "badge": { "shape": "Word", "jsonvalue": true, "location": "header" },
                "warmth": { "shape": "Warmth" },
                "seed": { "shape": "Seed" },
                "note": { "shape": "Note" }
            }
        },
        "Bed": {
            "type": "structure",
            "members": {
                "Rows": { "shape": "Rows" },
                "ByName": { "shape": "ByName" },
                "Since": { "shape": "Since" },
                "Wet": { "shape": "Wet" },
                "Count": { "shape": "Count" },
                "Exact": { "shape": "Exact" },
                "Choice": { "shape": "Choice" },
                "Around": { "shape": "Bed" }
            }
        },
        "Choice": { "type": "structure", "union": true, "members": { "Word": { "shape": "Word" } } },
        "Rows": { "type": "list", "member": { "shape": "Word" }, "min": 1, "max": 40 },
        "ByName": {
            "type": "map", "key": { "shape": "Name" }, "value": { "shape": "Count" }, "max": 9
        },
        "Name": {
            "type": "string", "min": 2, "max": 30, "pattern": "[a-z]+", "sensitive": true
        },
        "Word": { "type": "string", "enum": ["rose", "leek"], "documentation": "A word." },
        "Amount": { "type": "integer", "min": -5, "max": 5 },
        "Count": { "type": "long", "max": 9_223_372_036_854_775_807_i64 },
        "Warmth": { "type": "float", "min": 0.5 },
        "Exact": { "type": "double", "min": -19.5, "max": 30 },
        "Wet": { "type": "boolean", "box": true },
        "Since": { "type": "timestamp", "timestampFormat": "iso8601" },
        "Seed": { "type": "blob", "max": 16 },
        "Note": { "type": "structure", "document": true, "members": {} },
        "Film": { "type": "structure", "members": { "Body": { "shape": "Body" } } },
        "Body": { "type": "blob", "streaming": true },
        "DryFault": {
            "type": "structure", "exception": true, "members": {},
            "error": { "code": "Dry", "httpStatusCode": 400 }
        },
        "NobodyNeedsThis": { "type": "string" }
    })
}

const PAGES: &str = r#"{ "pagination": { "WaterBed": {
    "input_token": "token", "output_token": ["A.Next", "B"], "result_key": "Rows",
    "limit_key": "amount", "more_results": "Wet" } } }"#;

/// The shape of a member below an operation's input or output.
#[track_caller]
fn member<'m>(shape: Option<Shape<'m>>, name: &str) -> Shape<'m> {
    shape.unwrap().members().get(name).unwrap().shape()
}

#[test]
fn every_kind_of_shape_is_packed() {
    let model = Workshop::new(&garden()).model();
    let operation = model.operation("WaterBed").unwrap();
    let (input, output) = (operation.input(), operation.output());
    let Kind::String(name) = member(input, "name").kind() else { panic!() };
    assert_eq!(name.length, Bounds { min: Some(2), max: Some(30) });
    assert_eq!(name.pattern, Some("[a-z]+"));
    assert!(name.values.is_empty() && member(input, "name").is_sensitive());
    let Kind::String(word) = member(input, "token").kind() else { panic!() };
    assert_eq!(word.values.iter().collect::<Vec<_>>(), ["rose", "leek"]);
    let bounds = Bounds { min: Some(-5), max: Some(5) };
    assert_eq!(member(input, "amount").kind(), Kind::Integer(bounds));
    let bounds = Bounds { min: Some(0.5), max: None };
    assert_eq!(member(input, "warmth").kind(), Kind::Float(bounds));
    let bounds = Bounds { min: None, max: Some(16) };
    assert_eq!(member(input, "seed").kind(), Kind::Blob(bounds));
    assert_eq!(member(input, "note").kind(), Kind::Document);
    let bounds = Bounds { min: None, max: Some(i64::MAX) };
    assert_eq!(member(output, "Count").kind(), Kind::Long(bounds));
    let bounds = Bounds { min: Some(-19.5), max: Some(30.0) };
    assert_eq!(member(output, "Exact").kind(), Kind::Double(bounds));
    assert_eq!(member(output, "Wet").kind(), Kind::Boolean);
    assert_eq!(member(output, "Since").kind(), Kind::Timestamp);
    let Kind::List { element, length } = member(output, "Rows").kind() else { panic!() };
    assert_eq!((element.name(), length), ("Word", Bounds { min: Some(1), max: Some(40) }));
    let Kind::Map { key, value, length } = member(output, "ByName").kind() else { panic!() };
    assert_eq!((key.name(), value.name(), length.max), ("Name", "Count", Some(9)));
    let Kind::Union(members) = member(output, "Choice").kind() else { panic!() };
    assert_eq!(members.names().collect::<Vec<_>>(), ["Word"]);
    assert_eq!(member(output, "Around"), output.unwrap());
}

#[test]
fn what_is_said_of_service_operation_and_member_is_packed() {
    let workshop = Workshop::new(&garden());
    workshop.put("botocore/data/garden/2020-01-01/paginators-1.json", PAGES);
    let model = workshop.model();
    assert_eq!((model.name(), model.service_id()), ("garden", "Garden"));
    assert_eq!((model.endpoint_prefix(), model.signing_name()), ("plants", "green"));
    assert_eq!((model.protocol(), model.api_version()), ("rest-json", "2020-01-01"));
    let names: Vec<_> = model.operations().map(|it| it.name()).collect();
    assert_eq!(names, ["Rest", "Watch", "WaterBed"]);
    let operation = model.operation("WaterBed").unwrap();
    assert!(operation.is_deprecated() && operation.is_read_only() && !operation.is_idempotent());
    assert_eq!(operation.documentation(), Some("Waters a `Bed`."));
    assert_eq!(operation.errors().map(Shape::error_name).collect::<Vec<_>>(), ["Dry"]);
    let pages = operation.pagination().unwrap();
    assert_eq!((pages.input_tokens, pages.output_tokens), (vec!["token"], vec!["A.Next", "B"]));
    assert_eq!((pages.result_keys, pages.limit_key), (vec!["Rows"], Some("amount")));
    assert_eq!(pages.more_results, Some("Wet"));
    let members = operation.input().unwrap().members();
    let required: Vec<_> = operation.required_input().map(|it| it.name()).collect();
    assert_eq!(required, ["name"], "the client makes the token up");
    assert_eq!(members.get("name").unwrap().documentation(), Some("Which one."));
    assert_eq!(members.get("token").unwrap().documentation(), Some("A word."));
    assert_eq!(members.get("seed").unwrap().documentation(), None);
    let amount = members.get("amount").unwrap();
    assert!(amount.is_deprecated() && !amount.is_json());
    assert!(members.get("badge").unwrap().is_json());
    assert!(model.operation("Watch").unwrap().streams_output());
    assert!(model.operation("Rest").unwrap().output().is_none());
    assert!(model.shapes().all(|shape| shape.name() != "NobodyNeedsThis"));
}

#[test]
fn the_latest_version_is_packed_with_its_extras() {
    let mut old = garden();
    old["operations"] = json!({ "Old": { "name": "Old" } });
    let workshop = Workshop::new(&garden());
    workshop.service("garden", "2019-12-31", &old);
    let extras =
        r#"{ "merge": { "shapes": { "Film": { "members": { "More": { "shape": "Word" } } } } } }"#;
    workshop.put("botocore/data/garden/2020-01-01/service-2.sdk-extras.json", extras);
    let model = workshop.model();
    assert!(model.operation("Old").is_none());
    let film = model.operation("Watch").unwrap().output().unwrap();
    assert_eq!(film.members().names().collect::<Vec<_>>(), ["Body", "More"]);
}

#[test]
fn licence_and_notice_travel_with_the_models() {
    let workshop = Workshop::new(&garden());
    workshop.write().unwrap();
    let models = workshop.target().models;
    assert_eq!(fs::read_to_string(models.join("LICENSE.txt")).unwrap(), "the licence\n");
    assert_eq!(fs::read_to_string(models.join("NOTICE.txt")).unwrap(), "the notice\n");
    let readme = fs::read_to_string(models.join("README.md")).unwrap();
    assert!(readme.contains("botocore 9.8.7 ") && readme.contains("1 services, 3 operations"));
    let table = fs::read_to_string(workshop.target().table).unwrap();
    assert!(table.contains(r#"MODELS_VERSION: &str = "9.8.7""#) && table.contains(r#""garden""#));
}

#[test]
fn the_same_release_gives_the_same_bytes_and_no_changes() {
    let workshop = Workshop::new(&garden());
    workshop.write().unwrap();
    let made = workshop.made();
    let totals = "botocore 9.8.7: 1 services, 3 operations, 18 shapes";
    let printed = workshop.write().unwrap();
    assert!(printed.starts_with(totals), "{printed}");
    assert_eq!(workshop.made(), made);
    check_in(&workshop.release(), &workshop.target()).unwrap();
}

#[test]
fn a_wheel_is_read_as_the_folder_is() {
    let workshop = Workshop::new(&garden());
    workshop.write().unwrap();
    let wheel = workshop.folder.path().join("botocore.whl");
    let mut zip = zip::ZipWriter::new(File::create(&wheel).unwrap());
    let release = workshop.release();
    for file in [
        "botocore/__init__.py",
        "botocore/data/garden/2020-01-01/service-2.json.gz",
        "botocore-9.8.7.dist-info/LICENSE.txt",
        "botocore-9.8.7.dist-info/NOTICE",
    ] {
        zip.start_file(file, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&fs::read(release.join(file)).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    check_in(&wheel, &workshop.target()).unwrap();
}

#[test]
fn an_update_says_what_changed() {
    let workshop = Workshop::new(&garden());
    workshop.service("pond", "2020-01-01", &garden());
    workshop.write().unwrap();
    let mut next = garden();
    next["operations"]["Weed"] = json!({ "name": "Weed" });
    next["operations"].as_object_mut().unwrap().remove("Rest");
    next["shapes"]["Bed"]["members"]["New"] = json!({ "shape": "Word" });
    next["shapes"]["Bed"]["members"].as_object_mut().unwrap().remove("Wet");
    next["shapes"]["Bed"]["members"]["Count"]["shape"] = json!("Word");
    next["shapes"]["Bed"]["required"] = json!(["Rows"]);
    next["shapes"]["Name"]["max"] = json!(31);
    next["shapes"]["Word"]["enum"] = json!(["rose", "kale"]);
    workshop.service("garden", "2020-01-01", &next);
    workshop.service("hedge", "2020-01-01", &garden());
    fs::remove_dir_all(workshop.release().join("botocore/data/pond")).unwrap();
    let check = check_in(&workshop.release(), &workshop.target()).unwrap_err();
    assert!(check.contains("files are not what aws-models would write"), "{check}");
    let changes = workshop.write().unwrap();
    let changes: Vec<&str> = changes.lines().collect();
    assert_eq!(
        changes.get(..changes.len() - 1).unwrap(),
        [
            "~ garden",
            "    + operation Weed",
            "    - operation Rest",
            "    ~ Bed",
            "        + member New",
            "        - member Wet",
            "        ! member Rows is required",
            "        ~ member Count: Count is Word",
            "    ~ Name",
            "        ~ string (2 to 30) of [a-z]+ is string (2 to 31) of [a-z]+",
            "    ~ Word",
            "        + value kale",
            "        - value leek",
            "+ hedge (3 operations, 18 shapes)",
            "- pond (3 operations, 18 shapes)",
        ]
    );
}

/// Writes a good release, breaks it, and sees that the error names file and place and that
/// nothing on disk changed.
#[track_caller]
fn check_refused(damage: impl Fn(&Workshop), expected: &[&str]) {
    let workshop = Workshop::new(&garden());
    workshop.write().unwrap();
    let made = workshop.made();
    damage(&workshop);
    let error = workshop.write().unwrap_err();
    for part in expected {
        assert!(error.contains(part), "{part} is not in: {error}");
    }
    assert_eq!(workshop.made(), made);
    let left = fs::read_dir(workshop.folder.path()).unwrap().count();
    assert_eq!(left, 4, "models, release, rustfmt.toml and src");
}

#[track_caller]
fn check_refused_model(change: impl Fn(&mut Value), expected: &str) {
    let damage = |workshop: &Workshop| {
        let mut model = garden();
        change(&mut model);
        workshop.service("garden", "2020-01-01", &model);
    };
    check_refused(damage, &["garden/2020-01-01/service-2.json.gz", expected]);
}

#[test]
fn a_shape_that_is_not_there_is_named_with_its_place() {
    let expected = "at shapes.Rows.member: there is no shape `Gone`";
    check_refused_model(|it| it["shapes"]["Rows"]["member"]["shape"] = json!("Gone"), expected);
    let expected = "at operations.WaterBed.errors[0]: there is no shape `Gone`";
    let change =
        |it: &mut Value| it["operations"]["WaterBed"]["errors"][0]["shape"] = json!("Gone");
    check_refused_model(change, expected);
}

#[test]
fn a_model_of_another_form_is_refused_with_its_place() {
    let expected = "at shapes.Word.type: unknown variant `colour`";
    check_refused_model(|it| it["shapes"]["Word"]["type"] = json!("colour"), expected);
    let expected = "at shapes.Bed.members.Rows: missing field `shape`";
    check_refused_model(|it| it["shapes"]["Bed"]["members"]["Rows"] = json!({}), expected);
    let expected = "at shapes.ByName: missing field `key`";
    let change = |it: &mut Value| {
        it["shapes"]["ByName"].as_object_mut().unwrap().remove("key");
    };
    check_refused_model(change, expected);
    let expected = "at shapes.WaterBedRequest.required: `other` is no member";
    let change = |it: &mut Value| it["shapes"]["WaterBedRequest"]["required"] = json!(["other"]);
    check_refused_model(change, expected);
    let expected = "at shapes.Amount.min: `0.5` is no whole number of 64 bits";
    check_refused_model(|it| it["shapes"]["Amount"]["min"] = json!(0.5), expected);
    check_refused_model(|it| *it = json!("text"), "expected struct ServiceModel");
}

#[test]
fn a_truncated_file_is_refused() {
    let path = "botocore/data/garden/2020-01-01/service-2.json.gz";
    let cut = |workshop: &Workshop| {
        let bytes = fs::read(workshop.release().join(path)).unwrap();
        fs::write(workshop.release().join(path), &bytes[..bytes.len() / 2]).unwrap();
    };
    check_refused(cut, &["service-2.json.gz", "cannot be unpacked"]);
    let pages = "botocore/data/garden/2020-01-01/paginators-1.json";
    check_refused(|it| it.put(pages, &PAGES[..60]), &["paginators-1.json", "line 2"]);
}

#[test]
fn a_release_of_something_else_is_refused() {
    let refused = |path: &Path| {
        let workshop = Workshop::new(&garden());
        write_to(path, &workshop.target()).unwrap_err()
    };
    let empty = tempfile::tempdir().unwrap();
    assert!(refused(empty.path()).contains("no models below botocore/data"));
    let file = empty.path().join("x.whl");
    assert!(refused(&file).contains("x.whl"));
    fs::write(&file, "no wheel").unwrap();
    assert!(refused(&file).contains("x.whl"));
    let licence = |it: &Workshop| {
        fs::remove_dir_all(it.release().join("botocore-9.8.7.dist-info")).unwrap();
    };
    check_refused(licence, &["no LICENSE.txt of botocore"]);
    check_refused(|it| it.put("botocore/__init__.py", ""), &["no line `__version__ = …`"]);
}
