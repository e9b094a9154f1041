//! Which function of a Python script Automation calls, by a light look at its text.

/// Why no function can be called.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// Neither the only function of two parameters nor `main`.
    None { functions: Vec<String> },
    /// The one that was asked for is not there.
    Unknown { name: String, functions: Vec<String> },
    /// The one that was asked for takes another number of parameters.
    Parameters { name: String, count: usize },
}

/// A function at the top of a script.
#[derive(Debug, PartialEq, Eq)]
struct Function {
    name: String,
    /// Absent where `*` takes any number.
    parameters: Option<usize>,
}

/// The function to call: `wanted`, else the only one of two parameters, else `main`.
///
/// A name that is imported or assigned at the top may be wanted too; nothing is known of it.
///
/// # Errors
/// Why there is none.
pub(super) fn python_handler(text: &str, wanted: Option<&str>) -> Result<String, Problem> {
    let top = top_level(text);
    let functions = functions_of(&top);
    let names = || functions.iter().map(|function| function.name.clone()).collect();
    let takes_two = |function: &&Function| function.parameters.is_none_or(|count| count == 2);
    if let Some(name) = wanted {
        return match functions.iter().rev().find(|function| function.name == name) {
            Some(function) if takes_two(&function) => Ok(name.to_owned()),
            Some(function) => Err(Problem::Parameters {
                name: name.to_owned(),
                count: function.parameters.unwrap_or(0),
            }),
            None if is_bound(&top, name) => Ok(name.to_owned()),
            None => Err(Problem::Unknown { name: name.to_owned(), functions: names() }),
        };
    }
    let fitting: Vec<&Function> = functions.iter().filter(takes_two).collect();
    match fitting.as_slice() {
        [only] => Ok(only.name.clone()),
        several if several.iter().any(|function| function.name == "main") => Ok("main".to_owned()),
        _ => Err(Problem::None { functions: names() }),
    }
}

/// The script without strings, comments and indented lines' first blanks: one entry a logical
/// line that starts in the first column, brackets joined.
fn top_level(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_top = false;
    let mut depth = 0_usize;
    for line in without_strings(text).lines() {
        let continues = depth > 0;
        if !continues {
            is_top = line.starts_with(|letter: char| !letter.is_whitespace());
            if is_top {
                lines.push(String::new());
            }
        }
        for letter in line.chars() {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if is_top && let Some(last) = lines.last_mut() {
            last.push_str(line);
            last.push(' ');
        }
    }
    lines
}

/// The text with strings and comments blanked; line breaks outside of brackets stay.
fn without_strings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let fence = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|fence| rest.starts_with(fence));
        if let Some(fence) = fence {
            out.push_str("\"\"");
            rest = after_string(rest.get(fence.len()..).unwrap_or(""), fence);
        } else if letter == '#' {
            rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or("");
        } else {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or("");
        }
    }
    out
}

/// What follows the end of a string; a string of one line ends with its line at the latest.
fn after_string<'t>(text: &'t str, fence: &str) -> &'t str {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        if is_escaped {
            is_escaped = false;
        } else if letter == '\\' {
            is_escaped = true;
        } else if rest.starts_with(fence) {
            return rest.get(fence.len()..).unwrap_or("");
        } else if letter == '\n' && fence.len() == 1 {
            return rest;
        }
    }
    ""
}

fn functions_of(top: &[String]) -> Vec<Function> {
    top.iter().filter_map(|line| function_of(line)).collect()
}

fn function_of(line: &str) -> Option<Function> {
    let rest = line.strip_prefix("def ")?.trim_start();
    let (name, rest) = rest.split_once(['(', '['])?;
    // Parameters of types stand before those of the function.
    let rest = match rest.find("](") {
        Some(end) if line.contains(&format!("{name}[")) => rest.get(end + 2..)?,
        _ => rest,
    };
    let mut depth = 0_usize;
    let mut parameters = vec![String::new()];
    for letter in rest.chars() {
        match letter {
            ')' if depth == 0 => break,
            ',' if depth == 0 => parameters.push(String::new()),
            _ => {
                match letter {
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if let Some(last) = parameters.last_mut() {
                    last.push(letter);
                }
            }
        }
    }
    let written: Vec<&str> = parameters
        .iter()
        .map(|one| one.trim())
        .filter(|one| !one.is_empty() && *one != "/")
        .collect();
    let takes_any = written.iter().any(|one| one.starts_with('*'));
    Some(Function {
        name: name.trim().to_owned(),
        parameters: (!takes_any).then_some(written.len()),
    })
}

/// Whether a name is imported or assigned at the top.
fn is_bound(top: &[String], name: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    top.iter().any(|line| {
        let bound = match line.split_once('=') {
            Some((left, _)) => left,
            None if line.contains("import ") => line,
            None => "",
        };
        bound.split(|letter: char| !is_word(letter)).any(|word| word == name)
    })
}

#[cfg(test)]
mod tests {
    use super::{Problem, python_handler};

    #[test]
    fn the_only_function_of_two_parameters_is_called() {
        let text = "def one(a):\n    pass\n\ndef go(events, context):\n    return one(events)\n";
        assert_eq!(python_handler(text, None), Ok("go".to_owned()));
    }

    #[test]
    fn main_wins_where_several_could_be_called() {
        let text = "def go(a, b):\n    pass\ndef main(\n    events: dict[str, int],\n    context,\n):\n    pass\n";
        assert_eq!(python_handler(text, None), Ok("main".to_owned()));
    }

    #[test]
    fn what_stands_in_strings_and_comments_is_no_function() {
        let text = "'''\ndef main(a, b):\n'''\n# def main(a, b):\ndef run(a, b): pass\n";
        assert_eq!(python_handler(text, None), Ok("run".to_owned()));
    }

    #[test]
    fn a_function_inside_another_is_not_called() {
        let text = "def outer(a):\n    def main(a, b):\n        pass\n";
        let functions = vec!["outer".to_owned()];
        assert_eq!(python_handler(text, None), Err(Problem::None { functions }));
    }

    #[test]
    fn a_handler_may_have_parameters_of_types() {
        let text = "def run[T: (int, str)](events: T, context):\n    pass\n";
        assert_eq!(python_handler(text, Some("run")), Ok("run".to_owned()));
    }

    #[test]
    fn an_imported_name_may_be_asked_for() {
        assert_eq!(python_handler("from tool import run\n", Some("run")), Ok("run".to_owned()));
        assert!(python_handler("from tool import run\n", Some("rum")).is_err());
    }

    #[test]
    fn a_handler_takes_two_parameters() {
        let found = python_handler("def main(events):\n    pass\n", Some("main"));
        assert_eq!(found, Err(Problem::Parameters { name: "main".to_owned(), count: 1 }));
    }
}
