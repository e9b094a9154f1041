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
    assert_eq!(entries, ["check", "build --check"]);
    assert_eq!(folder.ordain("build").exit, Some(0));
    for entry in entries {
        let ran = folder.ordain(&format!("{entry} web.ord runbooks/restart.ord ordain.toml"));
        assert_eq!(ran.exit, Some(0), "{entry}: {ran:#?}");
    }
}
