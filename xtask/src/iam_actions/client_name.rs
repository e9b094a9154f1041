//! Names as AWS's Python client has them: `InstanceRunning` becomes `instance_running`.

/// botocore's `xform_name`, without its exceptions, of which no waiter is one.
pub fn client_name(name: &str) -> String {
    let name = split_plural(name);
    let letters: Vec<char> = split_words(&name).chars().collect();
    let mut out = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| letters.get(place));
        let ends_word = before.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        if letter.is_ascii_uppercase() && ends_word {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// `WebACLs` as `Web_acls`: a plural of capitals at the end is a word.
fn split_plural(name: &str) -> String {
    let Some(stem) = name.strip_suffix('s') else { return name.to_owned() };
    let start = stem.trim_end_matches(|it: char| it.is_ascii_uppercase());
    if stem.len() < start.len() + 2 {
        return name.to_owned();
    }
    format!("{start}_{}", name.get(start.len()..).unwrap_or_default().to_ascii_lowercase())
}

/// Puts `_` in front of each capital that small letters follow, but the first letter of all.
fn split_words(name: &str) -> String {
    let mut out = String::new();
    let mut rest: Vec<char> = name.chars().rev().collect();
    while let Some(letter) = rest.pop() {
        out.push(letter);
        let word = rest.last().is_some_and(char::is_ascii_uppercase)
            && rest.iter().nth_back(1).is_some_and(char::is_ascii_lowercase);
        if word {
            out.push('_');
            out.extend(rest.pop());
            while rest.last().is_some_and(char::is_ascii_lowercase) {
                out.extend(rest.pop());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::client_name;

    #[test]
    fn words_are_split_as_botocore_splits_them() {
        for (name, expected) in [
            ("InstanceRunning", "instance_running"),
            ("DBInstanceAvailable", "db_instance_available"),
            ("VpcPeeringConnectionExists", "vpc_peering_connection_exists"),
            ("ListWebACLs", "list_web_acls"),
            ("ListObjectsV2", "list_objects_v2"),
            ("DescribeNFSFileShares", "describe_nfs_file_shares"),
        ] {
            assert_eq!(client_name(name), expected);
        }
    }
}
