//! Values of which only the type is known, and the part of them that does not fit.

use super::{check_message, codes, one};

#[test]
fn the_part_that_does_not_fit_is_named_by_its_path() {
    let found = one("let plan = aws.backup.GetBackupPlan(BackupPlanId: \"p\")\n\
         aws.backup.UpdateBackupPlan(BackupPlanId: \"p\", BackupPlan: plan.BackupPlan)");
    let place = "`BackupPlan.Rules[]` of `aws.backup.UpdateBackupPlan`";
    assert_eq!(found.message, format!("{place} has no field `RuleId`"));
    assert_eq!((found.code.as_str(), found.label.as_str()), ("E0308", "this has `RuleId`"));
}

#[test]
fn nothing_is_renamed_that_stands_nowhere() {
    let found = one("let found = aws.s3.ListObjectsV2(Bucket: \"b-abc\")\n\
         aws.s3.DeleteObjects(Bucket: \"b-abc\", Delete: { Objects: found.Contents ?? [] })");
    assert_eq!(found.code, "E0308");
    assert_eq!(found.help.as_deref(), Some("take the members that it needs in a `python` step"));
}

#[test]
fn a_structure_with_too_much_is_given_by_its_members() {
    let found = one("let found = aws.lambda.GetFunctionConfiguration(FunctionName: \"f\")\n\
         aws.lambda.UpdateFunctionConfiguration(FunctionName: \"f\", Environment: found.Environment)");
    assert_eq!(found.code, "E0308");
    assert_eq!(found.help.as_deref(), Some("give the members: `{ Variables: value.Variables }`"));
}

#[test]
fn an_unknown_field_of_a_constant_is_none_of_its_own_path() {
    let source = "const filter = { Nam: \"a\", Values: [\"x\"] }\n\
         runbook example { aws.ec2.DescribeInstances(Filters: [filter]) }\n";
    let found = crate::support::check_one(source);
    assert_eq!(found.message, "`Filters[0]` of `aws.ec2.DescribeInstances` has no field `Nam`");
}

#[test]
fn some_member_takes_the_values_of_a_map() {
    let call = "aws.lambda.UpdateFunctionConfiguration(FunctionName: \"f\", VpcConfig: Given)";
    codes(&format!("param Given: Map\n{call}"), &[]);
    codes(&format!("param Given: Map<String>\n{call}"), &["E0301"]);
}

#[test]
fn a_number_of_the_machine_is_no_range() {
    check_message(
        "param Count: String\naws.ec2.RunInstances(ImageId: \"ami-1\", MinCount: Count, MaxCount: 1)",
        "E0301",
        "`MinCount` of `aws.ec2.RunInstances` takes `Int`, not `String`",
    );
}

#[test]
fn the_values_that_do_not_fit_are_named() {
    let found = one("param Type: \"t3.micro\" | \"t3.mico\"\n\
         aws.ec2.RunInstances(ImageId: \"ami-1\", MinCount: 1, MaxCount: 1, InstanceType: Type)");
    let place = "`InstanceType` of `aws.ec2.RunInstances`";
    assert_eq!(found.code, "E0315");
    assert_eq!(found.message, format!("{place} cannot be \"t3.mico\", and this may be"));
    assert_eq!(found.label, "this is one of \"t3.micro\" | \"t3.mico\"");
    let help = "declare it without \"t3.mico\", or write `value as String` where you know it";
    assert_eq!(found.help.as_deref(), Some(help));
}

#[test]
fn a_value_of_another_enum_is_of_another_type() {
    let found = one("let found = aws.ec2.DescribeInstances()\n\
         aws.ec2.CreateVolume(AvailabilityZone: \"eu-west-1a\", VolumeType: found.Reservations[0].Instances[0].InstanceType)");
    assert_eq!(found.code, "E0301");
    let start = "`VolumeType` of `aws.ec2.CreateVolume` takes `\"standard\" | ";
    assert!(found.message.starts_with(start), "{}", found.message);
}
