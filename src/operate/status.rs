//! How the associations and windows of a project are doing.

use serde_json::{Value, json};

use crate::deploy::{Api, Call, CallError, all_pages};

/// An association as it is at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssociationStatus {
    pub name: String,
    /// `Success`, `Pending`, `Failed`, …; empty before the first run.
    pub status: String,
    /// Resources by their status, sorted: `("Success", 12)`.
    pub resources: Vec<(String, u64)>,
    /// Seconds since 1970 of the last run; absent before the first.
    pub last_run: Option<f64>,
}

/// A maintenance window as it is at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WindowStatus {
    pub name: String,
    pub enabled: bool,
    /// As the service writes it; empty where there is none.
    pub next_run: String,
    /// The status of the last run and its end, in seconds since 1970; absent before the first.
    pub last_run: Option<(String, Option<f64>)>,
}

/// The associations of these names, in the order of the account's list.
///
/// # Errors
/// A call without an answer.
pub fn associations(api: &dyn Api, names: &[&str]) -> Result<Vec<AssociationStatus>, CallError> {
    let list = Call::ssm("ListAssociations", json!({ "MaxResults": 50 }));
    let mut found = Vec::new();
    for listed in all_pages(api, &list, "Associations")? {
        let Some(name) = listed["AssociationName"].as_str().filter(|name| names.contains(name))
        else {
            continue;
        };
        let overview = &listed["Overview"];
        let counts = overview["AssociationStatusAggregatedCount"].as_object().into_iter().flatten();
        let mut resources: Vec<(String, u64)> =
            counts.filter_map(|(status, count)| Some((status.clone(), count.as_u64()?))).collect();
        resources.sort();
        found.push(AssociationStatus {
            name: name.to_owned(),
            status: overview["Status"].as_str().unwrap_or_default().to_owned(),
            resources,
            last_run: listed["LastExecutionDate"].as_f64(),
        });
    }
    Ok(found)
}

/// The windows of these names with their last runs.
///
/// # Errors
/// A call without an answer.
pub fn windows(api: &dyn Api, names: &[&str]) -> Result<Vec<WindowStatus>, CallError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let list = Call::ssm("DescribeMaintenanceWindows", json!({ "MaxResults": 100 }));
    let mut found = Vec::new();
    for listed in all_pages(api, &list, "WindowIdentities")? {
        let Some(name) = listed["Name"].as_str().filter(|name| names.contains(name)) else {
            continue;
        };
        let ask = json!({ "WindowId": listed["WindowId"], "MaxResults": 100 });
        let runs = Call::ssm("DescribeMaintenanceWindowExecutions", ask);
        let runs = all_pages(api, &runs, "WindowExecutions")?;
        let begun = |run: &&Value| run["StartTime"].as_f64().unwrap_or(0.0);
        let last = runs.iter().max_by(|left, right| begun(left).total_cmp(&begun(right)));
        found.push(WindowStatus {
            name: name.to_owned(),
            enabled: listed["Enabled"].as_bool().unwrap_or(true),
            next_run: listed["NextExecutionTime"].as_str().unwrap_or_default().to_owned(),
            last_run: last.map(|run| {
                let status = run["Status"].as_str().unwrap_or_default().to_owned();
                (status, run["EndTime"].as_f64())
            }),
        });
    }
    Ok(found)
}
