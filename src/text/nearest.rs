//! The known name that a misspelt one most probably meant.

/// The candidate nearest to `name`, if it is near enough to be worth offering.
///
/// Near means an edit distance (insert, delete, replace, swap of neighbours) of at most a third
/// of the name's length, at least 1; case counts half, and so does a swap, the commonest slip. In
/// a name of one or two letters no more may differ. Of equally near ones the first wins, so the
/// order of `candidates` decides.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = name.chars().count();
    // Every name of one or two letters is near to every other.
    let limit = if letters <= 2 { 1 } else { (letters / 3).max(1) * 2 };
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(far, _)| *far <= limit)
        .reduce(|best, next| if next.0 < best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment distance in half edits: a difference in case only costs one half.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let left: Vec<char> = left.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).map(|i| i * 2).collect();
    for (i, l) in left.iter().enumerate() {
        let mut row = vec![(i + 1) * 2];
        for (j, r) in right.iter().enumerate() {
            let replace = previous[j] + replacement_cost(*l, *r);
            let mut best = replace.min(previous[j + 1] + 2).min(row[j] + 2);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().unwrap_or(0)
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
    use super::nearest;

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        assert_eq!(nearest("staet", ["stop", "state"]), Some("state"));
    }

    #[test]
    fn case_costs_less_than_a_letter() {
        assert_eq!(nearest("instanceid", ["InstanceIds", "InstanceId"]), Some("InstanceId"));
    }

    #[test]
    fn nothing_far_away_is_offered() {
        assert_eq!(nearest("port", ["schedule", "targets"]), None);
    }
}
