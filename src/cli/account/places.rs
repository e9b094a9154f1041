//! Accounts and Regions that a command works in: of an environment of ordain.toml, or as the
//! command line says.

use std::num::NonZeroUsize;

use clap::Args;
use serde_json::json;

use crate::cli::Status;
use crate::cli::output::Output;
use crate::cli::partitions::{PUBLIC, parse_region, partition_of};
use crate::client::{Client, Connection, Threads};
use crate::deploy::{self, Api, Call, Counted};
use crate::resolve::Environment;

use super::beside::{Beside, beside};
use super::failure::said;

/// Places that are worked on at the same time where nobody says another number.
pub(super) const PLACES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(3);

/// Which account, and with whose credentials.
#[derive(Clone, Debug, Args)]
pub(super) struct PlaceArguments {
    /// Work in this Region, once or several times; the default is the environment's, else what
    /// AWS_REGION or the profile say
    #[arg(long, value_name = "REGION", value_parser = parse_one_region)]
    region: Vec<String>,

    /// Take credentials of this profile of the AWS command line
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

/// One account in one Region, before anything is asked of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    connection: Connection,
    /// The account that the environment declares.
    account: Option<String>,
}

/// One account in one Region, whose credentials are good.
pub(super) struct Connected {
    pub(super) client: Counted<Client>,
    pub(super) account: String,
    pub(super) partition: String,
    /// What people call the account, where it has an alias and the credentials may ask.
    pub(super) alias: Option<String>,
}

/// Every place of an environment: each account in each Region.
///
/// # Errors
/// A role that is a name only, without accounts to find it in.
pub(super) fn places(
    arguments: &PlaceArguments,
    environment: Option<&Environment>,
) -> Result<Vec<Place>, String> {
    let empty = Environment::default();
    let environment = environment.unwrap_or(&empty);
    let regions = match arguments.region.as_slice() {
        [] => environment.regions.iter().map(|region| Some(region.value.clone())).collect(),
        given => given.iter().cloned().map(Some).collect::<Vec<_>>(),
    };
    let regions = if regions.is_empty() { vec![None] } else { regions };
    let accounts = environment.accounts.iter().map(|account| Some(account.value.clone()));
    let mut accounts: Vec<Option<String>> = accounts.collect();
    if accounts.is_empty() {
        accounts.push(None);
    }
    let mut places = Vec::new();
    for account in &accounts {
        for region in &regions {
            let role = role_of(environment, account.as_deref(), region.as_deref())?;
            let profile = arguments.profile.clone().or_else(|| environment.profile.clone());
            let connection = Connection { profile, region: region.clone(), role };
            places.push(Place { connection, account: account.clone() });
        }
    }
    Ok(places)
}

/// The ARN of the role to assume.
fn role_of(
    environment: &Environment,
    account: Option<&str>,
    region: Option<&str>,
) -> Result<Option<String>, String> {
    let Some(role) = &environment.role else { return Ok(None) };
    if role.value.starts_with("arn:") {
        return Ok(Some(role.value.clone()));
    }
    let Some(account) = account else {
        return Err(format!(
            "`[env.{}]` has the role `{}` and no `accounts` to find it in: give its whole ARN, or \
             name the accounts",
            environment.name, role.value
        ));
    };
    let partition = region.and_then(partition_of).unwrap_or(PUBLIC);
    Ok(Some(format!("arn:{partition}:iam::{account}:role/{}", role.value)))
}

impl Place {
    /// Finds credentials and asks whose they are.
    ///
    /// # Errors
    /// No credentials, none that are good, or those of another account than the environment's.
    pub(super) fn connect(&self, threads: &Threads) -> Result<Connected, String> {
        let client = Client::connect(threads, &self.connection).map_err(|it| said(&it))?;
        let client = Counted::new(client);
        let identity = client.call(&Call::new("sts", "GetCallerIdentity", json!({})));
        let identity = identity.map_err(|error| said(&error))?;
        let account = identity["Account"].as_str().unwrap_or_default().to_owned();
        if let Some(wanted) = self.account.as_ref().filter(|wanted| **wanted != account) {
            return Err(format!(
                "the credentials are of account {account}, and the environment is for account \
                 {wanted}: nothing was done; `--profile`, or `profile` or `role` of the environment, \
                 choose others"
            ));
        }
        let alias = client.call(&Call::new("iam", "ListAccountAliases", json!({}))).ok();
        let alias = alias.and_then(|it| Some(it["AccountAliases"][0].as_str()?.to_owned()));
        let partition = identity["Arn"].as_str().and_then(|arn| arn.split(':').nth(1));
        let partition =
            partition.or_else(|| partition_of(client.inner().region())).unwrap_or(PUBLIC);
        let partition = partition.to_owned();
        Ok(Connected { client, account, partition, alias })
    }

    /// The account that the environment declares.
    pub(super) fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// The Region that the environment or the command line names.
    pub(super) fn region(&self) -> Option<&str> {
        self.connection.region.as_deref()
    }

    /// What it is called before it is known whose it is.
    pub(super) fn label(&self) -> String {
        let parts = [
            self.account.as_ref().map(|account| format!("account {account}")),
            self.connection.region.clone(),
            self.connection.profile.as_ref().map(|profile| format!("profile {profile}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            "the account of the environment".to_owned()
        } else {
            parts.join(", ")
        }
    }
}

impl Connected {
    /// Where requests are carried out.
    pub(super) fn place(&self) -> deploy::Place {
        deploy::Place {
            account: self.account.clone(),
            region: self.region().to_owned(),
            partition: self.partition.clone(),
        }
    }

    /// `eu-west-1`
    pub(super) fn region(&self) -> &str {
        self.client.inner().region()
    }

    /// `account 123456789012 (acme), eu-west-1`
    pub(super) fn label(&self) -> String {
        let alias = self.alias.as_ref().map(|alias| format!(" ({alias})")).unwrap_or_default();
        format!("account {}{alias}, {}", self.account, self.region())
    }
}

/// Does the same in every place, several at the same time, and prints what comes of it in their
/// order. One place that fails does not keep the others from being worked on.
pub(super) fn in_places(
    places: &[Place],
    output: &Output,
    work: impl Fn(&Connected) -> Result<String, String> + Sync,
) -> Result<Status, String> {
    let threads = threads()?;
    let mut status = Status::Clean;
    let in_place = |place: &Place| {
        let connected = place.connect(&threads)?;
        let text = work(&connected)?;
        Ok(format!("{}\n{text}", connected.label()))
    };
    let how = Beside { most: PLACES, is_end: &|_| false };
    beside(places, &how, in_place, |place, done: Option<Result<String, String>>| match done {
        Some(Ok(text)) => output.result(&text),
        Some(Err(message)) => {
            status = Status::Findings;
            output.fail(&format!("{}: {message}", place.label()));
        }
        None => unreachable!("nothing ends the work"),
    });
    Ok(status)
}

/// A Region to work in, which all of them together are not.
fn parse_one_region(text: &str) -> Result<String, String> {
    match text {
        "*" => Err("name a Region, or several: `--region` may stand more than once".to_owned()),
        _ => parse_region(text),
    }
}

/// The threads that requests are sent on.
///
/// # Errors
/// The system gives no thread.
pub(super) fn threads() -> Result<Threads, String> {
    Threads::start().map_err(|error| format!("a thread for requests: {error}"))
}
