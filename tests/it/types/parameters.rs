//! Parameters of documents.

use crate::support::{check_clean, check_one};

#[test]
fn the_types_of_systems_manager_can_be_declared() {
    check_clean(
        "extern runbook x \"Corp-X\" {
           param A: String(pattern: r\"^a$\", length: 1..3) = \"a\"
           param B: \"x\" | \"y\" = \"x\"
           param C: Int(1..5) = 2
           param D: 1 | 2 = 2
           param E: Bool = true
           param F: List<String>(items: 1..2) = [\"a\"]
           param G: Map<String> = { a: \"b\" }
           param H: List<Map> = [{ a: 1 }]
           param I: aws.iam.RoleArn
           param J: List<aws.ec2.InstanceId> = []
           param K: String?
           param L: (\"a\" | \"b\")?
           param M: String(multiline: true) = \"\"
         }",
    );
}

#[test]
fn a_default_may_name_what_the_service_resolves() {
    check_clean(
        "extern runbook x \"Corp-X\" {
           param A: String = \"logs-${global.REGION}-${automation.EXECUTION_ID}\"
           param B: List<String> = [global.ACCOUNT_ID]
           param C: List<String> = ssm(\"/names\")
           param D: aws.iam.RoleArn = \"arn:aws:iam::111122223333:role/ops\"
         }",
    );
}

#[test]
fn an_underscore_is_mended_by_a_fix() {
    let found = check_one("extern runbook x \"Corp-X\" { param instance_id: String }");
    assert_eq!((found.code.as_str(), found.fix.as_deref()), ("E0350", Some("InstanceId")));
}

#[test]
fn a_default_must_fit_and_must_not_name_a_parameter() {
    for (members, code) in [
        ("param A: Int(1..5) = 9", "E0303"),
        ("param A: \"a\" | \"b\" = \"c\"", "E0302"),
        ("param A: String  param B: String = A", "E0353"),
        ("param B: String = \"x${A}\"  param A: String", "E0353"),
        ("param A: List<String> = [upper(global.REGION)]", "E0353"),
        ("param A: String  param A: Int", "E0352"),
        ("param A: Bool?", "E0336"),
        ("param A: { x: Int }", "E0335"),
        ("param A: Float", "E0335"),
        ("param A: \"a\" | 1", "E0335"),
    ] {
        let found = check_one(&format!("extern runbook x \"Corp-X\" {{ {members} }}"));
        assert_eq!(found.code, code, "{members}");
    }
}
