//! The page that lists all rules.

use std::fmt::Write;

use crate::report::severity_word;

use super::{Group, RULES};

/// `docs/rules.md`: every rule by group, with its title, profile, level and page.
pub fn index_page() -> String {
    let mut page = HEAD.to_owned();
    for group in Group::ALL {
        let word = group.word();
        let mut title = word.to_owned();
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let _ = write!(page, "\n## {title}\n\n| rule | finds | profile | level | fix |\n");
        page.push_str("| --- | --- | --- | --- | --- |\n");
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let fix = if rule.fixable { "yes" } else { "" };
            let level = severity_word(rule.level);
            let _ = writeln!(
                page,
                "| [`{name}`](rules/{name}.md) | {} | {} | {level} | {fix} |",
                rule.title,
                rule.profile.word(),
                name = rule.name,
            );
        }
    }
    page
}

const HEAD: &str = "# Lint rules

`ordain lint` looks for these besides what `ordain check` finds, and `ordain explain RULE` prints the
page of a rule. This page is written by a test: `ORDAIN_UPDATE=1 cargo test --test it rule_pages`.

```toml
[lint]
profile = \"recommended\"        # or \"minimal\", \"strict\"
baseline = \"lint-baseline.json\" # findings in it are hidden

[lint.rules]
long-runbook = \"off\"           # or \"info\", \"warning\", \"error\"
```

A comment above a line, or at its end, allows a finding there and says why:
`// allow(RULE): reason` in a source, `# ordain: allow(RULE): reason` in YAML. JSON has no comments: there a
level, or a baseline, hides a finding. The `ordain.toml` around a document holds for it, and
`--write-baseline FILE` and `--baseline FILE` take documents as they take projects.

`ordain lint --fix` applies the fixes of the rules that have some, in sources and in documents.
";
