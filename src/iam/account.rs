//! Where a policy is used: partition, Region and account, as each format writes them.

use super::values::{ACCOUNT, PARTITION, REGION};

/// What is said of the place of use; what is not said is left to the format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// `aws-cn`
    pub partition: Option<String>,
    /// `eu-west-1`, or `*` for all.
    pub region: Option<String>,
    /// Twelve digits.
    pub account: Option<String>,
}

/// How a format writes an ARN.
pub(super) struct Style {
    pub(super) partition: &'static str,
    pub(super) region: &'static str,
    pub(super) account: &'static str,
    /// What stands for the `${` of a letter of IAM: `${*}`.
    pub(super) escape: &'static str,
}

/// Plain JSON knows no names for the place of use.
pub(super) const JSON: Style = Style { partition: "aws", region: "*", account: "*", escape: "${" };

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html>
pub(super) const CLOUDFORMATION: Style = Style {
    partition: "${AWS::Partition}",
    region: "${AWS::Region}",
    account: "${AWS::AccountId}",
    escape: "${!",
};

/// Data sources that the rendered file declares.
pub(super) const TERRAFORM: Style = Style {
    partition: "${data.aws_partition.current.partition}",
    region: "${data.aws_region.current.name}",
    account: "${data.aws_caller_identity.current.account_id}",
    escape: "$${",
};

impl Account {
    /// An ARN with AWS's placeholders as the format writes it.
    pub(super) fn write(&self, text: &str, style: &Style) -> String {
        let mut written = String::new();
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            let (before, marked) = rest.split_at_checked(start).unwrap_or((rest, ""));
            written.push_str(before);
            let found = [
                (PARTITION, &self.partition, style.partition),
                (REGION, &self.region, style.region),
                (ACCOUNT, &self.account, style.account),
            ]
            .into_iter()
            .find(|(mark, _, _)| marked.starts_with(mark));
            match found {
                Some((mark, given, other)) => {
                    written.push_str(given.as_deref().unwrap_or(other));
                    rest = marked.strip_prefix(mark).unwrap_or("");
                }
                None => {
                    written.push_str(style.escape);
                    rest = marked.strip_prefix("${").unwrap_or("");
                }
            }
        }
        written.push_str(rest);
        written
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, CLOUDFORMATION, JSON, TERRAFORM};

    #[test]
    fn an_arn_is_written_as_each_format_takes_it() {
        let arn = "arn:${Partition}:s3:${Region}:${Account}:a${*}";
        let nowhere = Account::default();
        assert_eq!(nowhere.write(arn, &JSON), "arn:aws:s3:*:*:a${*}");
        assert_eq!(
            nowhere.write(arn, &CLOUDFORMATION),
            "arn:${AWS::Partition}:s3:${AWS::Region}:${AWS::AccountId}:a${!*}"
        );
        assert!(nowhere.write(arn, &TERRAFORM).ends_with(".account_id}:a$${*}"));
        let here = Account { region: Some("eu-west-1".to_owned()), ..Account::default() };
        assert_eq!(here.write(arn, &JSON), "arn:aws:s3:eu-west-1:*:a${*}");
    }
}
