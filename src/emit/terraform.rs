//! Texts in files of Terraform.

/// A text in which Terraform finds nothing to fill in.
///
/// Source: "Strings and Templates", documentation of Terraform.
pub fn terraform_text(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}
