//! Writes a document as people write them: the material of the benchmarks of YAML.

use std::fmt::Write as _;

/// A runbook of so many steps in YAML: scripts, references, comments, maps in both layouts.
pub(crate) fn runbook_yaml(steps: usize) -> String {
    let mut text = String::from(
        "# Patches the fleet.\nschemaVersion: '0.3'\ndescription: |-\n  Patches one node after the other,\n  and says so.\nassumeRole: '{{ Role }}'\nparameters:\n  Role:\n    type: AWS::IAM::Role::Arn\n    description: (Required) the role that does it\n  Names: {type: StringList, default: [web, db]}\nmainSteps:\n",
    );
    for number in 0..steps {
        let _ = write!(
            text,
            r#"  - name: ask{number}
    action: aws:executeAwsApi
    onFailure: step:tell{number} # never silent
    inputs:
      Service: ec2
      Api: DescribeInstances
      Filters:
        - Name: "tag:Name"
          Values: ['{{{{ Names }}}}']
    outputs:
      - Name: State
        Selector: $.Reservations[0].Instances[0].State.Name
        Type: String
  - name: tell{number}
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: main
      InputPayload: {{id: "{{{{ ask{number}.State }}}}", number: {number}}}
      Script: |
        def main(events, context):
            for word in events["id"].split():
                print(f"{{word}} of {number}")
            return {{"done": True}}

"#
        );
    }
    text
}
