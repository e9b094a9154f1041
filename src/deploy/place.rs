//! Which account and Region a deploy works in, and what requests say of them:
//! `arn:${place#Partition}:ssm:${place#Region}:${place#Account}:document/Acme-Patch`.

use super::outputs::Outputs;

/// One account in one Region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Twelve digits.
    pub account: String,
    /// `eu-west-1`
    pub region: String,
    /// What ARNs begin with behind `arn:`: `aws`, `aws-cn`.
    pub partition: String,
}

impl Place {
    /// What references to the place are filled in with.
    pub(super) fn outputs(&self) -> Outputs {
        let mut outputs = Outputs::default();
        outputs.put("place", "Account", self.account.as_str());
        outputs.put("place", "Region", self.region.as_str());
        outputs.put("place", "Partition", self.partition.as_str());
        outputs
    }
}
