//! What is written does not depend on the order of files, on their folders, or on threads.

use std::collections::BTreeMap;

use crate::support::{Project, check};

const FILES: [&str; 4] = [
    "const pause = 1m + rest\nconst rest = 1m\n",
    "runbook first \"Acme-First\" {\n  sleep pause\n  call second()\n}\n",
    "runbook second \"Acme-Second\" {\n  sleep rest\n}\n",
    "group web = tag(\"Role\", \"web\")\nassociation scan {\n  run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")\n  on: web\n}\n",
];

/// The artifacts of the files under these names.
fn built(names: [&str; 4]) -> BTreeMap<String, String> {
    let files = names.into_iter().zip(FILES);
    files.fold(Project::new(), |project, (name, text)| project.file(name, text)).build()
}

#[test]
fn the_order_and_the_folders_of_files_change_no_byte_of_a_document() {
    let documents = |names| {
        let mut all = built(names);
        all.retain(|path, _| path != "manifest.json");
        all
    };
    let one = documents(["a.ord", "b.ord", "c.ord", "d.ord"]);
    assert_eq!(one.len(), 5, "{:?}", one.keys());
    assert_eq!(one, documents(["d.ord", "c.ord", "b.ord", "a.ord"]));
    assert_eq!(one, documents(["x/b.ord", "a.ord", "x/y/d.ord", "c.ord"]));
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let names = ["a.ord", "b.ord", "c.ord", "d.ord"];
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| built(names))
    };
    assert_eq!(with(1), with(8));
}

#[test]
fn declarations_of_all_kinds_share_their_names() {
    let kinds = [
        "const same = 1\n",
        "input same: Int = 1\n",
        "group same = tag(\"a\", \"b\")\n",
        "runbook same {\n  sleep 1m\n}\n",
        "command same {\n  sh \"true\"\n}\n",
    ];
    for first in kinds {
        for second in kinds {
            let found = check(&format!("{first}{second}"));
            let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
            assert_eq!(codes, ["E0201"], "{first}{second}");
        }
    }
}

#[test]
fn a_file_of_nothing_makes_nothing() {
    assert_eq!(check(""), []);
    assert!(Project::of("").build().keys().all(|path| path == "manifest.json"));
}

#[test]
fn a_file_of_ten_megabytes_is_read() {
    let comment = format!("// {}\n", "a long line of words ".repeat(50));
    let mut source = comment.repeat(10_000_000 / comment.len() + 1);
    source.push_str("runbook example {\n  sleep 1m\n}\n");
    assert!(source.len() > 10_000_000);
    assert_eq!(check(&source), []);
}

#[test]
fn mistakes_of_all_stages_are_each_told_once_at_their_place() {
    let found = check(MIXED);
    let places: Vec<(u32, &str)> = found.iter().map(|one| (one.line, one.code.as_str())).collect();
    assert_eq!(places, MISTAKES, "{found:#?}");
}

const MIXED: &str = r#"runbook abc {
  let x =
}
const p: Int = "a"
runbook bbb "Acme-B" {
  action.changeInstanceStat(InstanceIds: ["i-1"])
}
runbook ccc "Acme-C" {
  aws.ec2.StopInstances(InstanceIds: [Idd])
}
runbook ddd "Acme-D" {
  goto nowhere
}
runbook eee "Acme-E" {
  break
}
group g1 = tag("Role" "web")
window www {
  schedule: cron("0 99 * * ? *")
  duration: 2h
  cutoff: 1h
}
association aaa {
  run: "AWS-RunPatchBaseline"(Bogus: "1", Operation: "Scan")
  on: tag("A", "b")
}
runbook r {
  sleep 1m
}
const far = nothing
"#;

const MISTAKES: [(u32, &str); 11] = [
    (2, "E0101"),
    (4, "E0301"),
    (6, "E0401"),
    (9, "E0210"),
    (12, "E0504"),
    (15, "E0501"),
    (17, "E0129"),
    (19, "E0601"),
    (24, "E0341"),
    (27, "E0587"),
    (30, "E0210"),
];
