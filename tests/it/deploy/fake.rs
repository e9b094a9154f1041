//! A small account in memory: documents with versions, associations, windows, nodes. It counts
//! what it is asked, and knows only what these tests need; `tests/service` is the whole of it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ordain::deploy::{Api, Call, CallError, Refusal};
use serde_json::{Map, Value, json};

#[derive(Default)]
pub(super) struct Account {
    held: Mutex<Held>,
}

#[derive(Clone, Default)]
pub(super) struct Held {
    pub(super) documents: BTreeMap<String, Document>,
    /// Descriptions by id.
    pub(super) associations: BTreeMap<String, Value>,
    pub(super) windows: BTreeMap<String, Window>,
    /// Tags by kind and id.
    pub(super) tags: BTreeMap<(String, String), BTreeMap<String, String>>,
    /// Rules of EventBridge by the ends of their targets' ARNs.
    pub(super) rules: BTreeMap<String, Vec<String>>,
    /// Remediations of AWS Config by their rules.
    pub(super) remediations: BTreeMap<String, Value>,
    /// Tags of managed nodes by id.
    pub(super) nodes: BTreeMap<String, BTreeMap<String, String>>,
    /// Operations that are refused.
    pub(super) denied: Vec<&'static str>,
    /// How often each operation was called.
    pub(super) calls: BTreeMap<String, usize>,
    made: usize,
}

#[derive(Clone, Default)]
pub(super) struct Document {
    pub(super) kind: String,
    pub(super) versions: BTreeMap<u64, Version>,
    pub(super) default: u64,
    pub(super) shared_with: Vec<String>,
}

#[derive(Clone, Default)]
pub(super) struct Version {
    pub(super) name: String,
    pub(super) content: String,
    pub(super) format: String,
}

#[derive(Clone, Default)]
pub(super) struct Window {
    pub(super) described: Value,
    pub(super) targets: Vec<Value>,
    pub(super) tasks: Vec<Value>,
}

impl Account {
    /// Changes something by hand.
    pub(super) fn by_hand(&self, change: impl FnOnce(&mut Held)) {
        change(&mut self.held.lock().unwrap());
    }

    /// How often each operation was called since the last time, and forgets it.
    pub(super) fn counted(&self) -> BTreeMap<String, usize> {
        std::mem::take(&mut self.held.lock().unwrap().calls)
    }
}

impl Api for Account {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let held = &mut *self.held.lock().unwrap();
        *held.calls.entry(call.operation.to_owned()).or_default() += 1;
        if held.denied.contains(&call.operation) {
            return Err(refused("AccessDeniedException"));
        }
        let input = &call.input;
        let documents = held.document_call(call.operation, input)?;
        let answer = documents.or_else(|| held.association_call(call.operation, input));
        let answer = answer.or_else(|| held.window_call(call.operation, input));
        let answer = answer.or_else(|| held.other_call(call.operation, input));
        // It holds nothing of other kinds.
        let answer = answer.or_else(|| EMPTY.contains(&call.operation).then(|| json!({})));
        Ok(answer.unwrap_or_else(|| panic!("the account does not know {}", call.operation)))
    }
}

/// Lists of what the account does not hold.
const EMPTY: [&str; 6] = [
    "DescribeParameters",
    "DescribePatchBaselines",
    "GetAccountAuthorizationDetails",
    "GetParametersByPath",
    "GetResources",
    "ListRules",
];

fn refused(code: &str) -> CallError {
    CallError::Refused(Refusal { code: code.to_owned(), ..Refusal::default() })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// One page of a list, from a token that is a place.
fn page(items: Vec<Value>, member: &str, input: &Value) -> Value {
    let start: usize = input["NextToken"].as_str().map_or(0, |token| token.parse().unwrap());
    let size = input["MaxResults"].as_u64().unwrap_or(50) as usize;
    let more = items.len() > start + size;
    let items: Vec<Value> = items.into_iter().skip(start).take(size).collect();
    let mut answer = json!({ member: items });
    if more {
        answer["NextToken"] = json!((start + size).to_string());
    }
    answer
}

fn tag_list(tags: Option<&BTreeMap<String, String>>) -> Value {
    let tags = tags.into_iter().flatten();
    tags.map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

impl Held {
    pub(super) fn tag(&mut self, kind: &str, id: &str, list: &Value) {
        let tags = self.tags.entry((kind.to_owned(), id.to_owned())).or_default();
        for tag in list.as_array().into_iter().flatten() {
            tags.insert(text(&tag["Key"]), text(&tag["Value"]));
        }
    }

    fn tags_of(&self, kind: &str, id: &str) -> Value {
        tag_list(self.tags.get(&(kind.to_owned(), id.to_owned())))
    }

    fn document_call(
        &mut self,
        operation: &str,
        input: &Value,
    ) -> Result<Option<Value>, CallError> {
        let name = text(&input["Name"]);
        match operation {
            "ListDocuments" => {
                let listed = self.documents.iter().map(|(name, document)| {
                    json!({
                        "Name": name, "DocumentType": document.kind,
                        "DocumentVersion": document.default.to_string(),
                        "Tags": self.tags_of("Document", name),
                    })
                });
                return Ok(Some(page(listed.collect(), "DocumentIdentifiers", input)));
            }
            "CreateDocument" => {
                if self.documents.contains_key(&name) {
                    return Err(refused("DocumentAlreadyExists"));
                }
                let kind = text(&input["DocumentType"]);
                let document = Document { kind, default: 1, ..Document::default() };
                self.documents.insert(name.clone(), document);
                self.tag("Document", &name, &input["Tags"]);
            }
            "ListDocumentVersions"
            | "GetDocument"
            | "UpdateDocument"
            | "DeleteDocument"
            | "UpdateDocumentDefaultVersion"
            | "DescribeDocumentPermission"
            | "ModifyDocumentPermission" => {}
            _ => return Ok(None),
        }
        let document = self.documents.get_mut(&name).ok_or(refused("InvalidDocument"))?;
        let answer = document.call(operation, input)?;
        if operation == "DeleteDocument" && document.versions.is_empty() {
            self.documents.remove(&name);
            self.tags.remove(&("Document".to_owned(), name));
        }
        Ok(Some(answer))
    }

    fn association_call(&mut self, operation: &str, input: &Value) -> Option<Value> {
        let id = text(&input["AssociationId"]);
        Some(match operation {
            "ListAssociations" => {
                let members = ["AssociationId", "AssociationName", "Name", "DocumentVersion"];
                let listed = self.associations.values().map(|one| {
                    let member = |name: &&str| Some((name.to_string(), one.get(name)?.clone()));
                    Value::Object(members.iter().filter_map(member).collect())
                });
                page(listed.collect(), "Associations", input)
            }
            "DescribeAssociation" => json!({ "AssociationDescription": self.associations[&id] }),
            "CreateAssociation" => {
                self.made += 1;
                let id = format!("association-{}", self.made);
                let mut one = input.clone();
                one["AssociationId"] = json!(id);
                self.tag("Association", &id, &input["Tags"]);
                self.associations.insert(id, one.clone());
                json!({ "AssociationDescription": one })
            }
            "UpdateAssociation" => {
                self.associations.insert(id, input.clone());
                json!({})
            }
            "DeleteAssociation" => {
                self.associations.remove(&id);
                json!({})
            }
            _ => return None,
        })
    }

    fn window_call(&mut self, operation: &str, input: &Value) -> Option<Value> {
        let id = text(&input["WindowId"]);
        match operation {
            "DescribeMaintenanceWindows" => {
                let listed = self.windows.iter().map(|(id, window)| {
                    let described = &window.described;
                    json!({ "WindowId": id, "Name": described["Name"], "Schedule": described["Schedule"] })
                });
                return Some(page(listed.collect(), "WindowIdentities", input));
            }
            "CreateMaintenanceWindow" => {
                self.made += 1;
                let id = format!("mw-{}", self.made);
                self.tag("MaintenanceWindow", &id, &input["Tags"]);
                let window = Window { described: input.clone(), ..Window::default() };
                self.windows.insert(id.clone(), window);
                return Some(json!({ "WindowId": id }));
            }
            _ => {}
        }
        let made = self.made + 1;
        let window = self.windows.get_mut(&id)?;
        let answer = window.call(operation, input, made)?;
        self.made = made;
        Some(answer)
    }

    fn other_call(&mut self, operation: &str, input: &Value) -> Option<Value> {
        let (kind, id) = (text(&input["ResourceType"]), text(&input["ResourceId"]));
        Some(match operation {
            "AddTagsToResource" => {
                self.tag(&kind, &id, &input["Tags"]);
                json!({})
            }
            "RemoveTagsFromResource" => {
                let tags = self.tags.entry((kind, id)).or_default();
                let keys = input["TagKeys"].as_array().into_iter().flatten();
                keys.for_each(|key| drop(tags.remove(&text(key))));
                json!({})
            }
            "ListEventBuses" => {
                json!({ "EventBuses": [{ "Name": "default" }, { "Name": "acme" }] })
            }
            "ListRuleNamesByTarget" => {
                let arn = text(&input["TargetArn"]);
                let is_on_default = input["EventBusName"] == json!("default");
                let names =
                    self.rules.iter().filter(|(end, _)| is_on_default && arn.ends_with(*end));
                json!({ "RuleNames": names.flat_map(|(_, names)| names).collect::<Vec<_>>() })
            }
            "DescribeConfigRules" => {
                let rules = self.remediations.keys();
                let rules =
                    rules.map(|name| json!({ "ConfigRuleName": name, "ConfigRuleArn": name }));
                json!({ "ConfigRules": rules.collect::<Vec<_>>() })
            }
            "DescribeRemediationConfigurations" => {
                let all = self.remediations.values().collect::<Vec<_>>();
                json!({ "RemediationConfigurations": all })
            }
            "ListTagsForResource" => json!({ "TagList": self.tags_of(&kind, &id) }),
            "DescribeInstanceInformation" => {
                let filters = input["Filters"].as_array().cloned().unwrap_or_default();
                let matches = |tags: &BTreeMap<String, String>| {
                    filters.iter().all(|filter| {
                        let key = text(&filter["Key"]).replacen("tag:", "", 1);
                        let values = filter["Values"].as_array().into_iter().flatten();
                        values.into_iter().any(|value| tags.get(&key) == Some(&text(value)))
                    })
                };
                let nodes = self.nodes.iter().filter(|(_, tags)| matches(tags));
                let nodes = nodes.map(|(id, _)| json!({ "InstanceId": id })).collect();
                page(nodes, "InstanceInformationList", input)
            }
            _ => return None,
        })
    }
}

impl Document {
    /// The number that a word or a number in a request means.
    fn number(&self, written: &Value) -> u64 {
        match written.as_str().unwrap_or("$DEFAULT") {
            "$DEFAULT" => self.default,
            "$LATEST" => *self.versions.keys().last().unwrap(),
            number => number.parse().unwrap(),
        }
    }

    fn call(&mut self, operation: &str, input: &Value) -> Result<Value, CallError> {
        match operation {
            "CreateDocument" | "UpdateDocument" => {
                let name = text(&input["VersionName"]);
                if self.versions.values().any(|version| version.name == name) {
                    return Err(refused("DuplicateDocumentVersionName"));
                }
                let number = self.versions.keys().last().map_or(1, |last| last + 1);
                let (content, format) = (text(&input["Content"]), text(&input["DocumentFormat"]));
                self.versions.insert(number, Version { name, content, format });
                let number = number.to_string();
                Ok(json!({ "DocumentDescription": { "DocumentVersion": number } }))
            }
            "ListDocumentVersions" => {
                let listed = self.versions.iter().rev().map(|(number, version)| {
                    let mut one = json!({
                        "DocumentVersion": number.to_string(), "Status": "Active",
                        "IsDefaultVersion": *number == self.default,
                    });
                    if !version.name.is_empty() {
                        one["VersionName"] = json!(version.name);
                    }
                    one
                });
                Ok(page(listed.collect(), "DocumentVersions", input))
            }
            "GetDocument" => {
                let number = self.number(&input["DocumentVersion"]);
                let version =
                    self.versions.get(&number).ok_or(refused("InvalidDocumentVersion"))?;
                Ok(json!({
                    "Content": version.content, "DocumentFormat": version.format,
                    "DocumentType": self.kind,
                }))
            }
            "UpdateDocumentDefaultVersion" => {
                self.default = self.number(&input["DocumentVersion"]);
                Ok(json!({}))
            }
            "DeleteDocument" => {
                match input["DocumentVersion"].as_str() {
                    Some(number) if number.parse() == Ok(self.default) => {
                        return Err(refused("InvalidDocumentOperation"));
                    }
                    Some(number) => drop(self.versions.remove(&number.parse().unwrap())),
                    None => self.versions.clear(),
                }
                Ok(json!({}))
            }
            "DescribeDocumentPermission" => Ok(json!({ "AccountIds": self.shared_with })),
            _ => {
                let list = |member: &str| -> Vec<String> {
                    input[member].as_array().into_iter().flatten().map(text).collect()
                };
                let removed = list("AccountIdsToRemove");
                self.shared_with.retain(|account| !removed.contains(account));
                self.shared_with.extend(list("AccountIdsToAdd"));
                Ok(json!({}))
            }
        }
    }
}

impl Window {
    fn call(&mut self, operation: &str, input: &Value, made: usize) -> Option<Value> {
        let task = |tasks: &[Value]| {
            tasks.iter().position(|task| task["WindowTaskId"] == input["WindowTaskId"])
        };
        Some(match operation {
            "GetMaintenanceWindow" => self.described.clone(),
            "UpdateMaintenanceWindow" => {
                self.described = input.clone();
                json!({})
            }
            "DeleteMaintenanceWindow" => json!({}),
            "DescribeMaintenanceWindowTargets" => page(self.targets.clone(), "Targets", input),
            "DescribeMaintenanceWindowTasks" => {
                let members = ["WindowTaskId", "Name", "TaskArn", "Type"];
                let short = self.tasks.iter().map(|task| {
                    let member = |name: &&str| Some((name.to_string(), task.get(name)?.clone()));
                    Value::Object(members.iter().filter_map(member).collect::<Map<_, _>>())
                });
                page(short.collect(), "Tasks", input)
            }
            "GetMaintenanceWindowTask" => self.tasks[task(&self.tasks)?].clone(),
            "RegisterTargetWithMaintenanceWindow" => {
                let mut target = input.clone();
                target["WindowTargetId"] = json!(format!("target-{made}"));
                self.targets.push(target.clone());
                target
            }
            "DeregisterTargetFromMaintenanceWindow" => {
                self.targets.retain(|one| one["WindowTargetId"] != input["WindowTargetId"]);
                json!({})
            }
            "UpdateMaintenanceWindowTarget" => {
                let is_it = |one: &&mut Value| one["WindowTargetId"] == input["WindowTargetId"];
                if let Some(target) = self.targets.iter_mut().find(is_it) {
                    let kind = target["ResourceType"].clone();
                    *target = input.clone();
                    target["ResourceType"] = kind;
                }
                json!({})
            }
            "RegisterTaskWithMaintenanceWindow" => {
                let mut task = input.clone();
                task["WindowTaskId"] = json!(format!("task-{made}"));
                self.tasks.push(task.clone());
                task
            }
            "UpdateMaintenanceWindowTask" => {
                let place = task(&self.tasks)?;
                let mut new = input.clone();
                new["TaskType"] = self.tasks[place]["TaskType"].clone();
                self.tasks[place] = new;
                json!({})
            }
            _ => return None,
        })
    }
}
