//! Credentials and what else the user's environment and profiles say, by the SDK's own rules.

use aws_config::sts::AssumeRoleProvider;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::tls;
use aws_types::region::Region;

/// Whose credentials, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// A profile of the AWS command line; absent: what the environment says.
    pub profile: Option<String>,
    /// A region; absent: what environment or profile say.
    pub region: Option<String>,
    /// The ARN of an IAM role to assume with the credentials that are found.
    pub role: Option<String>,
}

/// Finds credentials: environment, profile, SSO, web identity, a process, container, instance.
/// Nothing is asked of them before the first call.
pub(super) async fn load(connection: &Connection) -> SdkConfig {
    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
        .build_https();
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http);
    if let Some(profile) = &connection.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(region) = &connection.region {
        loader = loader.region(Region::new(region.clone()));
    }
    let config = loader.load().await;
    match &connection.role {
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
    }
}
