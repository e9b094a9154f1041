//! Associations, windows, sessions, raw documents and requests: programs, findings, artifacts.

mod associations;
mod aws_owned;
mod calendars;
mod documents;
mod event_rules;
mod inventories;
mod names;
mod parameters;
mod patch_baselines;
mod remediations;
mod requests;
mod resource_groups;
mod schedules;
mod sessions;
mod targets;
mod windows;
