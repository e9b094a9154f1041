//! Credentials and what else the user's environment and profiles say, by the SDK's own rules.

use std::num::NonZeroU32;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::meta::region::ProvideRegion;
use aws_config::profile::{self, ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::provider_config::ProviderConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_smithy_http_client::tls;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use aws_types::os_shim_internal::{Env, Fs};
use aws_types::region::Region;

use crate::deploy::CallError;
use crate::text::nearest;

use super::error::reasons;

/// Whose credentials, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// A profile of the AWS command line, whose credentials win over those that variables of the
    /// environment hold; absent: what the environment says.
    pub profile: Option<String>,
    /// A region; absent: what environment or profile say.
    pub region: Option<String>,
    /// The ARN of an IAM role to assume with the credentials that are found.
    pub role: Option<String>,
    /// How many calls may be under way at the same time; 0 is as 1.
    pub at_once: usize,
}

/// Finds credentials: environment, profile, SSO, web identity, a process, container, instance.
/// Nothing is asked of them before the first call.
///
/// # Errors
/// There is no profile of the name.
pub(super) async fn load(
    connection: &Connection,
    attempts: Option<NonZeroU32>,
) -> Result<SdkConfig, CallError> {
    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
        .build_https();
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http.clone());
    // Said here, so that the SDK does not read it: it ends the program at what is no number.
    let retries = RetryConfig::standard();
    loader = loader.retry_config(match attempts {
        Some(attempts) => retries.with_max_attempts(attempts.get()),
        None => retries,
    });
    if let Some(profile) = &connection.profile {
        is_there(profile).await?;
        loader = loader.profile_name(profile);
    }
    if let Some(region) = &connection.region {
        loader = loader.region(Region::new(region.clone()));
    }
    let mut config = loader.load().await;
    if config.region().is_some_and(|region| region.as_ref().is_empty()) {
        let region = behind_empty(connection.profile.as_deref()).await;
        config = config.to_builder().region(region).build();
    }
    if let Some(profile) = &connection.profile {
        let region = config.region().cloned();
        let provider = SharedCredentialsProvider::new(of_profile(profile, region, http));
        config = config.to_builder().credentials_provider(provider).build();
    }
    Ok(match &connection.role {
        None => config,
        Some(role) => {
            let provider = AssumeRoleProvider::builder(role)
                .session_name("ordain")
                .configure(&config)
                .build()
                .await;
            config
                .to_builder()
                .credentials_provider(SharedCredentialsProvider::new(provider))
                .build()
        }
    })
}

/// Fails where neither file of the AWS command line has the profile.
async fn is_there(profile: &str) -> Result<(), CallError> {
    let (files, place) = (Fs::real(), Env::real());
    let set = profile::load(&files, &place, &EnvConfigFiles::default(), None).await;
    let set = set.map_err(|error| CallError::NotSent(reasons(&error)))?;
    if set.get_profile(profile).is_some() {
        return Ok(());
    }
    let mut known: Vec<&str> = set.profiles().collect();
    known.sort_unstable();
    let near = nearest(profile, known.iter().copied());
    let near = near.map(|near| format!(", the nearest is `{near}`")).unwrap_or_default();
    let known = match known.as_slice() {
        [] => "there are none".to_owned(),
        known => format!("there are {}", known.join(", ")),
    };
    Err(CallError::NotSent(format!("there is no profile `{profile}`{near}: {known}")))
}

/// The credentials of a profile that somebody has named. Variables of the environment are not
/// asked, unless the profile itself says so: they would win over the profile unseen. A profile
/// without any takes those of the container or the instance.
///
/// Source: `create_credential_resolver` of botocore, which the AWS command line uses.
fn of_profile(
    profile: &str,
    region: Option<Region>,
    http: SharedHttpClient,
) -> CredentialsProviderChain {
    let cx = ProviderConfig::without_region().with_region(region).with_http_client(http);
    let own = ProfileFileCredentialsProvider::builder().configure(&cx).profile_name(profile);
    CredentialsProviderChain::first_try("Profile", own.build())
        .or_else("Container", EcsCredentialsProvider::builder().configure(&cx).build())
        .or_else("Instance", ImdsCredentialsProvider::builder().configure(&cx).build())
}

/// The region where AWS_REGION is empty: that of the next variable, else of the profile. The SDK takes
/// what is empty for a region.
///
/// Source: "Environment variables to configure the AWS CLI", its user guide.
async fn behind_empty(profile: Option<&str>) -> Option<Region> {
    let next = Env::real().get("AWS_DEFAULT_REGION").ok().filter(|region| !region.is_empty());
    if let Some(region) = next {
        return Some(Region::new(region));
    }
    let of_profile = ProfileFileRegionProvider::builder();
    let of_profile = match profile {
        Some(profile) => of_profile.profile_name(profile),
        None => of_profile,
    };
    of_profile.build().region().await
}
