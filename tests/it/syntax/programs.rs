//! Whole programs that hold every construct parse without a finding.

use super::findings;

fn check_clean(text: &str) {
    assert_eq!(findings(text), Vec::<String>::new());
}

#[test]
fn the_tour_is_clean() {
    check_clean(include_str!("programs/tour.ord"));
}
