//! The services that are built in: found by a name, read on their first use.

use std::sync::OnceLock;

use super::model::Model;
use super::names;
use super::operation::Spelling;
use super::services::SERVICES;

/// A service of AWS. Finding one reads nothing; its model is read on its first use and kept.
///
/// ```
/// use ordain::aws::Service;
///
/// let ec2 = Service::named("ec2").unwrap();
/// let run = ec2.model().operation("RunInstances").unwrap();
/// assert!(run.input().unwrap().members().get("ImageId").is_some());
/// ```
#[derive(Debug)]
pub struct Service {
    name: &'static str,
    service_id: &'static str,
    endpoint_prefix: &'static str,
    packed: &'static [u8],
    model: OnceLock<Model>,
}

impl Service {
    pub(super) const fn new(
        name: &'static str,
        service_id: &'static str,
        endpoint_prefix: &'static str,
        packed: &'static [u8],
    ) -> Self {
        Service { name, service_id, endpoint_prefix, packed, model: OnceLock::new() }
    }

    /// All services, sorted by name.
    pub fn all() -> &'static [Service] {
        &SERVICES
    }

    /// The service of exactly this name, boto3's name of its client: `elbv2`.
    pub fn named(name: &str) -> Option<&'static Service> {
        let place = SERVICES.binary_search_by(|service| service.name.cmp(name)).ok()?;
        SERVICES.get(place)
    }

    /// The service that SSM takes the name for, in another case or with other joints too: `EC2`,
    /// `CloudWatch`, `application_autoscaling`.
    pub fn find(written: &str) -> Option<(&'static Service, Spelling)> {
        if let Some(service) = Service::named(written) {
            return Some((service, Spelling::Canonical));
        }
        if let Some(service) = SERVICES.iter().find(|it| names::same(it.name, written)) {
            return Some((service, Spelling::Variant));
        }
        let (_, name) = names::SERVICES.iter().find(|(alias, _)| *alias == written)?;
        Some((Service::named(name)?, Spelling::Alias))
    }

    /// boto3's name of the client, as SSM documents write it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// `Elastic Load Balancing v2`
    pub fn service_id(&self) -> &'static str {
        self.service_id
    }

    /// The first word of the service's host names; several services may share one.
    pub fn endpoint_prefix(&self) -> &'static str {
        self.endpoint_prefix
    }

    /// The service's operations and shapes.
    pub fn model(&'static self) -> &'static Model {
        self.model.get_or_init(|| {
            Model::read(self.packed)
                .unwrap_or_else(|_| unreachable!("every model that is built in is read by a test"))
        })
    }

    /// The model as it is built in, for those who measure.
    pub fn packed(&self) -> &'static [u8] {
        self.packed
    }
}
