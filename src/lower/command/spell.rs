//! How `sh` and `bash` spell values and conditions.

use crate::hir::{Platform, Shell};
use crate::text::Name;

use super::condition::{Condition, TextTest};
use super::data::{Channel, Data, Piece};
use super::quote::{sh_literal, sh_quoted};

/// The lines of a script.
#[derive(Default)]
pub(super) struct Lines(pub(super) Vec<String>);

impl Lines {
    pub(super) fn push(&mut self, line: impl Into<String>) {
        self.0.push(line.into());
    }

    /// The author's own text, never indented: it may hold here-documents.
    pub(super) fn text(&mut self, text: &str) {
        self.0.extend(text.trim_end().split('\n').map(str::to_owned));
    }
}

/// How values are read: from where SSM put them, or from the arguments of an inner shell.
pub(super) struct Sh<'a> {
    /// Parameters that are `$1`, `$2`, …
    pub(super) handed: &'a [Name],
    pub(super) shell: Shell,
}

impl Sh<'_> {
    pub(super) fn parameter(&self, name: &Name, channel: Channel) -> String {
        if let Some(index) = self.handed.iter().position(|handed| handed == name) {
            return format!("\"${{{}}}\"", index + 1);
        }
        match channel {
            Channel::Environment => format!("\"$SSM_{name}\""),
            Channel::Spliced => format!("'{{{{ {name} }}}}'"),
        }
    }

    /// One word of the shell.
    pub(super) fn word(&self, pieces: &[Piece]) -> String {
        let word: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) if text.is_empty() => String::new(),
                Piece::Text(text) => sh_literal(text),
                Piece::Parameter(source) => self.parameter(&source.name, source.channel),
                Piece::Fact(fact) => format!("\"$(_fact_{})\"", fact.name),
            })
            .collect();
        if word.is_empty() { "''".to_owned() } else { word }
    }

    pub(super) fn assign(&self, name: &Name, data: &Data, indent: &str, lines: &mut Lines) {
        let deeper = format!("{indent}  ");
        match data {
            Data::Text(pieces) => lines.push(format!("{indent}{name}={}", self.word(pieces))),
            Data::Plain(plain) => {
                lines.push(format!("{indent}{name}={}", sh_literal(&plain.text())));
            }
            Data::List(items) => lines.push(format!("{indent}{name}={}", self.list(items))),
            Data::Words(parameter) => {
                lines.push(format!("{indent}{}", self.words(name, parameter)));
            }
            Data::Secret(path) => lines.push(format!(
                "{indent}{name}=$(aws ssm get-parameter --region \"$AWS_SSM_REGION_NAME\" --name {} --with-decryption --query Parameter.Value --output text)",
                sh_quoted(path)
            )),
            Data::Choice { test, then, otherwise } => {
                lines.push(format!("{indent}if {}; then", self.condition(test)));
                self.assign(name, then, &deeper, lines);
                lines.push(format!("{indent}else"));
                self.assign(name, otherwise, &deeper, lines);
                lines.push(format!("{indent}fi"));
            }
            Data::Default { value, default } => {
                self.assign(name, value, indent, lines);
                lines.push(format!("{indent}if [ -z \"${name}\" ]; then"));
                self.assign(name, default, &deeper, lines);
                lines.push(format!("{indent}fi"));
            }
            Data::Test(test) => {
                lines.push(format!("{indent}if {}; then", self.condition(test)));
                lines.push(format!("{deeper}{name}=true"));
                lines.push(format!("{indent}else"));
                lines.push(format!("{deeper}{name}=false"));
                lines.push(format!("{indent}fi"));
            }
        }
    }

    /// An array of bash; in `sh`, which has none, plain words with blanks between them.
    fn list(&self, items: &[Data]) -> String {
        let words: Vec<String> = items
            .iter()
            .map(|item| match item {
                Data::Text(pieces) => self.word(pieces),
                Data::Plain(plain) => sh_literal(&plain.text()),
                _ => unreachable!("a list with other items is refused before it is spelt"),
            })
            .collect();
        match self.shell {
            Shell::Bash => format!("({})", words.join(" ")),
            Shell::Sh | Shell::PowerShell if words.is_empty() => "''".to_owned(),
            Shell::Sh | Shell::PowerShell => words.join("' '"),
        }
    }

    /// SSM splices a list as JSON text; its items hold no quote, comma or bracket.
    fn words(&self, name: &Name, parameter: &Name) -> String {
        let json = self.parameter(parameter, Channel::Spliced);
        let words = format!("$(printf %s {json} | tr -d '[]\"' | tr , ' ')");
        match self.shell {
            Shell::Bash => format!("IFS=' ' read -r -a {name} <<< \"{words}\""),
            Shell::Sh | Shell::PowerShell => format!("{name}={words}"),
        }
    }

    /// A command that succeeds where the condition holds. May stand behind `!`.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::Is(true) => "true".to_owned(),
            Condition::Is(false) => "false".to_owned(),
            Condition::Platform(platform) => match platform {
                Platform::Linux => "[ \"$(uname -s)\" = Linux ]".to_owned(),
                Platform::MacOs => "[ \"$(uname -s)\" = Darwin ]".to_owned(),
                Platform::Windows => "false".to_owned(),
            },
            Condition::Result(task, outcome) => {
                format!("[ \"$_did_{}\" = {} ]", task.0, outcome.word())
            }
            Condition::Compare { kind, left, right } => {
                self.text_test(*kind, &self.word(left), &self.word(right))
            }
            Condition::Order { order, left, right } => {
                format!("[ {} {} {} ]", self.word(left), order.operator(), self.word(right))
            }
            Condition::And(tests) => self.group(tests, " && ", "true"),
            Condition::Or(tests) => self.group(tests, " || ", "false"),
            Condition::Not(test) => format!("{{ ! {}; }}", self.condition(test)),
        }
    }

    fn text_test(&self, kind: TextTest, left: &str, right: &str) -> String {
        let pattern = match kind {
            TextTest::Equal => return format!("[ {left} = {right} ]"),
            TextTest::EqualIgnoringCase => {
                return format!("[ {} = {} ]", lower_case(left), lower_case(right));
            }
            TextTest::StartsWith => format!("{right}*"),
            TextTest::EndsWith => format!("*{right}"),
            TextTest::Contains => format!("*{right}*"),
        };
        format!("{{ case {left} in {pattern}) true ;; *) false ;; esac; }}")
    }

    fn group(&self, tests: &[Condition], operator: &str, empty: &str) -> String {
        match tests {
            [] => empty.to_owned(),
            [one] => self.condition(one),
            several => {
                let parts: Vec<String> = several.iter().map(|test| self.condition(test)).collect();
                format!("{{ {}; }}", parts.join(operator))
            }
        }
    }
}

fn lower_case(word: &str) -> String {
    format!("\"$(printf %s {word} | tr '[:upper:]' '[:lower:]')\"")
}
