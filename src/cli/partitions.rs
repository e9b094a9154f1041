//! Partitions, Regions and accounts as a command line gives them.

use crate::text::{nearest, nearest_within};

/// What the names of a partition's Regions begin with, longest first, and the partition.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
const BEGINNINGS: &[(&str, &str)] = &[
    ("eu-isoe-", "aws-iso-e"),
    ("us-isob-", "aws-iso-b"),
    ("us-isof-", "aws-iso-f"),
    ("us-gov-", "aws-us-gov"),
    ("us-iso-", "aws-iso"),
    ("eusc-", "aws-eusc"),
    ("cn-", "aws-cn"),
];

/// The partition of all other Regions.
pub(super) const PUBLIC: &str = "aws";

/// The first words of all Regions. Sorted.
///
/// Source: the `regionRegex` of each partition in botocore's `partitions.json`.
const AREAS: &[&str] = &["af", "ap", "ca", "cn", "eu", "eusc", "il", "me", "mx", "sa", "us"];

/// Regions to offer in the place of one that is none. Sorted.
///
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
const REGIONS: &[&str] = &[
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-isoe-west-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isof-east-1",
    "us-isof-south-1",
    "us-west-1",
    "us-west-2",
];

/// The partition that a Region is in; nothing for `*`.
pub(super) fn partition_of(region: &str) -> Option<&'static str> {
    let row = BEGINNINGS.iter().find(|(front, _)| region.starts_with(front));
    (region != "*").then_some(row.map_or(PUBLIC, |(_, partition)| partition))
}

pub(super) fn parse_account(text: &str) -> Result<String, String> {
    let is_account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_account || text == "*" {
        return Ok(text.to_owned());
    }
    let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
    let hint = if digits.len() == 12 { format!(": write {digits}") } else { String::new() };
    Err(format!("an account is twelve digits, or `*` for all of them{hint}"))
}

pub(super) fn parse_partition(text: &str) -> Result<String, String> {
    let known = || [PUBLIC].into_iter().chain(BEGINNINGS.iter().map(|row| row.1));
    if text == "*" || known().any(|partition| partition == text) {
        return Ok(text.to_owned());
    }
    let mut all: Vec<&str> = known().collect();
    all.sort_unstable();
    let all = all.join(", ");
    Err(format!("there is no partition `{text}`{}; there are {all}", hint(text, known())))
}

/// The form and the area are looked at: AWS opens Regions more often than programs are renewed.
pub(super) fn parse_region(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let is_region = match parts.as_slice() {
        [words @ .., number] if words.len() >= 2 => {
            let is_word = |it: &&str| it.len() >= 2 && it.bytes().all(|it| it.is_ascii_lowercase());
            let is_number =
                |it: &str| (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
            let is_area = words.first().is_some_and(|area| AREAS.binary_search(area).is_ok());
            is_area && words.iter().all(is_word) && is_number(number)
        }
        _ => false,
    };
    if (is_region && !is_slip(text)) || text == "*" {
        return Ok(text.to_owned());
    }
    let near = hint(text, REGIONS.iter().copied());
    Err(format!("a Region is written like eu-west-1, or `*` for all of them{near}"))
}

/// Whether a Region that is not known is a known one but for a letter in its last words.
fn is_slip(text: &str) -> bool {
    let words =
        |region: &'_ str| region.rsplit_once('-').map_or(String::new(), |it| it.0.to_owned());
    let (area, own) = (text.split('-').next(), words(text));
    let of_area = REGIONS.iter().filter(|it| it.split('-').next() == area);
    let known: Vec<String> = of_area.map(|region| words(region)).collect();
    let is_known = known.contains(&own);
    !is_known && nearest_within(&own, known.iter().map(String::as_str), 1).is_some()
}

fn hint<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(text, known).map_or_else(String::new, |near| format!(": the nearest is {near}"))
}

#[cfg(test)]
mod tests {
    use super::{
        AREAS, BEGINNINGS, REGIONS, parse_account, parse_partition, parse_region, partition_of,
    };

    #[test]
    fn regions_are_sorted_and_are_regions() {
        assert!(REGIONS.is_sorted() && AREAS.is_sorted());
        for region in REGIONS {
            assert!(parse_region(region).is_ok(), "{region}");
        }
        assert!(BEGINNINGS.is_sorted_by_key(|(front, _)| usize::MAX - front.len()));
    }

    #[test]
    fn a_region_has_its_partition() {
        for (region, partition) in [
            ("eu-west-1", "aws"),
            ("cn-north-1", "aws-cn"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
        ] {
            assert_eq!(parse_region(region).as_deref(), Ok(region));
            assert_eq!(partition_of(region), Some(partition));
            assert!(parse_partition(partition).is_ok(), "{partition}");
        }
        assert_eq!(partition_of("*"), None);
    }

    #[test]
    fn what_has_another_form_is_refused_with_the_nearest() {
        for region in
            ["nowhere", "eu-west", "eu-west-1a", "EU-WEST-1", "", "-", "eu--1", "us-1", "eu-wst-1"]
                .into_iter()
                .chain(["mars-east-1"])
        {
            assert!(parse_region(region).is_err(), "{region}");
        }
        assert!(parse_region("eu-wst1").is_err_and(|it| it.ends_with("the nearest is eu-west-1")));
        for partition in ["foo", "", "AWS", "aws-iso-z"] {
            assert!(parse_partition(partition).is_err(), "{partition}");
        }
        assert!(parse_partition("aws-cm").is_err_and(|it| it.contains("the nearest is aws-cn")));
        for account in ["", "12345678901", "1234567890123", "abcdefabcdef"] {
            assert!(parse_account(account).is_err(), "{account}");
        }
        let dashes = parse_account("1111-2222-3333");
        assert!(dashes.is_err_and(|it| it.ends_with("write 111122223333")));
    }
}
