//! ARNs of roles, as far as a build knows them.

use crate::iam::glob::Glob;
use crate::iam::values::ACCOUNT;

/// The most characters of a name, and of a path.
///
/// Source: "CreateRole", API reference of IAM.
const NAME: usize = 64;
const PATH: usize = 512;

/// Where the roles lie that a service of AWS makes for itself.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>
const LINKED: &str = "/aws-service-role/";

/// A role whose whole ARN is known, but for the account where that is the one at hand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnRole {
    pub name: String,
    /// `/`, or `/ops/`.
    pub path: String,
    /// Twelve digits; nothing where it is the account at hand, whichever that is.
    pub account: Option<String>,
}

/// What a text that should be an ARN is.
#[derive(Debug, PartialEq)]
pub(super) enum Read {
    Role(OwnRole),
    /// Nothing that is known when a project is built, or no ARN of a role.
    Open,
    /// A role that only a service of AWS makes.
    Linked,
}

/// The role that a value is.
pub(super) fn read(globs: &[Glob]) -> Read {
    let [glob] = globs else { return Read::Open };
    if !glob.open.is_empty() {
        return Read::Open;
    }
    let role = of_text(&glob.text).map(|role| match role.path.starts_with(LINKED) {
        true => Read::Linked,
        false => Read::Role(role),
    });
    role.unwrap_or(Read::Open)
}

fn of_text(text: &str) -> Option<OwnRole> {
    let rest = text.strip_prefix("arn:")?;
    let (_, rest) = rest.split_once(":iam::")?;
    let (account, resource) = rest.split_once(":role/")?;
    let account = match account {
        ACCOUNT => None,
        digits if digits.len() == 12 && digits.bytes().all(|it| it.is_ascii_digit()) => {
            Some(digits.to_owned())
        }
        _ => return None,
    };
    let (path, name) = match resource.rsplit_once('/') {
        Some((path, name)) => (format!("/{path}/"), name),
        None => ("/".to_owned(), resource),
    };
    Some(OwnRole { name: name.to_owned(), path, account })
}

impl OwnRole {
    /// Why IAM makes no role with this name and path.
    ///
    /// Source: "CreateRole", API reference of IAM.
    pub fn problem(&self) -> Option<String> {
        let is_plain = |it: char| it.is_ascii_alphanumeric() || "_+=,.@-".contains(it);
        if self.name.is_empty() {
            return Some("it has no name".to_owned());
        }
        if let Some(odd) = self.name.chars().find(|it| !is_plain(*it)) {
            return Some(format!(
                "its name has `{odd}`, and names have letters, digits and `_+=,.@-`"
            ));
        }
        if self.name.len() > NAME {
            return Some(format!(
                "its name has {} characters, at most {NAME} may be",
                self.name.len()
            ));
        }
        if self.path.chars().any(|it| !it.is_ascii_graphic()) || self.path.contains("//") {
            return Some(format!("its path `{}` has what paths do not have", self.path));
        }
        (self.path.len() > PATH)
            .then(|| format!("its path has {} characters, at most {PATH} may be", self.path.len()))
    }

    /// Whether a text is the ARN of this role, in whichever partition.
    pub fn is_arn(&self, text: &str) -> bool {
        of_text(text).is_some_and(|other| other == *self)
    }
}

#[cfg(test)]
mod tests {
    use super::{OwnRole, Read, read};
    use crate::iam::glob::Glob;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, Option<&str>)>) {
        let role = |(name, path, account): (&str, &str, Option<&str>)| OwnRole {
            name: name.to_owned(),
            path: path.to_owned(),
            account: account.map(str::to_owned),
        };
        let expected = expected.map_or(Read::Open, |it| Read::Role(role(it)));
        assert_eq!(read(&[Glob::pattern(text)]), expected);
    }

    #[test]
    fn an_arn_is_a_role_where_its_account_is_known() {
        check("arn:aws:iam::${Account}:role/ops", Some(("ops", "/", None)));
        check("arn:${Partition}:iam::${Account}:role/a/b/ops", Some(("ops", "/a/b/", None)));
        check("arn:aws:iam::111122223333:role/ops", Some(("ops", "/", Some("111122223333"))));
        check("arn:aws:iam::1111:role/ops", None);
        check("arn:aws:iam::111122223333:user/ops", None);
        check("ops", None);
    }

    #[test]
    fn a_value_of_the_run_and_a_role_of_a_service_are_none() {
        let open = Glob::within("arn:aws:iam::${Account}:role/*", "parameter `Role`");
        assert_eq!(read(&[open]), Read::Open);
        assert_eq!(read(&[]), Read::Open);
        let linked = "arn:aws:iam::111122223333:role/aws-service-role/ssm.amazonaws.com/X";
        assert_eq!(read(&[Glob::pattern(linked)]), Read::Linked);
    }

    #[test]
    fn names_and_paths_are_held_to_what_iam_takes() {
        let problem = |name: &str, path: &str| {
            OwnRole { name: name.to_owned(), path: path.to_owned(), account: None }.problem()
        };
        assert_eq!(problem("Ops+=,.@-_1", "/a/"), None);
        assert!(problem("a b", "/").is_some());
        assert!(problem(&"a".repeat(65), "/").is_some_and(|it| it.contains("65")));
        assert!(problem("", "/").is_some());
        assert!(problem("ops", "/a//b/").is_some());
        assert!(
            problem("ops", &format!("/{}/", "a".repeat(511))).is_some_and(|it| it.contains("513"))
        );
    }
}
