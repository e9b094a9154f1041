//! Writes typical projects of any size: the material of the benchmarks.

use std::fmt::Write as _;

/// The source of one runbook of twelve steps: API calls, a wait, branches, a protected block, a
/// script, outputs. `number` makes its names and values differ from the others'.
pub(crate) fn runbook(number: usize) -> String {
    let mut text = String::with_capacity(2_600);
    let _ = write!(
        text,
        r#"/// Patches an instance of fleet {number} after a snapshot of its root volume.
runbook patch_fleet_{number} "Bench-PatchFleet{number}" {{
  /// The instance to patch.
  param InstanceId: aws.ec2.InstanceId
  param Stage: "dev" | "test" | "prod" = "dev"
  param Days: Int(1..365) = {days}
  param Wait: Bool = true
  param AutomationAssumeRole: aws.iam.RoleArn
  assume_role: AutomationAssumeRole

  let server = aws.ec2.DescribeInstances(InstanceIds: [InstanceId])
  let state = server.Reservations[0].Instances[0].State.Name as String
  let root = server.Reservations[0].Instances[0].BlockDeviceMappings[0].Ebs.VolumeId as String

  if state == "running" and Stage != "dev" {{
    let snapshot = aws.ec2.CreateSnapshot(VolumeId: root, Description: "fleet {number} before patching ${{InstanceId}}")
    step saved: wait until aws.ec2.DescribeSnapshots(SnapshotIds: [snapshot.SnapshotId as String]).Snapshots[0].State == "completed"
      timeout 30m
  }} else if state == "stopped" {{
    step start: action.changeInstanceState(InstanceIds: [InstanceId], DesiredState: "running") timeout 15m
  }}

  block {{
    step patch: run "AWS-RunPatchBaseline"(Operation: "Install") on [InstanceId] timeout 2h
    if Wait {{
      step settle: sleep 5m
    }}
    step check: run "AWS-RunShellScript"(commands: ["uptime", "df -h / # fleet {number}"]) on [InstanceId] timeout 10m
  }} rescue {{
    step tell: aws.sns.Publish(TopicArn: "arn:aws:sns:us-east-1:111122223333:fleet-{number}", Message: "patching ${{InstanceId}} failed")
    fail "patching of fleet {number} failed"
  }}

  let report = python(id: InstanceId, days: Days, stage: Stage) """
    def main(events, context):
        lines = [f"instance {{events['id']}} of fleet {number}"]
        if events["stage"] == "prod":
            lines.append(f"next patch in {{events['days']}} days")
        return {{"text": "; ".join(lines), "count": len(lines)}}
  """ -> {{ text: String, count: Int }}

  output report.text
  output report.count
}}
"#,
        days = number % 300 + 7,
    );
    text
}

/// The source of one runbook that calls five APIs and reads their results.
#[allow(dead_code, reason = "not every program that uses this file calls it")]
pub(crate) fn calls(number: usize) -> String {
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
#[allow(dead_code, reason = "not every program that uses this file calls it")]
pub(crate) fn actions(number: usize) -> String {
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
