//! Commands that reach an account: one file per command.

mod deploy;
mod failure;
mod holder;
mod places;
mod plan;
mod prepare;
mod report;
mod run;
mod show;
mod show_reach;
mod status;
mod versions;

pub(super) use deploy::{Arguments as DeployArguments, run as deploy};
pub(super) use plan::{Arguments as PlanArguments, run as plan};
pub(super) use run::{Arguments as RunArguments, run};
pub(super) use status::{Arguments as StatusArguments, run as status};
pub(super) use versions::{
    PromoteArguments, RollbackArguments, VersionsArguments, promote, rollback, versions,
};
