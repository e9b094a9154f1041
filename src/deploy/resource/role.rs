//! IAM roles with their inline policies. A role is the account's, not the Region's: the second Region
//! finds it as the first has made it, and only the first, which a tag names, deletes it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, Tags};
use crate::deploy::outputs::Outputs;
use crate::deploy::place::Place;
use crate::deploy::plan::Prune;
use crate::deploy::side_by_side::each;
use crate::session::ROLE_DESCRIPTION;

use super::form::{Form, Rules, form};
use super::is_elsewhere;
use super::kind::{Asked, Doing, Found, Kind, Read, Reading, gone};
use super::role_policy::normal;

pub(super) struct Role;

/// Source: "CreateRole" and "UpdateRole", API reference of IAM.
const MEMBERS: [&str; 3] = ["Description", "MaxSessionDuration", BOUNDARY];
const BOUNDARY: &str = "PermissionsBoundary";
const TRUST: &str = "AssumeRolePolicyDocument";

const RULES: Rules = Rules {
    members: &MEMBERS,
    defaults: &[("MaxSessionDuration", "3600")],
    sets: &[],
    texts: &[],
    left: &[],
};

/// The tag that says from which Region a role was made.
const REGION: &str = "ordain:region";

const NOT_FOUND: &str = "NoSuchEntity";

/// Lists of what DeleteRole refuses a role for: the operation, its list, the name of one, words.
///
/// Source: "DeleteRole", API reference of IAM.
const USES: [(&str, &str, &str, &str); 2] = [
    ("ListAttachedRolePolicies", "AttachedPolicies", "PolicyName", "the policy"),
    (
        "ListInstanceProfilesForRole",
        "InstanceProfiles",
        "InstanceProfileName",
        "the instance profile",
    ),
];

impl Kind for Role {
    fn read(&self, reading: &Reading<'_>) -> Result<Read, CallError> {
        let here = reading.requests.iter();
        let here = here.filter(|(_, request)| !is_elsewhere(request, reading.place));
        let names: Vec<&str> = here.map(|(name, _)| *name).collect();
        let all = each(reading.api, &names, |name| {
            let mut answer = match reading.api.call(&call("GetRole", json!({ "RoleName": name }))) {
                Err(error) if error.is(NOT_FOUND) => return Ok(None),
                answer => answer?,
            };
            let role = answer["Role"].take();
            let form = described(reading.api, name, &role)?;
            Ok(Some(found(name, &role, form)))
        })?;
        let there = names.into_iter().zip(all);
        let there = there.filter_map(|(name, found)| Some((name.to_owned(), vec![found?])));
        let mut read = Read { by_name: there.collect(), ..Read::default() };
        if reading.prune == Prune::Delete {
            read.by_name.extend(made_here(reading)?);
        }
        Ok(read)
    }

    fn rules(&self) -> &'static Rules {
        &RULES
    }

    fn form(&self, request: &Value) -> Form {
        let mut whole = bare(&request["role"]);
        let policy = &request["policy"];
        if let Some(name) = policy["PolicyName"].as_str() {
            whole.insert(label(name), normal(&policy["PolicyDocument"]));
        }
        whole
    }

    fn tags<'v>(&self, request: &'v Value) -> &'v Value {
        &request["role"]["Tags"]
    }

    fn never(&self, asked: &Asked<'_>) -> Option<String> {
        let path = |of: &Value| of["Path"].as_str().unwrap_or("/").to_owned();
        let there = path(&asked.found?.more);
        let wanted = path(&asked.request["role"]);
        (there != wanted).then(|| {
            format!("its path is `{there}`, and does not become `{wanted}`: delete it first")
        })
    }

    fn exists(&self) -> Option<&'static str> {
        Some("EntityAlreadyExists")
    }

    fn create(&self, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError> {
        let role = &doing.request["role"];
        let mut request = role.clone();
        request["Tags"] = identity::tag_list(tags);
        let mut made = doing.api.call(&call("CreateRole", request))?;
        let found = found(&doing.item.name, &made["Role"].take(), bare(role));
        Ok(Found { tags: tags.clone(), ..found })
    }

    fn update(&self, doing: &Doing<'_>, found: &Found, changed: &[&str]) -> Result<(), CallError> {
        let role = &doing.request["role"];
        let send = |operation: &'static str, mut input: Value| {
            input["RoleName"] = json!(found.id);
            doing.api.call(&call(operation, input)).map(|_| ())
        };
        if changed.contains(&TRUST) {
            send("UpdateAssumeRolePolicy", json!({ "PolicyDocument": role[TRUST] }))?;
        }
        if changed.contains(&"Description") || changed.contains(&"MaxSessionDuration") {
            let description = role["Description"].as_str().unwrap_or_default();
            let seconds = role["MaxSessionDuration"].as_i64().unwrap_or(3600);
            let input = json!({ "Description": description, "MaxSessionDuration": seconds });
            send("UpdateRole", input)?;
        }
        if changed.contains(&BOUNDARY) {
            match role.get(BOUNDARY) {
                Some(arn) => send("PutRolePermissionsBoundary", json!({ BOUNDARY: arn }))?,
                None => send("DeleteRolePermissionsBoundary", json!({}))?,
            }
        }
        let policy = &doing.request["policy"];
        let wanted = policy["PolicyName"].as_str();
        for name in changed.iter().filter_map(|label| policy_of(label)) {
            if wanted == Some(name) {
                send("PutRolePolicy", policy.clone())?;
            } else {
                remove(doing.api, &found.id, name)?;
            }
        }
        Ok(())
    }

    fn tag(&self, api: &dyn Api, found: &Found, tags: &Tags) -> Result<(), CallError> {
        let request = json!({ "RoleName": found.id, "Tags": identity::tag_list(tags) });
        api.call(&call("TagRole", request)).map(|_| ())
    }

    fn delete(&self, api: &dyn Api, found: &Found) -> Result<(), CallError> {
        let uses = uses(api, &found.id)?;
        if !uses.is_empty() {
            let why =
                format!("somebody uses it, and nothing of it was deleted: {}", uses.join(", "));
            return Err(CallError::NotSent(why));
        }
        for name in policies(api, &found.id)? {
            remove(api, &found.id, &name)?;
        }
        let delete = call("DeleteRole", json!({ "RoleName": found.id }));
        gone(api.call(&delete), &[NOT_FOUND])
    }

    fn marks(&self, place: &Place) -> Tags {
        Tags::from([(REGION.to_owned(), place.region.clone())])
    }

    fn outputs(&self, id: &str, found: &Found) -> Outputs {
        let mut outputs = Outputs::default();
        if let Some(arn) = found.more["Arn"].as_str() {
            outputs.put(id, "Arn", arn);
        }
        outputs
    }
}

/// The roles that the project has made from this Region. The list has no tags, and asking for those
/// of all roles of an account takes long: their description tells which may be the project's.
///
/// Source: "ListRoles", API reference of IAM; a list by tags, `tag:GetResources`, has no roles.
fn made_here(reading: &Reading<'_>) -> Result<BTreeMap<String, Vec<Found>>, CallError> {
    let described = format!("{ROLE_DESCRIPTION}{}", reading.project);
    let all = call("ListRoles", json!({ "MaxItems": 1000 }));
    let mut all = all_pages(reading.api, &all, "Roles")?;
    let name = |role: &Value| role["RoleName"].as_str().unwrap_or_default().to_owned();
    all.retain(|role| {
        let is_wanted = reading.requests.contains_key(name(role).as_str());
        role["Description"] == described.as_str() && !is_wanted
    });
    let found = each(reading.api, &all, |role| {
        let name = name(role);
        let tags = call("ListRoleTags", json!({ "RoleName": name }));
        let tags = match all_pages(reading.api, &tags, "Tags") {
            Err(error) if error.is(NOT_FOUND) => return Ok(None),
            tags => Value::Array(tags?),
        };
        let found = found(&name, &json!({ "Tags": tags }), Form::new());
        let is_here = found.tags.get(REGION) == Some(&reading.place.region);
        Ok(is_here.then_some((name, vec![found])))
    })?;
    Ok(found.into_iter().flatten().collect())
}

fn call(operation: &'static str, input: Value) -> Call {
    Call::new("iam", operation, input)
}

/// A role without its policies.
fn bare(role: &Value) -> Form {
    let mut whole = Form::new();
    whole.insert(TRUST.to_owned(), normal(&role[TRUST]));
    whole.extend(form(role, &RULES));
    whole
}

fn found(name: &str, role: &Value, form: Form) -> Found {
    Found {
        id: name.to_owned(),
        form,
        tags: identity::tags(&role["Tags"]),
        more: identity::members(role, &["Arn", "Path"]),
        is_there: true,
    }
}

fn described(api: &dyn Api, name: &str, role: &Value) -> Result<Form, CallError> {
    let mut role = role.clone();
    let boundary = role[BOUNDARY]["PermissionsBoundaryArn"].take();
    role[BOUNDARY] = boundary;
    let mut whole = bare(&role);
    for policy in policies(api, name)? {
        let ask = json!({ "RoleName": name, "PolicyName": policy });
        let got = api.call(&call("GetRolePolicy", ask))?;
        whole.insert(label(&policy), normal(&got["PolicyDocument"]));
    }
    Ok(whole)
}

/// The names of a role's inline policies; none where it is gone.
fn policies(api: &dyn Api, role: &str) -> Result<BTreeSet<String>, CallError> {
    let list = call("ListRolePolicies", json!({ "RoleName": role }));
    match all_pages(api, &list, "PolicyNames") {
        Err(error) if error.is(NOT_FOUND) => Ok(BTreeSet::new()),
        names => Ok(names?.iter().filter_map(|name| Some(name.as_str()?.to_owned())).collect()),
    }
}

fn remove(api: &dyn Api, role: &str, policy: &str) -> Result<(), CallError> {
    let request = json!({ "RoleName": role, "PolicyName": policy });
    gone(api.call(&call("DeleteRolePolicy", request)), &[NOT_FOUND])
}

/// What a role cannot be deleted with, and what Ordain has not put there: managed policies, and
/// instance profiles.
fn uses(api: &dyn Api, role: &str) -> Result<Vec<String>, CallError> {
    let mut found = Vec::new();
    for (operation, member, name, words) in USES {
        match all_pages(api, &call(operation, json!({ "RoleName": role })), member) {
            Err(error) if error.is(NOT_FOUND) => {}
            all => {
                let all = all?;
                let names = all.iter().filter_map(|one| one[name].as_str());
                found.extend(names.map(|name| format!("{words} `{name}`")));
            }
        }
    }
    Ok(found)
}

/// What a plan calls an inline policy.
fn label(name: &str) -> String {
    format!("policy `{name}`")
}

fn policy_of(label: &str) -> Option<&str> {
    label.strip_prefix("policy `")?.strip_suffix('`')
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use serde_json::{Value, json};

    use super::{Found, Kind, Role};
    use crate::deploy::api::{Api, Call, CallError};

    /// A role in an instance profile, or in none; what was asked.
    struct Account(Value, Mutex<Vec<&'static str>>);

    impl Api for Account {
        fn call(&self, call: &Call) -> Result<Value, CallError> {
            if let Ok(mut sent) = self.1.lock() {
                sent.push(call.operation);
            }
            Ok(match call.operation {
                "ListInstanceProfilesForRole" => json!({ "InstanceProfiles": self.0 }),
                "ListRolePolicies" => json!({ "PolicyNames": ["own"] }),
                _ => json!({}),
            })
        }
    }

    #[track_caller]
    fn check_deletes(profiles: Value, ok: bool, deletions: &[&str]) {
        let account = Account(profiles, Mutex::default());
        let found = Found { id: "runner".to_owned(), ..Found::default() };
        assert_eq!(Role.delete(&account, &found).is_ok(), ok);
        let mut sent = account.1.into_inner().unwrap_or_default();
        sent.retain(|operation| operation.starts_with("Delete"));
        assert_eq!(sent, deletions);
    }

    #[test]
    fn a_role_that_somebody_uses_loses_nothing() {
        check_deletes(json!([{ "InstanceProfileName": "web" }]), false, &[]);
        check_deletes(json!([]), true, &["DeleteRolePolicy", "DeleteRole"]);
    }
}
