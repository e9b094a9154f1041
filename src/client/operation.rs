//! One operation of a service on the SDK's runtime: written, signed, sent, sent again, read.

use std::num::NonZeroU32;
use std::time::Duration;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::auth::{SigV4OperationSigningConfig, SigningOptions};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::service_clock_skew::{ServiceClockSkewClassifier, ServiceClockSkewInterceptor};
use aws_smithy_runtime::client::orchestrator::operation::{self, OperationBuilder};
use aws_smithy_runtime::client::retries::classifiers::{
    HttpStatusCodeClassifier, TransientErrorClassifier,
};
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion};
use serde_json::Value;

use crate::aws::Service;
use crate::deploy::{Call, Refusal, Repeat};

use super::endpoint::{Endpoint, endpoint};
use super::error::Refused;
use super::protocol::{self, Written};
use super::services::{Protocol, protocol};

pub(super) type Operation = operation::Operation<Value, Value, Refused>;

/// How often a request is sent at most where nobody says it. The SDK's default is 3; a deploy of
/// hundreds of documents is throttled more often than an application's call.
const ATTEMPTS: u32 = 8;
const LONGEST_WAIT: Duration = Duration::from_secs(20);
const CONNECT: Duration = Duration::from_secs(10);
const ATTEMPT: Duration = Duration::from_secs(60);

/// Where an operation is called.
pub(super) struct Place<'a> {
    pub(super) config: &'a SdkConfig,
    pub(super) region: &'a str,
    /// How often a request is sent at most, where the user says so.
    pub(super) attempts: Option<NonZeroU32>,
}

/// The operation of a call; nothing where Ordain does not know how its service is spoken to.
pub(super) fn build(place: &Place<'_>, call: &Call) -> Option<Operation> {
    let service = Service::named(call.service)?;
    let protocol = protocol(call.service)?;
    protocol.route(call.operation)?;
    let endpoint = endpoint(service, place.region, place.config.endpoint_url());
    let mut builder = operation::Operation::builder()
        .service_name(service.service_id())
        .operation_name(call.operation)
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(&endpoint.url)
        .with_connection_poisoning()
        .timeout_config(timeouts())
        .runtime_plugin(signed(place.config, service, &endpoint));
    builder = retried(builder, call.repeat, place.attempts.map_or(ATTEMPTS, NonZeroU32::get));
    if let Some(client) = place.config.http_client() {
        builder = builder.http_client(client);
    }
    if let Some(sleep) = place.config.sleep_impl() {
        builder = builder.sleep_impl(sleep);
    }
    if let Some(time) = place.config.time_source() {
        builder = builder.time_source(time);
    }
    let name = call.operation;
    let spoken = (protocol, service);
    Some(
        builder
            .serializer(move |input: Value| request(protocol, name, &input))
            .deserializer(move |response| answer(spoken, name, response))
            .build(),
    )
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(ATTEMPT).build()
}

/// What is tried again: throttling always, since nothing was carried out; a server's failure and
/// a broken connection only where a second request does no harm.
fn retried(builder: OperationBuilder, repeat: Repeat, attempts: u32) -> OperationBuilder {
    let retries =
        RetryConfig::standard().with_max_attempts(attempts).with_max_backoff(LONGEST_WAIT);
    let builder = builder
        .standard_retry(&retries)
        .interceptor(ServiceClockSkewInterceptor::new())
        .retry_classifier(AwsErrorCodeClassifier::<Refused>::new())
        .retry_classifier(ServiceClockSkewClassifier::<Refused>::new());
    match repeat {
        Repeat::Harmful => builder,
        Repeat::Harmless => builder
            .retry_classifier(TransientErrorClassifier::<Refused>::new())
            .retry_classifier(HttpStatusCodeClassifier::default()),
    }
}

/// Signature version 4 with the credentials that were found.
fn signed(
    config: &SdkConfig,
    service: &'static Service,
    endpoint: &Endpoint,
) -> StaticRuntimePlugin {
    let region = Region::new(endpoint.signing_region.clone());
    let mut layer = Layer::new("ordain");
    layer.store_put(SigningName::from(service.model().signing_name().to_owned()));
    layer.store_put(SigningRegion::from(region.clone()));
    layer.store_put(region);
    layer.store_put(SigV4OperationSigningConfig {
        signing_options: signing(service),
        ..SigV4OperationSigningConfig::default()
    });
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    let mut parts = RuntimeComponentsBuilder::new("ordain");
    let schemes = StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID]);
    parts.set_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(schemes)));
    parts.push_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()));
    parts.set_identity_cache(config.identity_cache());
    if let Some(credentials) = config.credentials_provider() {
        parts.set_identity_resolver(SCHEME_ID, SharedIdentityResolver::new(credentials));
    }
    StaticRuntimePlugin::new().with_config(layer.freeze()).with_runtime_components(parts)
}

/// S3 signs paths as they are sent, and the hash of the content.
///
/// Source: "Signature Calculations for the Authorization Header", API reference of Amazon S3.
fn signing(service: &Service) -> SigningOptions {
    let mut options = SigningOptions::default();
    if service.name() == "s3" {
        options.double_uri_encode = false;
        options.normalize_uri_path = false;
        options.content_sha256_header = true;
    }
    options
}

type Boxed = Box<dyn std::error::Error + Send + Sync>;

fn request(protocol: Protocol, operation: &str, input: &Value) -> Result<HttpRequest, Boxed> {
    let Some(Written { method, path, headers, body }) = protocol::write(protocol, operation, input)
    else {
        unreachable!("an operation is built only where it has a path")
    };
    let mut request = http::Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    Ok(HttpRequest::try_from(request.body(SdkBody::from(body))?)?)
}

fn answer(
    spoken: (Protocol, &'static Service),
    operation: &str,
    response: &HttpResponse,
) -> Result<Value, OrchestratorError<Refused>> {
    let body = response.body().bytes().unwrap_or_default();
    if response.status().is_success() {
        // Cut off, or from something that is no service: it was sent, and more is not known.
        return protocol::read(spoken, operation, body)
            .map_err(|why| OrchestratorError::response(why.into()));
    }
    let header = response.headers().get("x-amzn-errortype");
    let error = protocol::read_error(spoken.0, header, body);
    let id = response.headers().get("x-amzn-requestid").map(str::to_owned);
    let refusal = Refusal {
        code: error.code,
        operation: format!("{}:{operation}", spoken.1.name()),
        message: error.message,
        status: response.status().as_u16(),
        request_id: id,
    };
    Err(OrchestratorError::operation(Refused::new(refusal)))
}
