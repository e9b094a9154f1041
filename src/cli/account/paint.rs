//! Colours of what a plan says: by the sign that a line begins with.

use crate::report::{Colour, printable};

/// Escape sequences of signs: what comes is green, what changes yellow, what goes red.
const SIGNS: [(char, &str); 8] = [
    ('!', "\u{1b}[1;31m"),
    ('+', "\u{1b}[32m"),
    ('-', "\u{1b}[31m"),
    ('=', "\u{1b}[35m"),
    ('>', "\u{1b}[36m"),
    ('?', "\u{1b}[35m"),
    ('@', "\u{1b}[36m"),
    ('~', "\u{1b}[33m"),
];
const END: &str = "\u{1b}[0m";

/// A line that a terminal may be given: values of the account have no power over it.
pub(super) fn painted(line: &str, colour: Colour) -> String {
    let line = printable(&line.replace('\t', "    "));
    let sign = line.chars().next();
    let known = SIGNS.iter().find(|(known, _)| Some(*known) == sign);
    match (colour, known) {
        (Colour::Always, Some((_, begin))) => format!("{begin}{line}{END}"),
        (Colour::Always | Colour::Never, _) => line,
    }
}

#[cfg(test)]
mod tests {
    use crate::report::Colour;

    use super::painted;

    #[test]
    fn a_line_has_the_colour_of_its_sign_and_no_power_over_a_terminal() {
        assert_eq!(painted("+ a", Colour::Always), "\u{1b}[32m+ a\u{1b}[0m");
        assert_eq!(painted("+ a", Colour::Never), "+ a");
        assert_eq!(painted("a +", Colour::Always), "a +");
        assert_eq!(painted("~ \u{1b}[2J", Colour::Never), "~ \u{fffd}[2J");
    }
}
