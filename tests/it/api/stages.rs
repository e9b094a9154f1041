//! Values that only the run knows: their types are held against the model.

use super::{clean, codes, one};

#[test]
fn a_text_stands_where_one_of_several_is_taken() {
    clean("param Kind: String\naws.ec2.RunInstances(MinCount: 1, MaxCount: 1, InstanceType: Kind)");
    clean(
        "param Kind: \"t3.micro\" | \"t3.small\"\naws.ec2.RunInstances(MinCount: 1, MaxCount: 1, InstanceType: Kind)",
    );
    clean("param Name: String\naws.s3.HeadBucket(Bucket: Name)");
    clean(
        "param Start: String\naws.cloudwatch.GetMetricStatistics(Namespace: \"a\", MetricName: \"a\", StartTime: Start, EndTime: Start, Period: 60)",
    );
}

#[test]
fn a_number_does_not_stand_where_text_is_taken() {
    let found = one("param Count: Int\naws.s3.HeadBucket(Bucket: Count)");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0301", "Count"));
    codes("param Name: String\naws.ec2.DescribeVpcs(MaxResults: Name)", &["E0301"]);
    codes("param Flag: Bool\naws.ec2.DescribeVpcs(MaxResults: Flag)", &["E0301"]);
    clean("param Count: Int\naws.ec2.DescribeVpcs(MaxResults: Count)");
    clean("param Flag: Bool\naws.ec2.DescribeVpcs(DryRun: Flag)");
}

#[test]
fn a_map_stands_where_a_structure_is_taken() {
    clean(
        "param Given: Map<String>\naws.ec2.RunInstances(MinCount: 1, MaxCount: 1, Placement: Given)",
    );
    clean(
        "param Given: List<Map<String>>\naws.s3.PutBucketTagging(Bucket: \"abc\", Tagging: { TagSet: Given })",
    );
    codes(
        "param Given: List<String>\naws.s3.PutBucketTagging(Bucket: \"abc\", Tagging: { TagSet: Given })",
        &["E0301"],
    );
    codes("param Given: Map<String>\naws.ec2.DescribeVpcs(VpcIds: Given)", &["E0301"]);
}

#[test]
fn ids_of_instances_are_a_list_of_texts() {
    clean("param Ids: List<aws.ec2.InstanceId>\naws.ec2.StopInstances(InstanceIds: Ids)");
    clean("param Id: aws.ec2.InstanceId\naws.ec2.StopInstances(InstanceIds: [Id])");
    codes("param Id: aws.ec2.InstanceId\naws.ec2.StopInstances(InstanceIds: Id)", &["E0301"]);
}

#[test]
fn results_of_one_call_are_checked_in_another() {
    let volume = "let found = aws.ec2.DescribeVolumes()\n";
    clean(&format!(
        "{volume}aws.ec2.ModifyVolume(VolumeId: found.Volumes[0].VolumeId, Size: found.Volumes[0].Size)"
    ));
    codes(&format!("{volume}aws.ec2.ModifyVolume(VolumeId: found.Volumes[0].Size)"), &["E0301"]);
    codes(
        &format!("{volume}aws.ec2.ModifyVolume(VolumeId: found.Volumes[*].VolumeId)"),
        &["E0301"],
    );
    clean(&format!("{volume}aws.ec2.DescribeVolumes(VolumeIds: found.Volumes[*].VolumeId)"));
    let tags = "let found = aws.s3.GetBucketTagging(Bucket: \"abc\")\n";
    clean(&format!(
        "{tags}aws.s3.PutBucketTagging(Bucket: \"abd\", Tagging: {{ TagSet: found.TagSet }})"
    ));
}

#[test]
fn a_value_of_unknown_shape_needs_a_type_that_can_be_written() {
    let made = "let made = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\"\n";
    let found = one(&format!(
        "{made}aws.s3.PutBucketTagging(Bucket: \"abc\", Tagging: {{ TagSet: made.Tags }})"
    ));
    assert_eq!(found.code, "E0314");
    assert_eq!(found.help.as_deref(), Some("say which type it has: `value as List<Map>`"));
    clean(&format!(
        "{made}aws.s3.PutBucketTagging(Bucket: \"abc\", Tagging: {{ TagSet: made.Tags as List<Map> }})"
    ));
}

#[test]
fn a_structure_of_a_response_stands_in_a_request() {
    let item = "let found = aws.dynamodb.GetItem(TableName: \"abc\", Key: { a: { S: \"a\" } })\n";
    clean(&format!("{item}aws.dynamodb.PutItem(TableName: \"abc\", Item: found.Item)"));
    clean(
        "let found = aws.bedrock_runtime.Converse(modelId: \"abc\")\naws.bedrock_runtime.Converse(modelId: \"abc\", messages: [found.output.message])",
    );
    clean(
        "let found = aws.ec2.DescribeSecurityGroups()\naws.ec2.AuthorizeSecurityGroupIngress(GroupId: \"sg-1\", IpPermissions: found.SecurityGroups[0].IpPermissions)",
    );
    clean(
        "let found = aws.ecs.DescribeTaskDefinition(taskDefinition: \"abc\")\naws.ecs.RegisterTaskDefinition(family: \"abc\", containerDefinitions: found.taskDefinition.containerDefinitions)",
    );
    codes(
        "let found = aws.ec2.DescribeVpcs()\naws.s3.PutBucketTagging(Bucket: \"abc\", Tagging: { TagSet: found.Vpcs })",
        &["E0308"],
    );
}

#[test]
fn structures_of_two_apis_that_hold_themselves_are_compared_once() {
    let both = "let found = aws.dynamodb.GetItem(TableName: \"abc\", Key: { a: { S: \"a\" } })
let other = aws.dynamodbstreams.GetRecords(ShardIterator: \"abc\")\n";
    clean(&format!(
        "{both}aws.dynamodb.PutItem(TableName: \"abc\", Item: other.Records[0].dynamodb.Keys)\naws.s3.HeadBucket(Bucket: found.Item[\"x\"].S)"
    ));
    let all =
        format!("{both}let all = [found.Item[\"x\"], other.Records[0].dynamodb.Keys[\"x\"]]\n");
    codes(&format!("{all}aws.s3.HeadBucket(Bucket: all[0].S)"), &["E0314"]);
    clean(&format!("{all}aws.s3.HeadBucket(Bucket: all[0].S as String)"));
    clean(&format!(
        "{both}if found.Item[\"x\"] == other.Records[0].dynamodb.Keys[\"x\"] {{\nsleep 1m\n}}"
    ));
}
