//! Which host answers for a service in a region.

use crate::aws::Service;

/// The domain of regions by what their names begin with. All others are of the partition `aws`.
///
/// Source: "AWS service endpoints", AWS General Reference; the partitions of botocore.
const DOMAINS: [(&str, &str); 6] = [
    ("cn-", "amazonaws.com.cn"),
    ("eu-isoe-", "cloud.adc-e.uk"),
    ("eusc-", "amazonaws.eu"),
    ("us-iso-", "c2s.ic.gov"),
    ("us-isob-", "sc2s.sgov.gov"),
    ("us-isof-", "csp.hci.ic.gov"),
];

/// Services with one host for a whole partition: what the names of its regions begin with, the
/// host, and the region that requests are signed for. The last row of a service is for all others.
///
/// Source: the partitions of botocore's endpoints.
const GLOBAL: [(&str, &str, &str, &str); 8] = [
    ("iam", "cn-", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
    ("iam", "eu-isoe-", "iam.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1"),
    ("iam", "eusc-", "iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
    ("iam", "us-gov-", "iam.us-gov.amazonaws.com", "us-gov-west-1"),
    ("iam", "us-iso-", "iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
    ("iam", "us-isob-", "iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
    ("iam", "us-isof-", "iam.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1"),
    ("iam", "", "iam.amazonaws.com", "us-east-1"),
];

/// Where a request goes and what it is signed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Endpoint {
    pub(super) url: String,
    pub(super) signing_region: String,
}

/// The endpoint of a service. `given` is the user's own (`AWS_ENDPOINT_URL` and its like).
pub(super) fn endpoint(service: &Service, region: &str, given: Option<&str>) -> Endpoint {
    let global = GLOBAL
        .iter()
        .find(|(name, begin, ..)| *name == service.name() && region.starts_with(begin));
    let signing_region = global.map_or(region, |(.., signed)| signed).to_owned();
    let url = match (given, global) {
        (Some(given), _) => given.trim_end_matches('/').to_owned(),
        (None, Some((_, _, host, _))) => format!("https://{host}"),
        (None, None) => {
            format!("https://{}.{region}.{}", service.endpoint_prefix(), domain(region))
        }
    };
    Endpoint { url, signing_region }
}

/// Why a user's own endpoint is none, in words for a person.
pub(super) fn why_not(url: &str) -> Option<String> {
    let head = format!("the endpoint `{url}` (AWS_ENDPOINT_URL, or `endpoint_url` of the profile)");
    let (scheme, behind) = match url.split_once("://") {
        Some((scheme, behind)) => (Some(scheme.to_ascii_lowercase()), behind),
        None => (None, url),
    };
    let is_spoken = scheme.as_deref().is_some_and(|it| matches!(it, "http" | "https"));
    if !is_spoken && !behind.is_empty() {
        return Some(format!("{head} has to begin with http:// or https://: `http://{behind}`?"));
    }
    let host = behind.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let is_read = url.parse::<http::Uri>().is_ok();
    (!is_read || host.is_empty()).then(|| format!("{head} is no address: write `http://HOST:PORT`"))
}

/// Whether a user's own endpoint is one of AWS's, such as that of a VPC.
pub(super) fn is_of_aws(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let host = host.split(['/', ':']).next().unwrap_or(host);
    let mut domains = DOMAINS.iter().map(|(_, domain)| *domain).chain(["amazonaws.com"]);
    domains.any(|domain| host.strip_suffix(domain).is_some_and(|before| before.ends_with('.')))
}

fn domain(region: &str) -> &'static str {
    let known = DOMAINS.iter().find(|(begin, _)| region.starts_with(begin));
    known.map_or("amazonaws.com", |(_, domain)| domain)
}

#[cfg(test)]
mod tests {
    use super::{endpoint, is_of_aws, why_not};
    use crate::aws::Service;

    fn check_url(service: &str, region: &str, given: Option<&str>, url: &str) {
        let service = Service::named(service).expect("a service");
        assert_eq!(endpoint(service, region, given).url, url);
    }

    #[test]
    fn a_host_has_the_domain_of_its_partition() {
        check_url("ssm", "eu-west-1", None, "https://ssm.eu-west-1.amazonaws.com");
        check_url("ssm", "cn-north-1", None, "https://ssm.cn-north-1.amazonaws.com.cn");
        check_url("ssm", "us-gov-west-1", None, "https://ssm.us-gov-west-1.amazonaws.com");
        check_url("events", "us-isob-east-1", None, "https://events.us-isob-east-1.sc2s.sgov.gov");
    }

    #[test]
    fn identities_have_one_host() {
        check_url("iam", "eu-west-1", None, "https://iam.amazonaws.com");
        check_url("iam", "us-gov-east-1", None, "https://iam.us-gov.amazonaws.com");
        check_url("iam", "cn-northwest-1", None, "https://iam.cn-north-1.amazonaws.com.cn");
        let service = Service::named("iam").expect("a service");
        assert_eq!(endpoint(service, "eu-west-1", None).signing_region, "us-east-1");
    }

    #[test]
    fn an_endpoint_of_a_vpc_is_one_of_aws() {
        assert!(is_of_aws("https://vpce-1.ssm.eu-west-1.vpce.amazonaws.com/"));
        assert!(is_of_aws("https://ssm.cn-north-1.amazonaws.com.cn"));
        assert!(!is_of_aws("http://127.0.0.1:5000"));
        assert!(!is_of_aws("https://notamazonaws.com"));
    }

    #[test]
    fn an_endpoint_is_an_address_of_http() {
        let good =
            ["http://localhost:5000", "https://a.example/b", "HTTP://[::1]:5000", "http://h/"];
        assert_eq!(good.map(why_not), [const { None }; 4]);
        let why = |url: &str| why_not(url).unwrap_or_default();
        assert!(why("localhost:5000").ends_with("`http://localhost:5000`?"));
        assert!(why("ftp://h").ends_with("https://: `http://h`?"));
        for url in ["http://", "https://:80", "http://a b", ""] {
            assert!(why(url).contains("is no address"), "{url}");
        }
    }

    #[test]
    fn the_users_own_endpoint_wins() {
        check_url("ssm", "eu-west-1", Some("http://127.0.0.1:5000/"), "http://127.0.0.1:5000");
    }
}
