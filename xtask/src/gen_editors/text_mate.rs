//! The TextMate grammar: its source in YAML with words and variables put in, as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::word_lists::{FAMILIES, WordList};
use crate::json_text;

/// How many quotes a fence has in rules of their own; the last stands for more, too.
const QUOTES: std::ops::RangeInclusive<usize> = 3..=5;

/// Names put in place of `@name@`.
type Variables = BTreeMap<String, String>;

/// The grammar that `source` describes.
///
/// # Errors
/// What is wrong with the source: no YAML, no rules, or a name that nothing stands for.
pub fn grammar(source: &str, lists: &[WordList]) -> Result<String, String> {
    let mut grammar: Map<String, Value> =
        serde_saphyr::from_str(source).map_err(|error| error.to_string())?;
    let mut variables: Variables =
        lists.iter().map(|list| (list.name.to_owned(), list.words.join("|"))).collect();
    let own = grammar.shift_remove("variables").unwrap_or_default();
    for (name, text) in own.as_object().ok_or("no variables")? {
        variables.insert(name.clone(), text.as_str().ok_or("a variable is a text")?.to_owned());
    }
    let rules = grammar.get_mut("repository").and_then(Value::as_object_mut);
    let rules = rules.ok_or("no repository")?;
    *rules = repeated(std::mem::take(rules));
    let mut grammar = Value::Object(grammar);
    put_in(&mut grammar, &variables)?;
    Ok(json_text::layout(&grammar))
}

/// Rules whose names say that there is one for each language or each length of a fence, repeated,
/// and what includes `…-each` with all of them.
fn repeated(rules: Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, rule) in rules {
        for of_language in each_language((name, rule)) {
            out.extend(each_fence(of_language));
        }
    }
    let names: Vec<String> = out.keys().cloned().collect();
    out.values_mut().for_each(|rule| include_each(rule, &names));
    out
}

type NamedRule = (String, Value);

fn each_language((name, rule): NamedRule) -> Vec<NamedRule> {
    if !name.contains("@language@") {
        return vec![(name, rule)];
    }
    let of = |family: &super::word_lists::ScriptFamily| {
        let own = [
            ("@language@", family.name.to_owned()),
            ("@language_words@", family.words.join("|")),
            ("@language_scope@", family.scope.to_owned()),
        ];
        renamed(&name, &rule, &own)
    };
    FAMILIES.iter().map(of).collect()
}

fn each_fence((name, rule): NamedRule) -> Vec<NamedRule> {
    if !name.contains("@quotes@") {
        return vec![(name, rule)];
    }
    let of = |count: usize| {
        let (open, close) = match count < *QUOTES.end() {
            true => (format!("(?<!\")\"{{{count}}}(?!\")"), format!("\"{{{count}}}")),
            false => (format!("\"{{{count},}}"), format!("\"{{{count},}}")),
        };
        let own = [("@quotes@", count.to_string()), ("@open@", open), ("@close@", close)];
        renamed(&name, &rule, &own)
    };
    QUOTES.map(of).collect()
}

/// The rule with texts put in place of others, in its name, too.
fn renamed(name: &str, rule: &Value, texts: &[(&str, String)]) -> NamedRule {
    let replace =
        |text: &str| texts.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut rule = rule.clone();
    each_text(&mut rule, &mut |text| *text = replace(text));
    (replace(name), rule)
}

/// Puts the rules `NAME-x`, `NAME-y` in place of `#NAME-each` in lists of patterns.
fn include_each(rule: &mut Value, names: &[String]) {
    match rule {
        Value::Array(patterns) => {
            let given = std::mem::take(patterns);
            for mut pattern in given {
                let include = pattern.get("include").and_then(Value::as_str);
                let start = include.and_then(|it| it.strip_prefix('#')?.strip_suffix("each"));
                let Some(start) = start else {
                    include_each(&mut pattern, names);
                    patterns.push(pattern);
                    continue;
                };
                let meant = names.iter().filter(|name| {
                    name.strip_prefix(start).is_some_and(|rest| !rest.contains('-'))
                });
                patterns
                    .extend(meant.map(|name| serde_json::json!({ "include": format!("#{name}") })));
            }
        }
        Value::Object(members) => {
            members.values_mut().for_each(|member| include_each(member, names));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Puts the variables in; those in variables, too.
fn put_in(value: &mut Value, variables: &Variables) -> Result<(), String> {
    let mut unknown = None;
    each_text(value, &mut |text| {
        while let Some((before, name, after)) = variable_in(text) {
            let Some(meant) = variables.get(name) else {
                unknown = Some(format!("nothing stands for `@{name}@`"));
                return;
            };
            *text = format!("{before}{meant}{after}");
        }
    });
    unknown.map_or(Ok(()), Err)
}

/// The first `@name@` in a text, with what stands around it.
fn variable_in(text: &str) -> Option<(&str, &str, &str)> {
    let is_name =
        |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    text.match_indices('@').find_map(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let (name, after) = rest.get(1..)?.split_once('@')?;
        is_name(name).then_some((before, name, after))
    })
}

fn each_text(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(members) => members.values_mut().for_each(|member| each_text(member, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::grammar;
    use crate::gen_editors::word_lists::WordList;

    #[test]
    fn words_and_variables_are_put_in() {
        let source = "variables:\n  end: '(?!x)'\n  any: '(?:@items@)@end@'\nrepository:\n  a: { match: '@any@' }\n";
        let lists = [WordList { name: "items", words: vec!["fn", "use"] }];
        let made = grammar(source, &lists).unwrap();
        assert!(made.contains("\"(?:fn|use)(?!x)\""), "{made}");
        let unknown = grammar("variables: {}\nrepository:\n  a: { match: '@b@' }\n", &lists);
        assert_eq!(unknown, Err("nothing stands for `@b@`".to_owned()));
    }
}
