//! Documents that are imported together: calls by name, scripts as files.

use ordain::session::{
    self, BuildOptions, Format, Imported, ImportedProject, Naming, Room, SourceText,
};
use ordain::verify;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

use crate::support::Project;

const FOLDER: Room = Room::Folder(Naming::WhereItDiffers);

const CHILD: &str = r#"
schemaVersion: "0.3"
assumeRole: "{{ Role }}"
parameters:
  Role: { type: "AWS::IAM::Role::Arn" }
  Name: { type: String }
mainSteps:
  - name: tell
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: main
      InputPayload: { name: "{{ Name }}" }
      Script: |
        def main(events, context):
            # What both of them say, in as many words as it takes to be worth a file.
            return {"said": "hello, " + events["name"]}
"#;

const TASKS: &str = r#"
schemaVersion: "2.2"
parameters: { Level: { type: String, default: low } }
mainSteps:
  - { action: aws:runShellScript, name: look, inputs: { runCommand: ["uptime"] } }
"#;

fn parent(call: &str) -> String {
    let (head, steps) = CHILD.split_once("mainSteps:\n").unwrap_or_default();
    format!("{head}  Nodes: {{ type: StringList }}\nmainSteps:\n{call}{ASK}{steps}")
}

const ASK: &str = "  - name: ask
    action: aws:runCommand
    inputs:
      DocumentName: Acme-Look
      InstanceIds: '{{ Nodes }}'
      Parameters: { Level: high }
      TimeoutSeconds: 60
";

const CALL: &str = "  - name: pass_on
    action: aws:executeAutomation
    inputs:
      DocumentName: Acme-Child
      RuntimeParameters: { Role: '{{ Role }}', Name: '{{ Name }}' }
";

/// Documents with the names of their sources, as the command line gives them.
fn named<T: AsRef<str>>(documents: &[(&str, T)]) -> Vec<(SourceText, String)> {
    let texts = documents.iter().map(|(path, text)| SourceText::new(*path, text.as_ref()));
    let texts: Vec<SourceText> = texts.collect();
    let names = session::source_names(&texts);
    texts.into_iter().zip(names).collect()
}

/// What the files that are written make of each document: a build of their folder, without those
/// that have to be mended first.
fn built(documents: &[(SourceText, String)], project: &ImportedProject) -> Vec<Option<Value>> {
    let compiled = session::compiled_documents(project);
    let whole = project.documents.iter().zip(documents).zip(&compiled);
    let mut folder = Project::new().manifest("[project]\nname = \"imported\"\n");
    for ((imported, (_, name)), _) in whole.filter(|(_, compiled)| compiled.is_some()) {
        if let Some(source) = &imported.source {
            folder = folder.file(&format!("{name}.ord"), source);
        }
    }
    for (path, text) in &project.files {
        folder = folder.asset(path, text);
    }
    let options = BuildOptions { format: Some(Format::Json), ..BuildOptions::default() };
    let built = folder.session().build(options).artifacts;
    let is_document = |path: &str| path.starts_with("documents/") && !path.contains(".request.");
    let document = |name: &str| {
        let one = built.iter().find(|it| &*it.declaration == name && is_document(&it.path))?;
        serde_json::from_str(&one.text).ok()
    };
    documents.iter().map(|(_, name)| document(name)).collect()
}

/// Whether a document came out again.
fn is_same(imported: &Imported, again: Option<&Value>) -> bool {
    let pair = imported.document.as_ref().zip(again);
    pair.is_some_and(|(document, again)| verify::compare(document, again).is_empty())
}

/// The sources of documents, all of which have to compile to equal documents.
#[track_caller]
fn together<T: AsRef<str>>(documents: &[(&str, T)]) -> (ImportedProject, Vec<String>) {
    let documents = named(documents);
    let project = session::import_documents(&documents, FOLDER);
    let compiled = session::compiled_documents(&project);
    let built = built(&documents, &project);
    let mut sources = Vec::new();
    for ((imported, compiled), built) in project.documents.iter().zip(&compiled).zip(&built) {
        let source = imported.source.clone().unwrap_or_default();
        assert!(is_same(imported, compiled.as_ref()), "{source}\n{compiled:#?}");
        assert!(is_same(imported, built.as_ref()), "{source}\n{built:#?}");
        sources.push(source);
    }
    (project, sources)
}

#[test]
fn documents_of_one_folder_call_each_other_by_name() {
    let parent = parent(CALL);
    let (project, sources) = together(&[
        ("docs/Acme-Child.yaml", CHILD),
        ("docs/Acme-Look.yaml", TASKS),
        ("docs/Acme-Parent.yaml", &parent),
    ]);
    assert!(project.is_linked);
    let parent = &sources[2];
    assert!(parent.contains("step pass_on: call acme_child(Role: Role, Name: Name)"), "{parent}");
    assert!(parent.contains("step ask: run acme_look(Level: \"high\") on Nodes"), "{parent}");
    assert!(parent.contains("with { TimeoutSeconds: 60 }"), "{parent}");
}

#[test]
fn a_call_whose_result_is_read_is_one_by_name() {
    let read = "  - name: keep
    action: aws:createTags
    inputs: { ResourceIds: ['{{ pass_on.Output }}'], Tags: [{ Key: a, Value: '{{ ask.CommandId }}' }] }
";
    let parent = format!("{}{read}", parent(CALL));
    let (_, sources) = together(&[
        ("Acme-Child.yaml", CHILD),
        ("Acme-Look.yaml", TASKS),
        ("Acme-Parent.yaml", &parent),
    ]);
    assert!(sources[2].contains("let pass_on = call acme_child("), "{}", sources[2]);
    assert!(sources[2].contains("let ask = run acme_look("), "{}", sources[2]);
}

#[test]
fn a_command_runs_another_by_name() {
    let outer = TASKS.replace(
        "{ action: aws:runShellScript, name: look, inputs: { runCommand: [\"uptime\"] } }",
        "{ action: aws:runDocument, name: more, inputs: { documentType: SSMDocument, \
         documentPath: Acme-Look, documentParameters: { Level: high } } }",
    );
    let (_, sources) = together(&[("Acme-Look.yaml", TASKS), ("Acme-Outer.yaml", &outer)]);
    assert!(sources[1].contains("documentPath: acme_look"), "{}", sources[1]);
    let local = outer.replace("SSMDocument", "LocalPath");
    let (_, sources) = together(&[("Acme-Look.yaml", TASKS), ("Acme-Outer.yaml", &local)]);
    assert!(sources[1].contains("documentPath: \"Acme-Look\""), "{}", sources[1]);
}

#[test]
fn documents_that_call_each_other_do_so_by_name() {
    let given = CALL.replace("Name: '{{ Name }}'", "Name: '{{ Name }}', Nodes: '{{ Nodes }}'");
    let [left, right] =
        ["Acme-Left", "Acme-Right"].map(|it| parent(&given.replace("Acme-Child", it)));
    let (_, sources) = together(&[
        ("Acme-Left.yaml", right),
        ("Acme-Right.yaml", left),
        ("Acme-Look.yaml", TASKS.to_owned()),
    ]);
    assert!(sources[0].contains("call acme_right("), "{}", sources[0]);
    assert!(sources[1].contains("call acme_left("), "{}", sources[1]);
}

#[test]
fn a_script_of_several_steps_is_one_file() {
    let parent = parent("");
    let (project, sources) = together(&[
        ("Acme-Child.yaml", CHILD),
        ("Acme-Look.yaml", TASKS),
        ("Acme-Parent.yaml", &parent),
    ]);
    let paths: Vec<&str> = project.files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["scripts/tell.py"]);
    for source in [&sources[0], &sources[2]] {
        assert!(source.contains("read(\"scripts/tell.py\")"), "{source}");
        assert!(!source.contains("def main"), "{source}");
    }
    let (head, step) = CHILD.split_once("mainSteps:\n").unwrap();
    let twice = format!("{head}mainSteps:\n{step}{}", step.replace("name: tell", "name: again"));
    let (project, sources) = together(&[("Acme-Twice.yaml", &twice)]);
    assert_eq!(project.files.len(), 1);
    assert_eq!(sources[0].matches("read(\"scripts/tell.py\")").count(), 2, "{}", sources[0]);
}

#[test]
fn lines_of_a_shell_script_are_a_file_too() {
    let lines = r#"["set -eu", "for one in /etc/acme/*.conf; do", "  grep -q enabled \"$one\" && echo \"$one\"", "done", ""]"#;
    let tasks = TASKS.replace("[\"uptime\"]", lines);
    let (project, sources) = together(&[("Acme-Look.yaml", &tasks), ("Acme-See.yaml", &tasks)]);
    assert_eq!(project.files.len(), 1);
    let read = "runCommand: split(read(\"scripts/look.sh\"), \"\\n\")";
    assert!(sources.iter().all(|source| source.contains(read)), "{}", sources[0]);
    let whole = TASKS.replace("uptime", &"echo of a text of several lines\\n".repeat(4));
    let (_, sources) = together(&[
        ("Acme-Look.yaml", &whole),
        ("Acme-See.yaml", &tasks),
        ("Acme-Whole.yaml", &whole),
    ]);
    assert!(sources[2].contains("runCommand: [read(\"scripts/look.sh\")]"), "{}", sources[2]);
    // What the service replaces stays where its parameter is.
    let raw = tasks.replace("/etc/acme", "{{ Level }}");
    let (project, _) = together(&[("Acme-Look.yaml", &raw), ("Acme-See.yaml", &raw)]);
    assert!(project.files.is_empty());
}

#[test]
fn what_its_declaration_refuses_stays_an_action_and_the_rest_does_not() {
    // The parameter is a text, and the call gives a list of one: the service takes it.
    let call = CALL.replace("'{{ Name }}'", "['{{ Name }}']");
    let parent = parent(&call);
    let (_, sources) = together(&[
        ("Acme-Child.yaml", CHILD),
        ("Acme-Look.yaml", TASKS),
        ("Acme-Parent.yaml", &parent),
    ]);
    assert!(sources[2].contains("action.executeAutomation("), "{}", sources[2]);
    assert!(sources[2].contains("run acme_look("), "{}", sources[2]);
    assert!(sources[2].contains("read(\"scripts/tell.py\")"), "{}", sources[2]);
}

#[test]
fn a_document_that_is_not_surely_meant_stays_a_text() {
    let arn = CALL.replace("Acme-Child", "arn:aws:ssm:eu-west-1:111122223333:document/Acme-Child");
    let texts = [
        // Not imported, of an account, of the other kind, of two documents, AWS's own.
        CALL.replace("Acme-Child", "Acme-Other"),
        arn,
        CALL.replace("Acme-Child", "Acme-Look"),
        CALL.replace("Acme-Child", "Acme-Twin"),
        CALL.replace("Acme-Child", "AWS-Child"),
    ];
    for call in texts {
        let parent = parent(&call);
        let (_, sources) = together(&[
            ("Acme-Parent.yaml", &*parent),
            ("AWS-Child.yaml", CHILD),
            ("Acme-Child.yaml", CHILD),
            ("Acme-Look.yaml", TASKS),
            ("a/Acme-Twin.yaml", CHILD),
            ("b/Acme-Twin.yaml", CHILD),
        ]);
        assert!(sources[0].contains("action.executeAutomation("), "{}", sources[0]);
        assert!(sources[0].contains("run acme_look("), "{}", sources[0]);
    }
}

#[test]
fn a_document_with_errors_keeps_its_source_and_hinders_no_other() {
    let parent = parent(CALL);
    let broken = CHILD.replace("aws:executeScript", "aws:executeNothing");
    let documents = named(&[
        ("Acme-Child.yaml", &*broken),
        ("Acme-Look.yaml", TASKS),
        ("Acme-Parent.yaml", &parent),
    ]);
    let project = session::import_documents(&documents, FOLDER);
    let source = project.documents[2].source.as_deref().unwrap();
    assert!(source.contains("action.executeAutomation("), "{source}");
    assert!(source.contains("run acme_look("), "{source}");
    let alone = session::import_document(&documents[0].0, &documents[0].1);
    assert_eq!(project.documents[0].source, alone.source);
    let compiled = session::compiled_documents(&project);
    assert_eq!(compiled.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn a_name_of_the_document_hides_that_of_another() {
    let parent = parent(CALL).replace("Nodes", "acme_child");
    let (_, sources) = together(&[
        ("Acme-Child.yaml", CHILD),
        ("Acme-Look.yaml", TASKS),
        ("Acme-Parent.yaml", &*parent.replace("acme_child", "acmelook")),
    ]);
    assert!(sources[2].contains("call acme_child("), "{}", sources[2]);
    let step = parent.replace("acme_child", "Nodes").replace("name: tell", "name: acme_child");
    let (_, sources) = together(&[("Acme-Child.yaml", CHILD), ("Acme-Parent.yaml", &*step)]);
    assert!(sources[1].contains("step acme_child:"), "{}", sources[1]);
}

#[test]
fn documents_without_anything_in_common_stay_apart() {
    let (project, sources) = together(&[("Acme-Child.yaml", CHILD), ("Acme-Look.yaml", TASKS)]);
    assert!(!project.is_linked && project.files.is_empty());
    assert!(sources[0].contains("def main"), "{}", sources[0]);
    let parent = parent(CALL);
    let documents = named(&[("Acme-Child.yaml", CHILD), ("Acme-Parent.yaml", &parent)]);
    let project = session::import_documents(&documents, Room::Apart);
    assert!(!project.is_linked && project.files.is_empty());
}

#[test]
fn many_deep_documents_are_imported_side_by_side() {
    let mut value = "'{{ Name }}'".to_owned();
    for _ in 0..60 {
        value = format!("[{{ deep: {value} }}]");
    }
    let call =
        CALL.replace("RuntimeParameters:", &format!("Tags: {value}\n      RuntimeParameters:"));
    let deep = parent(&call);
    let paths: Vec<String> = (0..40).map(|number| format!("Acme-Deep{number}.yaml")).collect();
    let mut all: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), &*deep)).collect();
    all.push(("Acme-Child.yaml", CHILD));
    let project = session::import_documents(&named(&all), FOLDER);
    assert!(project.documents.iter().all(|one| one.source.is_some()));
}

/// One step of a random document.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Another document, and how the arguments fit.
    Call {
        target: usize,
        argument: usize,
    },
    Script(usize),
}

#[derive(Clone, Debug)]
struct Shape {
    path: usize,
    is_command: bool,
    is_broken: bool,
    steps: Vec<Step>,
}

/// Some are called alike, as documents or as sources.
const PATHS: [&str; 6] = [
    "Acme-One.json",
    "Acme-Two.json",
    "Acme-Three.json",
    "acme_two.json",
    "other/Acme-One.json",
    "AWS-Four.json",
];

const NAMES: [&str; 6] = [
    "Acme-One",
    "Acme-Two",
    "Acme-Three",
    "acme_two",
    "Acme-Missing",
    "arn:aws:ssm:eu-west-1:111122223333:document/Acme-One",
];

fn shape() -> impl Strategy<Value = Shape> {
    let call = (0..NAMES.len(), 0..4_usize);
    let call = call.prop_map(|(target, argument)| Step::Call { target, argument });
    let steps = prop::collection::vec(prop_oneof![call, (0..4_usize).prop_map(Step::Script)], 1..4);
    (0..PATHS.len(), any::<bool>(), 0..8_usize, steps).prop_map(
        |(path, is_command, broken, steps)| Shape {
            path,
            is_command,
            is_broken: broken == 0,
            steps,
        },
    )
}

/// A script that is worth a file, or too short for one, or holds a reference.
fn script(number: usize) -> String {
    let comment = "# What all of them have, in as many words as it takes to be worth a file.";
    match number {
        0 => "def main(events, context):\n    return {}".to_owned(),
        1 => format!("def main(events, context):\n    {comment}\n    return {{}}\n"),
        2 => format!("def main(events, context):\n    {comment}\n    return {{\"a\": \"b\"}}"),
        _ => format!("def main(events, context):\n    {comment}\n    return \"{{{{ Text }}}}\""),
    }
}

fn arguments(number: usize) -> Value {
    match number {
        0 => json!({ "Text": ["{{ Text }}"] }),
        1 => json!({ "Text": "{{ Text }}" }),
        2 => json!({ "Text": "plain" }),
        _ => json!({ "Unknown": "plain" }),
    }
}

fn runbook_step((number, step): (usize, &Step)) -> Value {
    let name = format!("step_{number}");
    match *step {
        Step::Call { target, argument } if number % 2 == 0 => json!({
            "name": name,
            "action": "aws:executeAutomation",
            "inputs": {
                "DocumentName": NAMES[target],
                "RuntimeParameters": arguments(argument),
            },
        }),
        Step::Call { target, argument } => json!({
            "name": name,
            "action": "aws:runCommand",
            "inputs": {
                "DocumentName": NAMES[target],
                "InstanceIds": ["i-0123456789abcdef0"],
                "Parameters": arguments(argument),
            },
        }),
        Step::Script(which) => json!({
            "name": name,
            "action": "aws:executeScript",
            "inputs": { "Runtime": "python3.11", "Handler": "main", "Script": script(which) },
        }),
    }
}

fn task((number, step): (usize, &Step)) -> Value {
    let name = format!("task_{number}");
    match *step {
        Step::Call { target, argument } => json!({
            "name": name,
            "action": "aws:runDocument",
            "inputs": {
                "documentType": "SSMDocument",
                "documentPath": NAMES[target],
                "documentParameters": arguments(argument),
            },
        }),
        Step::Script(which) => json!({
            "name": name,
            "action": "aws:runShellScript",
            "inputs": { "runCommand": script(which).split('\n').collect::<Vec<_>>() },
        }),
    }
}

fn document(shape: &Shape) -> String {
    let steps = shape.steps.iter().enumerate();
    let mut steps: Vec<Value> = match shape.is_command {
        true => steps.map(task).collect(),
        false => steps.map(runbook_step).collect(),
    };
    if shape.is_broken {
        steps[0]["action"] = json!("aws:nothingAtAll");
    }
    let version = if shape.is_command { "2.2" } else { "0.3" };
    let text = json!({ "type": "String", "default": "text", "allowedPattern": "^[a-z]+$" });
    json!({ "schemaVersion": version, "parameters": { "Text": text }, "mainSteps": steps })
        .to_string()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_set_of_documents_comes_out_again(shapes in prop::collection::vec(shape(), 1..6)) {
        let mut shapes = shapes;
        shapes.sort_by_key(|shape| shape.path);
        shapes.dedup_by_key(|shape| shape.path);
        let texts: Vec<(&str, String)> =
            shapes.iter().map(|shape| (PATHS[shape.path], document(shape))).collect();
        let documents = named(&texts);
        let project = session::import_documents(&documents, FOLDER);
        let compiled = session::compiled_documents(&project);
        let built = built(&documents, &project);
        for (number, imported) in project.documents.iter().enumerate() {
            let (text, name) = &documents[number];
            let alone = session::import_document(text, name);
            let again = session::compiled(alone.source.as_deref().unwrap());
            if !is_same(&alone, again.as_ref()) {
                prop_assert!(imported.source == alone.source);
                continue;
            }
            let source = imported.source.as_deref().unwrap();
            prop_assert!(is_same(imported, compiled[number].as_ref()), "{source}");
            prop_assert!(is_same(imported, built[number].as_ref()), "built:\n{source}");
        }
        let all: String = project.documents.iter().filter_map(|one| one.source.as_deref()).collect();
        for (path, _) in &project.files {
            prop_assert!(all.contains(&format!("read(\"{path}\")")), "{path}\n{all}");
        }
        prop_assert!(project.is_linked || !all.contains("read(\""), "{all}");
    }
}
