//! Files that go with documents: in a bucket before the document is made, and only once.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ordain::deploy::{
    Action, Api, Attached, Call, CallError, Outcome, Place, PlanOptions, Refusal, State, Wanted,
    apply, plan,
};
use ordain::session::BuildOptions;
use serde_json::{Value, json};

use super::deploying;
use super::fake::Account;
use crate::support::Project;

/// An account with buckets, and every request for a document.
#[derive(Default)]
struct WithBuckets {
    account: Account,
    /// Content in base64 by bucket and key.
    objects: Mutex<BTreeMap<(String, String), Value>>,
    documents: Mutex<Vec<Value>>,
    uploads: Mutex<usize>,
}

impl Api for WithBuckets {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let text = |member: &str| call.input[member].as_str().unwrap_or_default().to_owned();
        let mut objects = self.objects.lock().unwrap();
        let place = (text("Bucket"), text("Key"));
        match call.operation {
            "HeadObject" if objects.contains_key(&place) => Ok(json!({})),
            "HeadObject" => Err(CallError::Refused(Refusal { status: 404, ..Refusal::default() })),
            "PutObject" => {
                *self.uploads.lock().unwrap() += 1;
                objects.insert(place, call.input["Body"].clone());
                Ok(json!({}))
            }
            "CreateDocument" | "UpdateDocument" => {
                self.documents.lock().unwrap().push(call.input.clone());
                self.account.call(call)
            }
            _ => self.account.call(call),
        }
    }
}

const SOURCE: &str = "runbook pack \"Acme-Run\" {
  python attachment(\"tools/run.zip\") handler \"run.main\"
}";

/// What the project wants, its file with this content.
fn wanted(content: &str, bucket: Option<&str>) -> Wanted {
    let session = Project::of(SOURCE).asset("tools/run.zip", content).session();
    let outcome = session.build(BuildOptions::default());
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    let mut wanted = Wanted::of_build("web", Some("1.0.0"), &outcome.artifacts);
    assert!(wanted.has_files());
    wanted.bucket = bucket.map(str::to_owned);
    for file in session.attached() {
        let bytes = session.bytes_beside(file.asked_by, &file.path).map(Into::into);
        wanted.attach(&file.document, Attached { name: file.name, sha256: file.sha256, bytes });
    }
    wanted
}

fn deploy(account: &WithBuckets, wanted: &Wanted) {
    let options = PlanOptions::default();
    let place = Place {
        account: "111122223333".to_owned(),
        region: "eu-west-1".to_owned(),
        ..Place::default()
    };
    let state = State::read(account, wanted, &place, options.prune).unwrap();
    let plan = plan(account, wanted, &state, options).unwrap();
    let deploying = deploying(account, (wanted, &state), options);
    assert!(apply(&deploying, &plan).iter().all(|done| done.outcome == Outcome::Carried));
}

#[test]
fn a_file_is_uploaded_once_and_its_document_says_where_it_is() {
    let account = WithBuckets::default();
    let bucket = Some("acme-{account}-{region}");
    deploy(&account, &wanted("one", bucket));
    let keys: Vec<(String, String)> = account.objects.lock().unwrap().keys().cloned().collect();
    let [(bucket_there, key)] = keys.as_slice() else { panic!("one object: {keys:?}") };
    assert_eq!(bucket_there, "acme-111122223333-eu-west-1");
    // sha256 of "one"
    let hash = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    assert_eq!(*key, format!("ordain/web/{hash}/run.zip"));
    let request = account.documents.lock().unwrap()[0].clone();
    let file = json!({
        "Key": "S3FileUrl", "Values": [format!("s3://{bucket_there}/{key}")], "Name": "run.zip"
    });
    assert_eq!(request["Attachments"], json!([file]));
    assert_eq!(account.objects.lock().unwrap().values().next(), Some(&json!("b25l")));

    deploy(&account, &wanted("one", bucket));
    assert_eq!(*account.uploads.lock().unwrap(), 1, "nothing has changed");
    deploy(&account, &wanted("two", bucket));
    deploy(&account, &wanted("one", bucket));
    assert_eq!(*account.uploads.lock().unwrap(), 2, "what was there is there still");
    assert_eq!(account.documents.lock().unwrap().len(), 2, "a new version for another file");
}

#[test]
fn without_a_bucket_a_document_with_files_is_refused() {
    let account = WithBuckets::default();
    let wanted = wanted("one", None);
    let options = PlanOptions::default();
    let state = State::read(&account, &wanted, &Place::default(), options.prune).unwrap();
    let plan = plan(&account, &wanted, &state, options).unwrap();
    let Action::Refuse(why) = &plan.changes[0].action else { panic!("{:?}", plan.changes) };
    assert!(why.contains("`bucket` in `[deploy]`"), "{why}");
}
