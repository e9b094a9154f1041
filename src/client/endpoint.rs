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

/// Services with one host for the whole partition, and the region that requests are signed for.
/// Only the partition `aws` is known; elsewhere they are asked in their region.
const GLOBAL: [(&str, &str, &str); 1] = [("iam", "https://iam.amazonaws.com", "us-east-1")];

/// Where a request goes and what it is signed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Endpoint {
    pub(super) url: String,
    pub(super) signing_region: String,
}

/// The endpoint of a service. `given` is the user's own (`AWS_ENDPOINT_URL` and its like).
pub(super) fn endpoint(service: &Service, region: &str, given: Option<&str>) -> Endpoint {
    let global = GLOBAL.iter().find(|(name, ..)| *name == service.name() && is_aws(region));
    let signing_region = global.map_or(region, |(_, _, signed)| signed).to_owned();
    let url = match (given, global) {
        (Some(given), _) => given.trim_end_matches('/').to_owned(),
        (None, Some((_, url, _))) => (*url).to_owned(),
        (None, None) => {
            format!("https://{}.{region}.{}", service.endpoint_prefix(), domain(region))
        }
    };
    Endpoint { url, signing_region }
}

fn domain(region: &str) -> &'static str {
    let known = DOMAINS.iter().find(|(begin, _)| region.starts_with(begin));
    known.map_or("amazonaws.com", |(_, domain)| domain)
}

fn is_aws(region: &str) -> bool {
    domain(region) == "amazonaws.com" && !region.starts_with("us-gov-")
}

#[cfg(test)]
mod tests {
    use super::endpoint;
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
        let service = Service::named("iam").expect("a service");
        assert_eq!(endpoint(service, "eu-west-1", None).signing_region, "us-east-1");
    }

    #[test]
    fn the_users_own_endpoint_wins() {
        check_url("ssm", "eu-west-1", Some("http://127.0.0.1:5000/"), "http://127.0.0.1:5000");
    }
}
