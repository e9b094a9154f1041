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
