//! The functions of the language that a generated script can compute.

/// How a function is written in Python. `$0`, `$1`, … are its arguments.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower::runbook) struct Function {
    pub(in crate::lower::runbook) name: &'static str,
    pub(in crate::lower::runbook) template: &'static str,
    /// The module that it needs.
    pub(in crate::lower::runbook) import: Option<&'static str>,
}

const fn plain(name: &'static str, template: &'static str) -> Function {
    Function { name, template, import: None }
}

const fn with(name: &'static str, template: &'static str, import: &'static str) -> Function {
    Function { name, template, import: Some(import) }
}

/// In the order of names. Each template is a call or in brackets: it needs no parentheses around.
const FUNCTIONS: &[Function] = &[
    with("base64", "base64.b64encode($0.encode()).decode()", "base64"),
    plain("join", "$1.join($0)"),
    with("json", "json.dumps($0)", "json"),
    plain("keys", "list($0)"),
    plain("length", "len($0)"),
    plain("lower", "$0.lower()"),
    plain("merge", "{**$0, **$1}"),
    with("mod", "int(math.fmod($0, $1))", "math"),
    plain("range", "list(range($0, $1))"),
    plain("replace", "$0.replace($1, $2)"),
    with("sha256", "hashlib.sha256($0.encode()).hexdigest()", "hashlib"),
    plain("split", "$0.split($1)"),
    plain("upper", "$0.upper()"),
    plain("values", "list($0.values())"),
];

/// The function with this name, where a script can compute it.
pub(in crate::lower::runbook) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

impl Function {
    /// The call with these arguments, each already in parentheses where it needs them.
    pub(in crate::lower::runbook) fn call(&self, arguments: &[String]) -> String {
        let mut text = String::new();
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('$') {
            text.push_str(before);
            let digit = after.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0);
            text.push_str(arguments.get(digit as usize).map_or("None", String::as_str));
            rest = after.get(1..).unwrap_or("");
        }
        text + rest
    }
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, function};

    #[test]
    fn functions_are_sorted() {
        assert!(FUNCTIONS.is_sorted_by(|left, right| left.name < right.name));
    }

    #[test]
    fn arguments_stand_in_their_places() {
        let join = function("join").expect("join");
        assert_eq!(join.call(&["xs".to_owned(), "\", \"".to_owned()]), "\", \".join(xs)");
    }
}
