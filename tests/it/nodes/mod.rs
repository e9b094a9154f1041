//! Modules, roles and handlers: what is wrong with them, what they become, and what their scripts
//! do when a real shell runs them.

#[cfg(unix)]
mod blocks;
#[cfg(unix)]
mod check_mode;
mod declarations;
#[cfg(unix)]
mod handlers;
#[cfg(unix)]
mod hard;
mod library;
mod mode;
#[cfg(unix)]
mod node;
#[cfg(unix)]
mod output;
mod platforms;
#[cfg(unix)]
mod results;
mod roles;
#[cfg(unix)]
mod split;
mod split_documents;
mod steps;
mod tags;
#[cfg(unix)]
mod values;

/// A module that keeps a file's content, and a command around some members.
pub(super) fn program(members: &str) -> String {
    format!("{KEPT}\ncommand c \"Acme-C\" {{\n{members}\n}}\n")
}

/// The same with two long tasks where `PAD` stands: too long for one document.
pub(super) fn padded(members: &str) -> String {
    let line = "# so that this script is a long one\n".repeat(1_000);
    let pads: String = ["one", "two"]
        .iter()
        .map(|name| format!("step {name}: sh \"\"\"\ntrue\n{line}\"\"\"\n"))
        .collect();
    program(&members.replace("PAD", &pads))
}

const KEPT: &str = r#"
module kept {
  param path: String
  param content: String = "x"

  on linux, macos {
    check sh"""
      [ -e "$path" ] && [ "$(cat "$path")" = "$content" ]
    """
    apply sh"""
      printf '%s\n' "$content" > "$path"
    """
  }
}
"#;
