//! Services, operations and members are found by the names that SSM takes for them.

use ordain::aws::{Kind, Likeness, Model, Operation, Service, Spelling};

fn model(service: &str) -> &'static Model {
    Service::named(service).unwrap().model()
}

fn operation(service: &str, name: &str) -> Operation<'static> {
    model(service).operation(name).unwrap()
}

#[track_caller]
fn check_service(written: &str, expected: &str, spelling: Spelling) {
    let found = Service::find(written).map(|(service, spelling)| (service.name(), spelling));
    assert_eq!(found, Some((expected, spelling)));
}

#[track_caller]
fn check_near(written: &str, expected: &[&str]) {
    assert!(Service::find(written).is_none());
    let names: Vec<_> = Service::nearest(written).iter().map(|it| it.name()).collect();
    assert_eq!(names, expected);
}

#[test]
fn a_service_is_found_in_any_case() {
    for name in ["ec2", "cloudwatch", "elbv2", "logs", "application-autoscaling"] {
        check_service(name, name, Spelling::Canonical);
    }
    check_service("EC2", "ec2", Spelling::Variant);
    check_service("CloudWatch", "cloudwatch", Spelling::Variant);
    check_service("application_autoscaling", "application-autoscaling", Spelling::Variant);
    check_service("runtime.sagemaker", "sagemaker-runtime", Spelling::Alias);
}

#[test]
fn a_name_that_a_service_has_elsewhere_leads_to_it() {
    check_near("monitoring", &["cloudwatch"]);
    check_near("elasticloadbalancing", &["elb"]);
    check_near("ElasticLoadBalancingV2", &["elbv2"]);
    check_near("cloudwacth", &["cloudwatch"]);
    check_near("zzzzzzzz", &[]);
}

#[test]
fn an_operation_is_found_in_the_spellings_that_ssm_takes() {
    for written in ["describeInstances", "describe_instances", "describe-instances"] {
        let (found, spelling) = model("ec2").find_operation(written).unwrap();
        assert_eq!((found.name(), spelling), ("DescribeInstances", Spelling::Variant));
    }
    let (found, spelling) = model("ec2").find_operation("DescribeInstances").unwrap();
    assert_eq!((found.name(), spelling), ("DescribeInstances", Spelling::Canonical));
    let alias = model("socialmessaging").find_operation("delete_whatsapp_media_message").unwrap();
    assert_eq!((alias.0.name(), alias.1), ("DeleteWhatsAppMessageMedia", Spelling::Alias));
}

#[test]
fn an_operation_goes_by_its_name_in_the_client_not_on_the_wire() {
    assert!(model("cloudfront").operation("CreateInvalidation").is_some());
    assert!(model("cloudfront").find_operation("CreateInvalidation2020_05_31").is_none());
}

#[test]
fn an_operation_of_another_service_is_not_found() {
    assert!(model("ec2").find_operation("ListBuckets").is_none());
    assert_eq!(
        model("ec2").nearest_operation("DescribeInstnces"),
        Some(("DescribeInstances", Likeness::Letters))
    );
}

#[track_caller]
fn check_input(operation: Operation<'_>, written: &str, expected: Option<(&str, Spelling)>) {
    let found = operation.find_input(written);
    assert_eq!(found.map(|(member, spelling)| (member.name(), spelling)), expected);
}

#[test]
fn a_parameter_is_found_by_the_alias_of_the_python_client() {
    let hosts = operation("ec2", "DescribeHosts");
    check_input(hosts, "Filters", Some(("Filter", Spelling::Alias)));
    check_input(hosts, "Filter", Some(("Filter", Spelling::Canonical)));
    let instances = operation("ec2", "DescribeInstances");
    check_input(instances, "Filters", Some(("Filters", Spelling::Canonical)));
    check_input(instances, "Filter", None);
    let export = operation("logs", "CreateExportTask");
    check_input(export, "fromTime", Some(("from", Spelling::Alias)));
    check_input(operation("ecs", "ListTasks"), "Cluster", None);
}

#[test]
fn members_have_their_order_their_need_and_their_sentence() {
    let input = operation("ssm", "GetParameter").input().unwrap();
    assert_eq!(input.members().names().collect::<Vec<_>>(), ["Name", "WithDecryption"]);
    let name = input.members().get("Name").unwrap();
    assert!(name.is_required() && !input.members().get("WithDecryption").unwrap().is_required());
    assert!(name.documentation().unwrap().starts_with("The name "));
    assert_eq!(input.members().nearest("withdecryption"), Some("WithDecryption"));
    let sentence = operation("ec2", "RunInstances").documentation().unwrap();
    assert!(sentence.starts_with("Launches ") && sentence.ends_with('.'), "{sentence}");
}

#[test]
fn what_the_client_fills_in_need_not_be_given() {
    let required = |service, name| -> Vec<&str> {
        operation(service, name).required_input().map(|it| it.name()).collect()
    };
    assert_eq!(required("glacier", "DescribeVault"), ["vaultName"]);
    assert_eq!(required("ec2", "RunInstances"), ["MaxCount", "MinCount"]);
    assert_eq!(required("ssm", "CreateOpsItem"), ["Description", "Source", "Title"]);
}

#[test]
fn enums_patterns_and_ranges_are_there() {
    let input = operation("ssm", "SendCommand").input().unwrap();
    let comment = input.members().get("DocumentHashType").unwrap().shape();
    let Kind::String(hash) = comment.kind() else { panic!("{comment:?}") };
    assert_eq!(hash.values.iter().collect::<Vec<_>>(), ["Sha256", "Sha1"]);
    assert_eq!(hash.values.nearest("sha256"), Some("Sha256"));
    let timeout = input.members().get("TimeoutSeconds").unwrap().shape();
    let Kind::Integer(bounds) = timeout.kind() else { panic!("{timeout:?}") };
    assert_eq!((bounds.min, bounds.max), (Some(30), Some(2_592_000)));
    let key = input.members().get("MaxConcurrency").unwrap().shape();
    let Kind::String(key) = key.kind() else { panic!("{key:?}") };
    assert!(key.pattern.is_some() && key.length.max == Some(7));
}

#[test]
fn pages_errors_and_names_for_signing_are_there() {
    let pages = operation("ec2", "DescribeInstances").pagination().unwrap();
    assert_eq!((pages.input_tokens, pages.output_tokens), (vec!["NextToken"], vec!["NextToken"]));
    assert_eq!((pages.result_keys, pages.limit_key), (vec!["Reservations"], Some("MaxResults")));
    assert!(operation("ec2", "RunInstances").pagination().is_none());
    let errors: Vec<_> = operation("ssm", "GetParameter").errors().map(|it| it.name()).collect();
    assert!(errors.contains(&"ParameterNotFound"), "{errors:?}");
    assert_eq!(model("cloudwatch").signing_name(), "monitoring");
    assert_eq!(model("elbv2").signing_name(), "elasticloadbalancing");
    assert!(operation("s3", "GetObject").streams_output());
    assert!(operation("s3", "PutObject").streams_input());
    assert!(!operation("s3", "ListBuckets").streams_output());
}
