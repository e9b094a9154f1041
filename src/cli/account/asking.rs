//! Asks a person before something is done in accounts.

use std::io::{BufRead, IsTerminal};

use crate::cli::output::Output;

/// Asks on a terminal; elsewhere `--yes` is needed. Each place is named by account, alias and Region.
///
/// # Errors
/// There is nobody to ask, in words for a person.
pub(super) fn asked(output: &Output, labels: &[String]) -> Result<bool, String> {
    if !std::io::stdin().is_terminal() {
        return Err("there is no terminal to ask on: `--yes` carries the plan out".to_owned());
    }
    match labels {
        [one] => output.say(&format!("Carry this out in {one}? Only `yes` does.")),
        several => {
            output.say(&format!("Carry this out in {} places? Only `yes` does.", several.len()));
            several.iter().for_each(|label| output.say(&format!("    {label}")));
        }
    }
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.map_err(|error| format!("standard input: {error}"))?;
    Ok(answer.trim() == "yes")
}
