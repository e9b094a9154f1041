//! Documents of AWS that it has replaced by others.

/// Each with what AWS names in its place. Sorted.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html>
const REPLACED: [(&str, &str); 9] = [
    ("AWS-ApplyPatchBaseline", "AWS-RunPatchBaseline"),
    ("AWS-ConfigureCloudWatch", "AmazonCloudWatch-ManageAgent"),
    ("AWS-FindWindowsUpdates", "AWS-RunPatchBaseline"),
    ("AWS-InstallMissingWindowsUpdates", "AWS-RunPatchBaseline"),
    ("AWS-InstallSpecificWindowsUpdates", "AWS-RunPatchBaseline"),
    ("AWS-ListWindowsInventory", "AWS-GatherSoftwareInventory"),
    ("AWS-RunAnsiblePlaybook", "AWS-ApplyAnsiblePlaybooks"),
    ("AWS-RunSaltState", "AWS-RunShellScript"),
    ("AWS-UpdateEC2Config", "AWS-UpdateSSMAgent"),
];

/// The document that AWS names in the place of one that it has replaced.
pub fn replacement(name: &str) -> Option<&'static str> {
    let place = REPLACED.binary_search_by(|row| row.0.cmp(name)).ok()?;
    REPLACED.get(place).map(|row| row.1)
}

#[cfg(test)]
mod tests {
    use super::REPLACED;

    #[test]
    fn the_table_is_sorted() {
        assert!(REPLACED.is_sorted());
    }
}
