//! The known name that a misspelt one most probably meant.

/// The candidate nearest to `name`, if it is near enough to be worth offering.
///
/// Near means an edit distance (insert, delete, replace, swap of neighbours) of at most a third
/// of the name's length, at least 1; case counts half, and so does a swap, the commonest slip. In
/// a name of one or two letters no more may differ. What differs in case only is always near. Of
/// equally near ones the first wins, so the order of `candidates` decides.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_below(name, candidates, usize::MAX)
}

/// `nearest`, and no more than so many edits away.
pub fn nearest_within<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    edits: usize,
) -> Option<&'a str> {
    nearest_below(name, candidates, edits.saturating_mul(2))
}

/// `most` is in half edits.
fn nearest_below<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Option<&'a str> {
    let letters: Vec<char> = name.chars().collect();
    // Every name of one or two letters is near to every other.
    let near = if letters.len() <= 2 { 1 } else { (letters.len() / 3).max(1) * 2 };
    let mut limit = near.min(most);
    let mut best = None;
    for candidate in candidates {
        let far = if candidate.eq_ignore_ascii_case(name) {
            Some(usize::from(candidate != name))
        } else {
            distance(&letters, candidate, limit)
        };
        let Some(far) = far else { continue };
        best = Some(candidate);
        // Only what is nearer is looked for from here.
        match far.checked_sub(1) {
            Some(less) => limit = less,
            None => break,
        }
    }
    best
}

/// Optimal string alignment distance in half edits, where it is at most `limit`: a difference in
/// case only costs one half.
fn distance(left: &[char], right: &str, limit: usize) -> Option<usize> {
    let count = right.chars().count();
    if left.len().abs_diff(count) * 2 > limit {
        return None;
    }
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).map(|i| i * 2).collect();
    for (i, l) in left.iter().enumerate() {
        let mut row = Vec::with_capacity(right.len() + 1);
        row.push((i + 1) * 2);
        for (j, r) in right.iter().enumerate() {
            let replace = previous[j] + replacement_cost(*l, *r);
            let mut best = replace.min(previous[j + 1] + 2).min(row[j] + 2);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        // A swap reaches over one row and costs one half.
        let least = |row: &[usize]| row.iter().copied().min().unwrap_or(0);
        if least(&row) > limit && least(&previous) + 1 > limit {
            return None;
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().filter(|far| *far <= limit)
}

fn replacement_cost(left: char, right: char) -> usize {
    if left == right {
        0
    } else if left.eq_ignore_ascii_case(&right) {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_within};

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        assert_eq!(nearest("staet", ["stop", "state"]), Some("state"));
    }

    #[test]
    fn case_costs_less_than_a_letter() {
        assert_eq!(nearest("instanceid", ["InstanceIds", "InstanceId"]), Some("InstanceId"));
    }

    #[test]
    fn what_differs_in_case_only_is_always_near() {
        assert_eq!(nearest("TCP", ["udp", "tcp", "-1"]), Some("tcp"));
        assert_eq!(nearest("TCP", ["TCQ", "tcp"]), Some("tcp"));
    }

    #[test]
    fn the_nearest_is_no_farther_than_asked() {
        assert_eq!(nearest_within("RestartDBInstance", ["StartDBInstance"], 2), None);
        assert_eq!(nearest("RestartDBInstance", ["StartDBInstance"]), Some("StartDBInstance"));
    }

    #[test]
    fn nothing_far_away_is_offered() {
        assert_eq!(nearest("port", ["schedule", "targets"]), None);
    }
}
