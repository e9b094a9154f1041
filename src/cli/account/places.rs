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

/// Every place of an environment: each account in each Region, each once, in the order in which
/// they are declared.
///
/// # Errors
/// A role that is a name only, without accounts to find it in; a Region that is none.
pub(super) fn places(
    arguments: &PlaceArguments,
    environment: Option<&Environment>,
) -> Result<Vec<Place>, String> {
    let empty = Environment::default();
    let environment = environment.unwrap_or(&empty);
    if arguments.region.is_empty() {
        for region in &environment.regions {
            parse_one_region(&region.value).map_err(|why| {
                format!("`regions` of `[env.{}]`: \"{}\": {why}", environment.name, region.value)
            })?;
        }
    }
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
            let connection = Connection { profile, region: region.clone(), role, at_once: 1 };
            let place = Place { connection, account: account.clone() };
            // Two that are one would work against each other.
            if !places.contains(&place) {
                places.push(place);
            }
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
    /// The place, where so many calls may be under way at the same time.
    pub(super) fn at_once(mut self, calls: usize) -> Self {
        self.connection.at_once = calls;
        self
    }

    /// Finds credentials and asks whose they are.
    ///
    /// # Errors
    /// No credentials, none that are good, those of another account than the environment's, or a
    /// Region that is none.
    pub(super) fn connect(&self, threads: &Threads) -> Result<Connected, String> {
        let client = Client::connect(threads, &self.connection).map_err(|it| said(&it))?;
        parse_one_region(client.region()).map_err(|why| {
            format!("the Region `{}` of the environment or the profile: {why}", client.region())
        })?;
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

    /// Why nothing could be done here, with what the place is called before it is known whose it is.
    pub(super) fn said(&self, why: &str) -> String {
        match self.label().as_str() {
            "" => why.to_owned(),
            label => format!("{label}: {why}"),
        }
    }

    /// What it is called; empty where nobody has named anything of it.
    fn label(&self) -> String {
        let parts = [
            self.account.as_ref().map(|account| format!("account {account}")),
            self.connection.region.clone(),
            self.connection.profile.as_ref().map(|profile| format!("profile {profile}")),
        ];
        parts.into_iter().flatten().collect::<Vec<String>>().join(", ")
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
            output.fail(&place.said(&message));
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

#[cfg(test)]
mod tests {
    use crate::resolve::{Environment, Placed};
    use crate::text::{FileId, FileSpan, Span};

    use super::{Place, PlaceArguments, places};

    fn environment(accounts: &[&str], regions: &[&str]) -> Environment {
        let at: FileSpan = Span::default().in_file(FileId::default());
        let placed = |all: &[&str]| {
            all.iter().map(|it| Placed { value: (*it).to_owned(), at }).collect::<Vec<_>>()
        };
        Environment {
            name: "dup".into(),
            accounts: placed(accounts),
            regions: placed(regions),
            ..Environment::default()
        }
    }

    fn given(regions: &[&str]) -> PlaceArguments {
        let region = regions.iter().map(|it| (*it).to_owned()).collect();
        PlaceArguments { region, profile: None }
    }

    fn check_labels(given: &PlaceArguments, environment: &Environment, wanted: &[&str]) {
        let places = places(given, Some(environment)).expect("places");
        assert_eq!(places.iter().map(Place::label).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_place_that_is_named_twice_is_one() {
        let twice = environment(
            &["111122223333", "444455556666", "111122223333"],
            &["us-west-2", "eu-west-1", "us-west-2"],
        );
        let wanted = [
            "account 111122223333, us-west-2",
            "account 111122223333, eu-west-1",
            "account 444455556666, us-west-2",
            "account 444455556666, eu-west-1",
        ];
        check_labels(&given(&[]), &twice, &wanted);
        let one = environment(&[], &[]);
        check_labels(&given(&["us-west-2", "us-west-2"]), &one, &["us-west-2"]);
    }

    #[test]
    fn a_region_of_the_environment_is_looked_at_as_one_of_the_command_line() {
        for (region, near) in [("eu-wst-1", "nearest is eu-west-1"), ("mars-east-1", ""), ("*", "")]
        {
            let why = places(&given(&[]), Some(&environment(&[], &[region])));
            let why = why.expect_err("no Region");
            assert!(why.starts_with("`regions` of `[env.dup]`") && why.contains(near), "{why}");
        }
    }
}
