//! Values of the manifest that have a form of their own.

/// The most characters that a document's name may have.
/// Source: CreateDocument, member `Name`, API reference of Systems Manager.
const DOCUMENT_NAME_LENGTH: usize = 128;

/// Whether `use` can name it.
pub(super) fn is_word(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

/// Whether it is the id of an account.
pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.chars().all(|digit| digit.is_ascii_digit())
}

/// Whether it is the ARN of an IAM role, or the name that it has, with its path.
///
/// Source: "IAM ARNs" and "IAM names", user guide of IAM.
pub(super) fn is_role(text: &str) -> bool {
    let is_path = |path: &str| {
        let is_part = |part: &str| {
            !part.is_empty()
                && part.chars().all(|it| it.is_ascii_alphanumeric() || "_+=,.@-".contains(it))
        };
        path.split('/').all(is_part)
    };
    if !text.starts_with("arn:") {
        return is_path(text);
    }
    match text.splitn(6, ':').collect::<Vec<_>>().as_slice() {
        ["arn", partition, "iam", "", account, resource] => {
            partition.starts_with("aws")
                && is_account(account)
                && resource.strip_prefix("role/").is_some_and(is_path)
        }
        _ => false,
    }
}

/// Why no document's name can start with this, if it cannot.
pub(super) fn prefix_problem(prefix: &str) -> Option<String> {
    let odd = prefix.chars().find(|it| !it.is_ascii_alphanumeric() && !"_-.".contains(*it));
    if let Some(odd) = odd {
        return Some(format!("`{}` is not allowed in a document's name", odd.escape_debug()));
    }
    let length = prefix.len();
    (length >= DOCUMENT_NAME_LENGTH).then(|| {
        format!("it has {length} characters, a document's name {DOCUMENT_NAME_LENGTH} at most")
    })
}
