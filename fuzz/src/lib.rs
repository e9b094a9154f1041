//! What a fuzz target does with its bytes; `cargo test` does the same with every seed.

mod import;
mod modules;

pub use import::import_and_compile;

use ordain::diagnostic::Diagnostic;
use ordain::format::format;
use ordain::lint::Profile;
use ordain::markup::edit::{Editor, apply};
use ordain::markup::{Document, Node, Syntax, read};
use ordain::report::{Colour, Group, to_human, to_json};
use ordain::session::{
    BuildOptions, Format, LintOptions, OnError, PackageInput, ProjectInput, Session, SourceText,
};
use ordain::syntax::{dump, parse, print, same};
use ordain::text::{FileId, FileSpan, Sources};

/// A text has a tree whose places lie in it; the tree of a text without a finding is printed to a
/// text that has the same tree.
pub fn parse_and_print(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let parsed = parse(&text, FileId::default());
    for finding in &parsed.diagnostics {
        let span = finding.primary.at.span;
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{finding:#?}");
    }
    dump(&parsed.ast);
    let printed = print(&parsed.ast);
    if parsed.diagnostics.is_empty() {
        let again = parse(&printed, FileId::default());
        assert!(again.diagnostics.is_empty(), "{printed}\n{:#?}", again.diagnostics);
        assert!(same(&parsed.ast, &again.ast), "{printed}");
    }
}

/// A layout says what its text does with the same comments, and is the layout of itself.
pub fn format_twice(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(laid_out) = format(&text, FileId::default()) else { return };
    let (before, after) = (parse(&text, FileId::default()), parse(&laid_out, FileId::default()));
    assert!(same(&before.ast, &after.ast), "{laid_out}");
    let (before, after) = (before.trivia.comments, after.trivia.comments);
    assert_eq!(before.len(), after.len(), "{laid_out}");
    for (old, new) in before.iter().zip(&after) {
        let words = |comment: &str| comment.split_whitespace().collect::<String>();
        assert_eq!(words(old.span.of(&text)), words(new.span.of(&laid_out)), "{laid_out}");
    }
    assert_eq!(format(&laid_out, FileId::default()).as_deref(), Ok(laid_out.as_str()));
}

/// A project of one file is checked, built and reported; the findings lie in its files, and what
/// is built is well formed.
pub fn check_and_build(bytes: &[u8]) {
    let source = SourceText::new("main.ord", String::from_utf8_lossy(bytes));
    run(PackageInput { sources: vec![source], ..PackageInput::default() });
}

/// A program of modules, roles and what calls them is made from the bytes, checked, built and
/// reported.
pub fn check_modules(bytes: &[u8]) {
    let text = modules::program(bytes);
    let parsed = parse(&text, FileId::default());
    assert!(parsed.diagnostics.is_empty(), "{text}\n{:#?}", parsed.diagnostics);
    check_and_build(text.as_bytes());
}

/// A manifest is read, and a project with it is built and reported.
pub fn read_manifest(bytes: &[u8]) {
    let manifest = SourceText::new("ordain.toml", String::from_utf8_lossy(bytes));
    let source = SourceText::new("main.ord", "input stage: \"dev\" | \"prod\" = \"dev\"\n");
    run(PackageInput {
        manifest: Some(manifest),
        sources: vec![source],
        ..PackageInput::default()
    });
}

/// A text is read as YAML and as JSON: findings and parts lie in it, texts have their
/// places, and an edit of a part gives the edited tree. The document is compared with itself.
pub fn read_document(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for syntax in [Syntax::Yaml, Syntax::Json] {
        let document = read(&text, FileId::default(), syntax);
        let mut sources = Sources::default();
        sources.add("document", text.as_ref());
        check_places(&document.diagnostics, &sources);
        if let Some(root) = &document.root {
            check_parts(&text, root);
            check_edits(&text, syntax, &document);
        }
    }
}

/// A text is checked as a template of CloudFormation in YAML and in JSON and as a file of Terraform:
/// the findings lie in it, and none speaks of what stands for an unknown part.
pub fn check_template(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for path in ["template.yaml", "template.json", "main.tf", "main.tf.json"] {
        let sources = vec![SourceText::new(path, text.as_ref())];
        let project = PackageInput { sources, ..PackageInput::default() };
        let session = Session::new(ProjectInput::in_memory(project));
        let profile = Some(Profile::Strict);
        let outcome = session.lint(&LintOptions { profile, ..LintOptions::default() });
        check_places(&outcome.diagnostics, &outcome.sources);
        for found in &outcome.diagnostics {
            assert!(!found.message.contains("template_unknown"), "{found:#?}");
        }
    }
}

fn check_parts(text: &str, root: &Node) {
    for (pointer, span) in root.origins() {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{pointer} {span:?}");
        // Of a doubled key the last value is found.
        if let Some(scalar) = root.find(&pointer).and_then(|found| found.node.as_scalar()) {
            let place = scalar.place(0..scalar.text.len());
            assert!(text.get(place.start as usize..place.end as usize).is_some(), "{scalar:?}");
        }
    }
    let json = root.to_json();
    ordain::verify::compare(&json, &json);
}

fn check_edits(text: &str, syntax: Syntax, document: &Document) {
    let Some(editor) = Editor::new(text, FileId::default(), document, syntax) else { return };
    let Some(root) = &document.root else { return };
    for (pointer, _) in root.origins().take(12) {
        let value = serde_json::Value::from("x: y");
        for edit in [editor.set(&pointer, &value), editor.remove(&pointer), editor.quote(&pointer)]
        {
            let Some(edit) = edit else { continue };
            let after = apply(text, &edit).expect("an edit lies in its text");
            assert!(read(&after, FileId::default(), syntax).root.is_some(), "{after}");
        }
    }
}

fn run(project: PackageInput) {
    let environment = Some("prod".into());
    let input = ProjectInput { environment, ..ProjectInput::in_memory(project) };
    let session = Session::new(input);
    let checked = session.check();
    check_places(&checked.diagnostics, session.sources());
    let strict = LintOptions { profile: Some(Profile::Strict), ..LintOptions::default() };
    let linted = session.lint(&strict);
    check_places(&linted.diagnostics, &linted.sources);
    let options = BuildOptions {
        format: Some(Format::Json),
        on_error: OnError::KeepGoing,
        ..BuildOptions::default()
    };
    let built = session.build(options);
    check_places(&built.diagnostics, session.sources());
    assert_eq!(checked.has_errors(), built.has_errors(), "{:#?}", built.diagnostics);
    for artifact in built.artifacts.iter().filter(|it| it.path.ends_with(".json")) {
        let read: Result<serde_json::Value, _> = serde_json::from_str(&artifact.text);
        assert!(read.is_ok(), "{}: {read:?}", artifact.path);
    }
    let groups =
        [Group { diagnostics: &built.diagnostics, sources: session.sources(), prefix: "" }];
    to_human(&groups, Colour::Never);
    to_json(&groups);
}

fn check_places(found: &[Diagnostic], sources: &Sources) {
    for one in found {
        let labels = std::iter::once(&one.primary).chain(&one.related).map(|label| label.at);
        let edits = one.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.at);
        for at in labels.chain(edits) {
            assert!(lies_in(at, sources), "{at:?} in {one:#?}");
        }
    }
}

fn lies_in(at: FileSpan, sources: &Sources) -> bool {
    let source = sources.get(at.file);
    let range = at.span.start as usize..at.span.end as usize;
    source.is_some_and(|source| source.text.get(range).is_some())
}
