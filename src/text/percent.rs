//! The places of a text in which `%` stands for a value: `%s`, `%05d`.

/// One `%` with what stands between the place before and it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'t> {
    pub before: &'t str,
    /// The digits behind the `%`.
    pub width: &'t str,
    /// Nothing where the text ends. `%` with no width stands for itself.
    pub kind: Option<char>,
}

/// Walks over the places of a text.
#[derive(Clone, Debug)]
pub struct Places<'t> {
    rest: &'t str,
}

impl<'t> Places<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// What stands behind the last place that was given.
    pub fn rest(&self) -> &'t str {
        self.rest
    }
}

impl Place<'_> {
    /// Whether it is `%%`, which takes no value.
    pub fn is_percent_sign(&self) -> bool {
        self.kind == Some('%') && self.width.is_empty()
    }
}

impl<'t> Iterator for Places<'t> {
    type Item = Place<'t>;

    fn next(&mut self) -> Option<Place<'t>> {
        let (before, after) = self.rest.split_once('%')?;
        let tail = after.trim_start_matches(|one: char| one.is_ascii_digit());
        let width = after.strip_suffix(tail).unwrap_or("");
        let kind = tail.chars().next();
        self.rest = tail.get(kind.map_or(0, char::len_utf8)..).unwrap_or("");
        Some(Place { before, width, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Places};

    #[test]
    fn a_place_has_a_width_and_a_kind() {
        let mut places = Places::new("a%05dé%%b%");
        let place = |before, width, kind| Some(Place { before, width, kind });
        assert_eq!(places.next(), place("a", "05", Some('d')));
        assert_eq!(places.next(), place("é", "", Some('%')));
        assert_eq!(places.clone().last(), place("b", "", None));
        assert_eq!(places.rest(), "b%");
    }
}
