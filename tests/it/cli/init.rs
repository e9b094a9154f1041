//! `ordain init`.

use super::program::Folder;

#[test]
fn a_new_project_builds_at_once_and_without_a_finding() {
    let folder = Folder::new();
    let made = folder.ordain("init acme-ops");
    assert_eq!(made.exit, Some(0), "{made:#?}");
    let built = folder.ordain("build acme-ops --fail-on info");
    assert_eq!(built.exit, Some(0), "{built:#?}");
    assert_eq!(built.stdout, "");
    assert!(folder.has("acme-ops/build/documents/AcmeOps-greet.yaml"));
    assert!(folder.has("acme-ops/build/documents/AcmeOps-restart_instance.yaml"));
}

#[test]
fn the_name_of_the_folder_names_the_project() {
    let folder = Folder::new();
    folder.ordain("init Web_Tier");
    assert!(folder.read("Web_Tier/ordain.toml").contains("name = \"web-tier\""));
    folder.ordain("init 42");
    assert!(folder.read("42/ordain.toml").contains("name = \"my-fleet\""));
}

#[test]
fn nothing_is_written_over_a_file() {
    let folder = Folder::new();
    folder.put("web.ord", "// mine\n");
    let made = folder.ordain("init");
    assert_eq!(made.exit, Some(2), "{made:#?}");
    assert_eq!(folder.read("web.ord"), "// mine\n");
    assert!(!folder.has("ordain.toml"));
}

#[test]
fn a_repository_keeps_its_own_side_files() {
    let folder = Folder::new();
    folder.put(".gitignore", "node_modules\n");
    let made = folder.ordain("init");
    assert_eq!(made.exit, Some(0), "{made:#?}");
    assert!(made.stderr.contains("left .gitignore as it is"), "{}", made.stderr);
    assert!(made.stderr.contains("    /build\n"), "{}", made.stderr);
    assert_eq!(folder.read(".gitignore"), "node_modules\n");
    assert!(folder.has(".pre-commit-config.yaml") && folder.has("ordain.toml"));
}

#[test]
fn the_hooks_run_commands_that_exist() {
    let hooks =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.pre-commit-hooks.yaml"));
    let hooks = hooks.expect("the hooks are there");
    let folder = Folder::new();
    folder.ordain("init");
    let entries = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: ordain "));
    let entries: Vec<&str> = entries.collect();
    assert_eq!(entries, ["check", "lint", "fmt", "build --check"]);
    assert_eq!(folder.ordain("build").exit, Some(0));
    for entry in entries {
        let manifest = if entry == "fmt" { "" } else { "ordain.toml" };
        let ran = folder.ordain(&format!("{entry} web.ord runbooks/restart.ord {manifest}"));
        assert_eq!(ran.exit, Some(0), "{entry}: {ran:#?}");
    }
}

#[test]
fn a_new_project_is_laid_out_and_its_hooks_find_nothing() {
    let folder = Folder::new();
    folder.ordain("init");
    for arguments in ["fmt --check", "lint --fail-on info", "lint . --fail-on info"] {
        let ran = folder.ordain(arguments);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(0), ""), "{arguments}: {ran:#?}");
    }
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pre-commit.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let written = folder.read(".pre-commit-config.yaml");
    let (_, hooks) = written.split_once("repos:\n").expect("repositories");
    assert!(page.contains(hooks), "the page shows what is written");
}

#[test]
fn the_repository_of_hooks_asks_for_this_version() {
    let read = |path: &str| {
        let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a manifest of Python");
        text.parse::<toml::Table>().expect("TOML")["project"].clone()
    };
    let wanted = format!("ordain=={}", env!("CARGO_PKG_VERSION"));
    let mirror = read("packaging/pre-commit/pyproject.toml");
    assert_eq!(mirror["dependencies"], toml::Value::from(vec![wanted]));
    let wheel = read("pyproject.toml");
    assert_eq!(wheel["description"].as_str(), Some(env!("CARGO_PKG_DESCRIPTION")));
    assert_eq!(wheel["license"].as_str(), Some(env!("CARGO_PKG_LICENSE")));
}
