//! `ordain iam`: the least-privilege policy of a runbook's role.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::iam::{self, Account, Policy, Role};
use crate::io::{self, Takes};
use crate::report::Group;
use crate::session::{IamOutcome, RunbookNeeds};
use crate::text::Sources;

use super::Status;
use super::arguments::{FindingsFormat, ProjectArguments};
use super::output::{FormatChoice, Output, Stream};
use super::partitions::{PUBLIC, parse_account, parse_partition, parse_region, partition_of};
use super::projects::{self, Opened};

/// A file that is no policy.
const NO_POLICY: Code = Code(494);

/// Print the least-privilege policy of a runbook's role, and why each action is in it
#[derive(Clone, Debug, Args)]
pub(super) struct Arguments {
    /// The runbook, by its name in the source or in the account; not needed where there is one.
    /// What ends in `.ord`, or is the path of a file or folder, is a PATH
    name: Option<String>,

    #[command(flatten)]
    project: ProjectArguments,

    /// How the policy is written
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    format: PolicyFormat,

    /// Print the trust of the role without its permissions; with JSON it needs `--account`
    #[arg(long)]
    trust: bool,

    /// Print each place in the source that needs an action, such as ec2:StopInstances or ec2:*
    #[arg(long, value_name = "ACTION", conflicts_with_all = ["trust", "check", "format"])]
    explain: Option<String>,

    /// Compare a policy in a file with what the runbook needs; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["trust", "format"])]
    check: Option<PathBuf>,

    /// The account that the runbook runs in: twelve digits, or `*` for all of them
    #[arg(long, value_name = "ID", value_parser = parse_account)]
    account: Option<String>,

    /// The Region that the runbook runs in, or `*` for all of them
    #[arg(long, value_name = "REGION", value_parser = parse_region)]
    region: Option<String>,

    /// The partition of the account, such as aws-cn; that of the Region where it is not given
    #[arg(long, value_name = "PARTITION", value_parser = parse_partition)]
    partition: Option<String>,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: FindingsFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PolicyFormat {
    /// The policy alone, as `aws iam put-role-policy` takes it
    Json,
    /// A template with the role, in YAML
    Cloudformation,
    /// The role in Terraform's JSON, for a file NAME.tf.json
    Terraform,
}

impl Arguments {
    /// How findings are told.
    fn findings(&self) -> FormatChoice {
        FormatChoice { format: self.message_format, fail_on: self.project.fail_on }
    }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let mut arguments = arguments.clone();
    projects::take_name_for_path(&mut arguments.name, &mut arguments.project.paths);
    match iam(&arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.fail(&message);
            Status::Failed
        }
    }
}

impl Arguments {
    /// # Errors
    /// The options say two different things, or not enough.
    fn account(&self) -> Result<Account, String> {
        let Arguments { partition, region, account, .. } = self;
        let account_of_trust = account.as_deref();
        if self.trust && account_of_trust == Some("*") {
            return Err(
                "a trust policy is for the executions of one account, not of `*`".to_owned()
            );
        }
        if self.trust && self.format == PolicyFormat::Json && account_of_trust.is_none() {
            return Err("a trust policy in JSON needs `--account`".to_owned());
        }
        let implied = region.as_deref().and_then(partition_of);
        if let (Some(region), Some(given), Some(implied)) = (region, partition, implied)
            && given != implied
            && given != "*"
        {
            return Err(format!("Region {region} is in the partition {implied}, not in {given}"));
        }
        // The public one is what each format takes of itself.
        let implied = implied.filter(|it| *it != PUBLIC).map(str::to_owned);
        let partition = partition.clone().or(implied);
        Ok(Account { partition, region: region.clone(), account: account.clone() })
    }
}

fn iam(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let account = arguments.account()?;
    let opened = projects::open(&arguments.project, Takes::Sources, output)?;
    let wanted = |name: &str, declaration: &str| match &arguments.name {
        Some(wanted) => wanted == name || wanted == declaration,
        None => true,
    };
    let outcomes: Vec<IamOutcome> =
        opened.iter().map(|project| project.session.iam(wanted)).collect();
    if outcomes.iter().any(|outcome| outcome.diagnostics.iter().any(Diagnostic::is_error)) {
        let pairs = opened.iter().zip(&outcomes);
        let groups: Vec<Group<'_>> =
            pairs.map(|(project, outcome)| project.group(&outcome.diagnostics)).collect();
        output.report(&projects::runs(&groups), arguments.findings(), Stream::Error);
        return Ok(projects::status(&groups, arguments.project.fail_on));
    }
    let (project, runbook) = choose(arguments, &opened, &outcomes)?;
    match (&arguments.explain, &arguments.check) {
        (Some(action), _) => explain(action, output, project, runbook),
        (None, Some(file)) => {
            let against = Against { file, account: &account };
            check(arguments, &against, output, (project, runbook))
        }
        (None, None) => Ok(print(arguments, &account, output, (project, runbook))),
    }
}

/// The one runbook that is asked for.
fn choose<'o>(
    arguments: &Arguments,
    opened: &'o [Opened],
    outcomes: &'o [IamOutcome],
) -> Result<(&'o Opened, &'o RunbookNeeds), String> {
    let pairs = opened.iter().zip(outcomes);
    let all: Vec<(&Opened, &RunbookNeeds)> = pairs
        .flat_map(|(project, outcome)| outcome.runbooks.iter().map(move |it| (project, it)))
        .collect();
    let known = || outcomes.iter().flat_map(|outcome| &outcome.known);
    match (all.as_slice(), &arguments.name) {
        ([one], _) => Ok(*one),
        ([], Some(name)) => {
            let names = known().flat_map(|(name, declaration)| [&**name, &**declaration]);
            Err(format!("there is no runbook `{name}`{}", projects::hint(name, names)))
        }
        ([], None) => Err("there is no runbook".to_owned()),
        (several, _) => {
            let names: Vec<&str> = several.iter().map(|(_, it)| it.name.as_str()).collect();
            Err(format!("a policy is that of one runbook, name it: {}", names.join(", ")))
        }
    }
}

fn print(
    arguments: &Arguments,
    account: &Account,
    output: &Output,
    (project, runbook): (&Opened, &RunbookNeeds),
) -> Status {
    let findings = &runbook.derived.findings;
    let unknown: Vec<String> =
        findings.iter().map(|found| remark(found, project.session.sources())).collect();
    let nothing = Policy::default();
    let whole = Role { document: &runbook.name, policy: &runbook.policy, unknown: &unknown };
    let trust = Role { document: &runbook.name, policy: &nothing, unknown: &[] };
    let role = if arguments.trust { trust } else { whole };
    let text = match arguments.format {
        PolicyFormat::Json if arguments.trust => pretty(&iam::trust_json(account)),
        PolicyFormat::Json => pretty(&iam::permissions_json(&runbook.policy, account)),
        PolicyFormat::Cloudformation => iam::cloudformation(&role, account),
        PolicyFormat::Terraform => pretty(&iam::terraform(&role, account)),
    };
    output.result(&text);
    // What the permissions leave open says nothing about who may assume the role.
    if arguments.trust {
        return Status::Clean;
    }
    if runbook.policy.is_empty() {
        output.say(&format!("{} needs no permissions", runbook.name));
    }
    let groups = [project.group(findings)];
    output.report(&projects::runs(&groups), arguments.findings(), Stream::Error);
    projects::status(&groups, arguments.project.fail_on)
}

fn explain(
    action: &str,
    output: &Output,
    project: &Opened,
    runbook: &RunbookNeeds,
) -> Result<Status, String> {
    let needs = &runbook.derived.needs;
    if let Some(text) = iam::explain(needs, action, project.session.sources(), &project.prefix) {
        output.result(&text);
        return Ok(Status::Clean);
    }
    if let Some(problem) = iam::no_such_action(needs, action) {
        return Err(problem);
    }
    let near = iam::nearest_action(needs, action);
    let hint = near.map_or_else(String::new, |near| format!(": the nearest is `{near}`"));
    output.fail(&format!("{} does not need `{action}`{hint}", runbook.name));
    Ok(Status::Findings)
}

/// What a policy is compared with, and where.
struct Against<'a> {
    file: &'a Path,
    account: &'a Account,
}

fn check(
    arguments: &Arguments,
    against: &Against<'_>,
    output: &Output,
    (project, runbook): (&Opened, &RunbookNeeds),
) -> Result<Status, String> {
    let source = io::read_text(against.file).map_err(|problem| problem.to_string())?;
    let given = (&*source.path, &*source.text);
    let (sources, found) = project.session.compare_policy(runbook, given, against.account);
    let policy = sources.find(&source.path);
    // What the policy lacks lies in the project, the rest in the policy.
    let (in_policy, mut in_project): (Vec<Diagnostic>, Vec<Diagnostic>) =
        found.into_iter().partition(|found| Some(found.primary.at.file) == policy);
    // Nothing is compared with what is no policy.
    if !in_policy.iter().any(|found| found.code == NO_POLICY) {
        in_project.extend(runbook.derived.findings.iter().cloned());
    }
    in_project.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
    let groups = [
        Group { diagnostics: &in_project, sources: &sources, prefix: &project.prefix },
        Group { diagnostics: &in_policy, sources: &sources, prefix: "" },
    ];
    output.report(&projects::runs(&groups), arguments.findings(), Stream::Out);
    Ok(projects::status(&groups, arguments.project.fail_on))
}

/// A finding as a comment.
fn remark(found: &Diagnostic, sources: &Sources) -> String {
    let at = found.primary.at;
    let place = sources.get(at.file).map(|source| {
        let start = source.lines.line_column(&source.text, at.span.start);
        format!("{}:{}:{}: ", source.path, start.line, start.column)
    });
    format!("{}{} ({})", place.unwrap_or_default(), found.message, found.code)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
