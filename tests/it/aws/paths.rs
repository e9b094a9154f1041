//! Paths into results: where they lead, and why some lead nowhere.

use ordain::aws::{Below, Found, Landing, Operation, PathError, Service, parse_path};

fn operation(name: &str) -> Operation<'static> {
    let (service, operation) = name.split_once('.').unwrap();
    Service::named(service).unwrap().model().operation(operation).unwrap()
}

fn result(call: &str, path: &str) -> Result<Landing<'static>, PathError<'static>> {
    operation(call).result(&parse_path(path).unwrap())
}

/// `string`, or `list 1 of string` behind one step that gives many.
#[track_caller]
fn check_type(call: &str, path: &str, expected: &str) {
    let landing = result(call, path).unwrap();
    let inner = match landing.found {
        Found::Shape(shape) => shape.kind_name(),
        Found::Untyped => "untyped",
    };
    let found = match landing.depth {
        0 => inner.to_owned(),
        depth => format!("list {depth} of {inner}"),
    };
    assert_eq!(found, expected);
}

#[track_caller]
fn check_error(call: &str, path: &str, expected: &str) {
    let error = result(call, path).unwrap_err();
    let on = error.on.map_or("nothing", |shape| shape.kind_name());
    assert_eq!(format!("{} on {on}: {:?}", error.segment, error.problem), expected);
}

const INSTANCES: &str = "ec2.DescribeInstances";

#[test]
fn a_path_has_the_type_of_what_it_names() {
    check_type(INSTANCES, "Reservations[0].Instances[0].InstanceId", "string");
    check_type(INSTANCES, "$.Reservations[0].Instances[0].EbsOptimized", "boolean");
    check_type(INSTANCES, "$.Reservations[-1].Instances[0].LaunchTime", "timestamp");
    check_type(INSTANCES, "Reservations", "list");
    check_type(INSTANCES, "$", "structure");
    check_type("ec2.DescribeVolumes", "Volumes[0].Size", "integer");
    check_type("s3.GetObject", "Metadata.anything", "string");
    check_type("s3.GetObject", "['Metadata'][\"x-y z\"]", "string");
}

#[test]
fn many_values_are_counted() {
    check_type(INSTANCES, "Reservations[*].Instances[*].InstanceId", "list 2 of string");
    check_type(INSTANCES, "Reservations[0].Instances[*].State.Name", "list 1 of string");
    check_type(INSTANCES, "Reservations[0:2].OwnerId", "list 1 of string");
    check_type(
        INSTANCES,
        "Reservations[0].Instances[0].Tags[?(@.Key=='a]')].Value",
        "list 1 of string",
    );
    check_type("s3.GetObject", "Metadata.*", "list 1 of string");
}

#[test]
fn a_landing_knows_the_member_that_was_named_last() {
    let landing = result(INSTANCES, "Reservations[*].Instances").unwrap();
    assert_eq!(landing.member.unwrap().name(), "Instances");
    assert!(landing.member.unwrap().documentation().is_some());
}

#[test]
fn an_unknown_member_is_named_with_the_nearest_and_all_that_there_are() {
    let path = "Reservations[0].Instances[0].State.Nam";
    check_error(INSTANCES, path, "5 on structure: NoMember { nearest: Some(\"Name\") }");
    assert_eq!(result(INSTANCES, path).unwrap_err().known(), ["Code", "Name"]);
    check_error(
        INSTANCES,
        "reservations",
        "0 on structure: NoMember { nearest: Some(\"Reservations\") }",
    );
    let call = "sqs.GetQueueAttributes";
    let path = "Attributes.QueueARN";
    check_error(call, path, "1 on map: NoMember { nearest: Some(\"QueueArn\") }");
}

#[test]
fn a_step_on_the_wrong_kind_says_which_step_and_what_stands_there() {
    check_error(INSTANCES, "Reservations.Instances", "1 on list: NeedsElement");
    check_error(INSTANCES, "NextToken.More", "1 on string: NothingInside");
    check_error(INSTANCES, "NextToken[0]", "1 on string: NotAList");
    check_error(INSTANCES, "Reservations[0][0]", "2 on structure: NotAList");
    check_error("ec2.DeleteVolume", "Anything", "0 on nothing: NoOutput");
}

#[test]
fn what_the_model_does_not_know_is_untyped() {
    check_type(INSTANCES, "ResponseMetadata.HTTPStatusCode", "untyped");
    check_type("ec2.DeleteVolume", "ResponseMetadata.RequestId", "untyped");
    let call = "bedrock-agent.GetPrompt";
    let path = "variants[0].additionalModelRequestFields.any[*].thing[0]";
    check_type(call, path, "list 1 of untyped");
}

#[test]
fn a_name_at_any_depth_is_typed_where_all_of_that_name_are_alike() {
    check_type("ec2.DescribeSnapshots", "$..SnapshotId", "list 1 of string");
    check_error(
        INSTANCES,
        "$..InstanceIdd",
        "0 on structure: NoneBelow { nearest: Some(\"InstanceId\") }",
    );
    let error = result(INSTANCES, "$..State").unwrap_err();
    let problem = format!("{:?}", error.problem);
    assert!(problem.starts_with("Several { first: structure InstanceState"), "{problem}");
}

#[test]
fn all_places_of_a_name_are_found_with_their_paths() {
    let output = operation(INSTANCES).output().unwrap();
    let below = Below::of(output, "ReservationId");
    let paths: Vec<_> = below.places.iter().map(|place| place.path.as_str()).collect();
    assert_eq!(paths, ["Reservations[*].ReservationId"]);
    assert!(!below.is_open);
    let item = operation("dynamodb.GetItem").output().unwrap();
    let below = Below::of(item, "S");
    assert_eq!(below.places.len(), 1, "a shape that holds itself is looked at once");
    assert!(below.is_open, "an item's names are not in the model");
}

#[test]
fn a_shape_that_holds_itself_is_followed_as_far_as_the_path_goes() {
    let path = format!("Item.a{}.S", ".M.b".repeat(1_000));
    check_type("dynamodb.GetItem", &path, "string");
    let path = format!("Item.a{}.S.x", ".M.b".repeat(1_000));
    check_error("dynamodb.GetItem", &path, "2003 on string: NothingInside");
    assert!(Below::shapes(operation("dynamodb.GetItem").output().unwrap()).count() < 100);
}

#[test]
fn a_text_that_is_no_path_says_where() {
    for (text, at) in [
        ("Reservations[", 13),
        ("Reservations[x]", 13),
        ("a..", 3),
        ("a.", 2),
        ("a b", 1),
        ("a['b", 4),
        ("a['b'", 5),
        ("a[?(@.x", 7),
        ("a..*", 4),
        ("a[99999999999999999999]", 2),
    ] {
        assert_eq!(parse_path(text).unwrap_err().at, at, "{text}");
    }
}
