//! The functions of the language that a generated script can compute.

/// How a function is written in Python. `$0`, `$1`, … are its arguments, `$*` all of them, `$>` all
/// behind the first as a tuple, `$**` the members of all of them.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower::runbook) struct Function {
    name: &'static str,
    /// With how many arguments it is written so; `None` is any number.
    arguments: Option<usize>,
    template: &'static str,
    /// The module that it needs.
    pub(in crate::lower::runbook) import: Option<&'static str>,
}

const fn of(arguments: usize, name: &'static str, template: &'static str) -> Function {
    Function { name, arguments: Some(arguments), template, import: None }
}

const fn any(name: &'static str, template: &'static str) -> Function {
    Function { name, arguments: None, template, import: None }
}

const fn json(arguments: usize, template: &'static str) -> Function {
    Function { name: "json", arguments: Some(arguments), template, import: Some("json") }
}

/// In the order of names. Each template is a call or in brackets: it needs no parentheses around.
const FUNCTIONS: &[Function] = &[
    of(1, "abs", "abs($0)"),
    any("format", "($0 % $>)"),
    of(1, "join", "\"\".join($0)"),
    of(2, "join", "$1.join($0)"),
    json(1, "json.dumps($0, separators=(\",\", \":\"), ensure_ascii=False)"),
    json(2, "json.dumps($0, indent=$1, ensure_ascii=False)"),
    of(1, "keys", "list($0)"),
    of(1, "length", "len($0)"),
    of(1, "lower", "$0.lower()"),
    any("max", "max([$*])"),
    any("merge", "{$**}"),
    any("min", "min([$*])"),
    of(2, "mod", "($0 % $1)"),
    of(3, "replace", "$0.replace($1, $2)"),
    of(2, "split", "$0.split($1)"),
    of(1, "trim", "$0.strip()"),
    of(1, "upper", "$0.upper()"),
    of(1, "values", "list($0.values())"),
];

/// The function with this name and so many arguments, where a script can compute it.
pub(in crate::lower::runbook) fn function(
    name: &str,
    arguments: usize,
) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| {
        function.name == name && function.arguments.is_none_or(|count| count == arguments)
    })
}

impl Function {
    /// The call with these arguments, each already in parentheses where it needs them.
    pub(in crate::lower::runbook) fn call(&self, arguments: &[String]) -> String {
        let mut text = String::new();
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('$') {
            text.push_str(before);
            if let Some(tail) = after.strip_prefix("**") {
                let spread: Vec<String> = arguments.iter().map(|it| format!("**{it}")).collect();
                text.push_str(&spread.join(", "));
                rest = tail;
            } else if let Some(tail) = after.strip_prefix('*') {
                text.push_str(&arguments.join(", "));
                rest = tail;
            } else if let Some(tail) = after.strip_prefix('>') {
                let values: String = arguments.iter().skip(1).map(|it| format!("{it}, ")).collect();
                text.push_str(&format!("({})", values.trim_end()));
                rest = tail;
            } else {
                let digit = after.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0);
                text.push_str(arguments.get(digit as usize).map_or("None", String::as_str));
                rest = after.get(1..).unwrap_or("");
            }
        }
        text + rest
    }
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, function};

    fn check_call(name: &str, arguments: &[&str], wanted: &str) {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let function = function(name, arguments.len()).expect(name);
        assert_eq!(function.call(&arguments), wanted);
    }

    #[test]
    fn functions_are_sorted() {
        assert!(FUNCTIONS.is_sorted_by_key(|function| (function.name, function.arguments)));
    }

    #[test]
    fn arguments_stand_in_their_places() {
        check_call("join", &["xs", "\", \""], "\", \".join(xs)");
        check_call("join", &["xs"], "\"\".join(xs)");
        check_call("max", &["a", "b", "c"], "max([a, b, c])");
        check_call("merge", &["a", "b"], "{**a, **b}");
        check_call("format", &["text", "a"], "(text % (a,))");
        check_call("format", &["text", "a", "b"], "(text % (a, b,))");
    }
}
