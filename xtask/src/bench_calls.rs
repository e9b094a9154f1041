//! Runbooks of five calls of AWS, and of five actions that are none: what checking calls costs.

use std::fmt::Write as _;

/// The source of one runbook that calls five APIs and reads their results. Each `as String`
/// is for programs to compare with that give results no types.
pub fn calls(number: usize) -> String {
    format!(
        r#"/// Finds what belongs to fleet {number} and says so.
runbook find_fleet_{number} "Bench-FindFleet{number}" {{
  param Group: String
  param Topic: String

  let group = aws.autoscaling.DescribeAutoScalingGroups(AutoScalingGroupNames: [Group], MaxRecords: {records})
  let server = aws.ec2.DescribeInstances(Filters: [{{ Name: "tag:Fleet", Values: ["{number}"] }}, {{ Name: "instance-state-name", Values: ["running", "stopped"] }}])
  let volume = aws.ec2.CreateVolume(AvailabilityZone: server.Reservations[0].Instances[0].Placement.AvailabilityZone as String, Size: {size}, VolumeType: "gp3", Encrypted: true, TagSpecifications: [{{ ResourceType: "volume", Tags: [{{ Key: "Fleet", Value: "{number}" }}] }}])
  let balancers = aws.elbv2.DescribeLoadBalancers(Names: ["fleet-{number}"])
  let told = aws.sns.Publish(TopicArn: Topic, Subject: "fleet {number}", Message: "made ${{volume.VolumeId as String}}", MessageAttributes: {{ fleet: {{ DataType: "String", StringValue: "{number}" }} }})

  output Arn = group.AutoScalingGroups[0].AutoScalingGroupARN as String
  output Balancer = balancers.LoadBalancers[0].DNSName as String
  output Message = told.MessageId as String
}}
"#,
        records = number % 100 + 1,
        size = number % 900 + 8,
    )
}

/// The same of five actions that are no calls of APIs.
pub fn actions(number: usize) -> String {
    let mut text = format!(
        "/// Tags what belongs to fleet {number}.\nrunbook tag_fleet_{number} \"Bench-TagFleet{number}\" {{\n  \
         param Group: String\n  param Topic: String\n\n"
    );
    for turn in 1..=5 {
        let _ = writeln!(
            text,
            "  step tag_{turn}: action.createTags(ResourceType: \"EC2\", ResourceIds: [Group, \"i-0123456789abcde{turn}f\"], Tags: [{{ Key: \"Fleet\", Value: \"{number}\" }}, {{ Key: \"Told\", Value: Topic }}, {{ Key: \"Turn\", Value: \"{turn}\" }}])"
        );
    }
    text.push_str("}\n");
    text
}
