//! What messages call the place of a value: the member, and the operation that takes or gives it.

use super::{check_message, codes, one};
use crate::support::{check_codes, check_one};

#[test]
fn a_member_is_one_of_the_operation() {
    let wait = "wait until aws.ec2.DescribeInstances(InstanceIdz: [\"i-1\"]).Reservations[0].OwnerId == \"x\"";
    check_message(wait, "E0402", "`aws.ec2.DescribeInstances` has no input `InstanceIdz`");
    check_message(
        "action.executeAwsApi(Service: \"ec2\", Api: \"DescribeInstances\", InstanceIdz: [])",
        "E0402",
        "`aws.ec2.DescribeInstances` has no input `InstanceIdz`",
    );
    let wait =
        "wait until aws.ec2.DescribeInstances(MaxResults: \"5\").Reservations[0].OwnerId == \"x\"";
    let found = one(wait);
    assert!(found.message.starts_with("`MaxResults` of `aws.ec2.DescribeInstances` takes"));
    let wait = "wait until aws.s3.GetBucketVersioning().Status == \"Enabled\"";
    check_message(wait, "E0403", "`aws.s3.GetBucketVersioning` needs `Bucket`");
}

#[test]
fn a_value_to_wait_for_is_one_of_the_path() {
    let found = one("wait until aws.ec2.DescribeSnapshots().Snapshots[0].State == \"complete\"");
    let place = "`Snapshots[0].State` of `aws.ec2.DescribeSnapshots`";
    assert_eq!(found.message, format!("{place} cannot be \"complete\""));
}

#[test]
fn what_is_no_path_is_one_mistake() {
    codes("wait until not aws.rds.DescribeDBInstances().DBInstances[0].MultiAZ", &["E0415"]);
    check_codes("request example = aws.sqs.PurgeQueue(\"q\")\n", &["E0629"]);
}

#[test]
fn items_of_one_loop_are_one_mistake() {
    let found = one(
        "aws.ec2.DescribeInstances(Filters: [for x in [\"a\", \"b\"] => { Nam: x, Values: [x] }])",
    );
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0308", "Nam"));
    let missing = check_one("request example = aws.sqs.DeleteMessage(QueueUrl: \"q\")\n");
    assert_eq!(missing.code, "E0609");
}
