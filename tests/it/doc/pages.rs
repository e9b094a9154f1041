//! What is on the page of a declaration.

use ordain::doc::{self, Collection, Page};
use ordain::stdlib;
use ordain::syntax::ast::{ItemKind, MemberKind};
use ordain::syntax::parse;
use ordain::text::FileId;

const PROJECT: &str = r#"
/// Keeps a *thing*, such as v1.2 of `a. b`. It has more
/// to say.
///
/// - one
/// - two
///
/// Systems: Debian.
///
/// Check: that it
/// is there.
///
/// Example:
///
/// ```ord
/// Check: not a section
/// thing(name: "a")
/// ```
module thing {
  /// Its name,
  /// on two lines.
  param name: String(
    pattern: r"^(a|b)$",
  )
  param `state`: "present" | "absent" = "present"
  param owner: String?

  on linux {
    check sh"exit 0"
    apply sh"exit 0"
  }
  on windows {
    check ps"$true"
    apply ps"$null"
  }
}

role web {
  thing(name: "a") notify reload

  /// Loads it again.
  handler reload { sh "exit 0" }
}

/// Runs there.
play site "Acme-Site" on tag("Role", "web") { web() }

runbook report {
  sleep 1m
}
group other = tag("Role", "web")
"#;

fn project(text: &str) -> Vec<Page> {
    let parsed = parse(text, FileId::default());
    assert!(parsed.diagnostics.is_empty(), "{:#?}", parsed.diagnostics);
    doc::pages([(&parsed.ast, text)], doc::Origin::Project)
}

fn page(name: &str) -> Page {
    project(PROJECT).into_iter().find(|page| page.name == name).expect("a page")
}

#[test]
fn a_project_has_a_page_for_each_kind_sorted_by_name() {
    let names: Vec<String> = project(PROJECT).iter().map(Page::title).collect();
    assert_eq!(names, ["report", "site", "thing", "web"]);
}

#[test]
fn the_summary_is_the_first_sentence() {
    assert_eq!(page("thing").summary, "Keeps a *thing*, such as v1.2 of `a. b`.");
    assert_eq!(page("report").summary, "");
}

#[test]
fn a_page_of_a_module_tells_all_of_it() {
    let expected = r#"# module `thing`

Keeps a *thing*, such as v1.2 of `a. b`. It has more
to say.

- one
- two

Platforms: linux, windows

## Parameters

| name | type | default | description |
| --- | --- | --- | --- |
| `name` | `String(pattern: r"^(a\|b)$")` | required | Its name, on two lines. |
| `state` | `"present" \| "absent"` | `"present"` |  |
| `owner` | `String?` | none |  |

## Systems

Debian.

## Check

that it
is there.

## Example

```ord
Check: not a section
thing(name: "a")
```
"#;
    assert_eq!(doc::page_text(&page("thing")), expected);
}

#[test]
fn a_page_of_a_role_has_its_handlers() {
    let text = doc::page_text(&page("web"));
    assert!(text.contains("## Handlers\n\n- `reload`: Loads it again.\n"), "{text}");
}

#[test]
fn a_page_of_a_play_says_where_it_runs() {
    let text = doc::page_text(&page("site"));
    assert!(text.contains("Name in the account: `Acme-Site`\n"), "{text}");
    assert!(text.contains("Runs on: `tag(\"Role\", \"web\")`\n"), "{text}");
}

#[test]
fn a_list_has_a_line_for_each_page() {
    let title = "Acme".to_owned();
    let text = doc::list(&[Collection { title, pages: project(PROJECT) }, doc::standard()]);
    for line in [
        "# Acme\n\n## Modules\n\n- `thing`: Keeps a *thing*, such as v1.2 of `a. b`.\n",
        "\n## Plays\n\n- `site`: Runs there.\n",
        "\n- `report`\n",
        "\n# Standard library\n\n## Modules\n",
        "\n- `std.file`: Keeps a regular file.\n",
        "\n- `std.webserver_nginx`: ",
    ] {
        assert!(text.contains(line), "`{line}` in {text}");
    }
}

#[test]
fn every_task_of_the_library_has_a_page_with_all_of_it() {
    let standard = doc::standard();
    assert_eq!(standard.pages.len(), stdlib::tasks().len());
    for task in stdlib::tasks() {
        let page = standard.pages.iter().find(|page| page.name == task.name).expect("a page");
        assert!(!page.summary.is_empty(), "{} has no summary", task.name);
        assert!(page.sections.iter().any(|it| it.title == "Systems"), "{}", task.name);
        assert!(page.sections.iter().any(|it| it.title == "Example"), "{}", task.name);
        let text = doc::page_text(page);
        let mut count = 0;
        for (name, description) in parameters_of(task.text) {
            count += 1;
            assert!(text.contains(&format!("\n| `{name}` | ")), "{}: {name}", task.name);
            assert!(text.contains(&description.replace('|', "\\|")), "{}: {name}", task.name);
        }
        assert_eq!(count, page.parameters.len(), "{}", task.name);
        let is_role = task.path.starts_with("roles/");
        assert!(is_role || text.contains("\nPlatforms: "), "{}", task.name);
    }
}

/// Names, and the first lines of what is said of them.
fn parameters_of(text: &str) -> Vec<(String, String)> {
    let items = parse(text, FileId::default()).ast.items;
    let declarations = items.into_iter().filter_map(|item| match item.kind {
        ItemKind::Declaration(declaration) => Some(declaration),
        _ => None,
    });
    let members = declarations.flat_map(|declaration| declaration.members);
    members
        .filter_map(|member| match member.kind {
            MemberKind::Parameter { name, .. } => {
                let docs = member.docs.map_or_else(String::new, |docs| docs.text);
                Some((name.text.to_string(), docs.lines().next().unwrap_or("").to_owned()))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn what_could_take_over_a_terminal_is_not_printed() {
    let pages =
        project("/// Red \u{1b}[31m\tand \u{202e}back.\nrole `a\u{7}b` { sh \"exit 0\" }\n");
    let text = pages.iter().map(doc::page_text).collect::<String>()
        + &doc::list(&[Collection { title: "\u{1b}]0;x".to_owned(), pages: pages.clone() }]);
    assert!(
        !text.contains(|it: char| it != '\n' && (it.is_control() || it == '\u{202e}')),
        "{text:?}"
    );
}

const AROUND: &str = r#"
/// Applies it once more.
association again "Acme-Again" {
  run: site(Mode: "check", Words: ["a", "b|c"])
  on: tag("Role", "web")
  /// Nobody works then.
  schedule: rate(1d)
}

/// Sundays.
window sunday {
  schedule: cron("0 2 ? * SUN *", timezone: "Asia/Seoul")
  duration: 3h

  /// Patches them.
  task first = patch(Word: "a") on web {
    priority: 1
  }
  task second = "AWS-UpdateSSMAgent"() on web {
    concurrency: 10%
  }
}
"#;

#[test]
fn a_page_of_an_association_tells_what_runs_where_and_when() {
    let pages = project(AROUND);
    let expected = r#"# association `again`

Applies it once more.

Name in the account: `Acme-Again`

Runs on: `tag("Role", "web")`

## Attributes

- `schedule` `rate(1d)`: Nobody works then.

## Runs

`site`

| parameter | value |
| --- | --- |
| `Mode` | `"check"` |
| `Words` | `["a", "b\|c"]` |
"#;
    assert_eq!(doc::page_text(&pages[0]), expected);
}

#[test]
fn a_page_of_a_window_tells_its_tasks() {
    let pages = project(AROUND);
    let expected = r#"# window `sunday`

Sundays.

## Attributes

- `schedule` `cron("0 2 ? * SUN *", timezone: "Asia/Seoul")`
- `duration` `3h`

## Tasks

### `first`

Patches them.

`patch` on `web`

| parameter | value |
| --- | --- |
| `Word` | `"a"` |

- `priority` `1`

### `second`

`AWS-UpdateSSMAgent` on `web`

- `concurrency` `10%`
"#;
    assert_eq!(doc::page_text(&pages[1]), expected);
}

#[test]
fn a_page_names_what_its_declaration_calls() {
    let text = "use std.file\nrole a {\n  if facts.arch == \"arm\" {\n    file(path: \"/a\")\n    b()\n  }\n  b()\n  sh \"x\"\n}\nrole b {\n  let x = join([], \",\")\n  sh \"y\"\n}\n";
    let pages = project(text);
    assert_eq!(pages[0].uses, ["file", "b"]);
    assert!(doc::page_text(&pages[0]).contains("\nUses: `file`, `b`\n"));
    assert!(pages[1].uses.is_empty());
}
