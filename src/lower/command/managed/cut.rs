//! Shared scripts cut into shorter ones, between their tasks: blocks stay whole.

use crate::hir::Command;

use super::super::draft::Draft;
use super::unit::{DraftHandler, End, Shared, Unit};

/// Cuts what is too large; each piece is as large as `fits` lets it be. Nothing where a task alone
/// does not fit, or all handlers together do not.
pub(in crate::lower::command) fn cut<'d, 'a>(
    around: (&Command, &[DraftHandler<'_>]),
    units: Vec<Unit<'d, 'a>>,
    fits: &dyn Fn(&Shared<'d, 'a>) -> bool,
) -> Option<Vec<Unit<'d, 'a>>> {
    let mut all = Vec::new();
    for unit in units {
        match unit {
            Unit::Alone(draft) => all.push(Unit::Alone(draft)),
            Unit::Shared(shared) => {
                all.extend(pieces(around, &shared, fits)?.into_iter().map(Unit::Shared));
            }
        }
    }
    Some(all)
}

fn pieces<'d, 'a>(
    around: (&Command, &[DraftHandler<'_>]),
    shared: &Shared<'d, 'a>,
    fits: &dyn Fn(&Shared<'d, 'a>) -> bool,
) -> Option<Vec<Shared<'d, 'a>>> {
    let end = if shared.has_handlers { End::Handlers } else { End::Nothing };
    let mut pieces = Vec::new();
    let mut rest: &[&'d Draft<'a>] = &shared.tasks;
    loop {
        let all = shared.with(around, rest, end);
        if fits(&all) {
            pieces.push(all);
            return Some(pieces);
        }
        let count = largest(rest.len(), &|count| {
            let first = rest.get(..count).unwrap_or_default();
            fits(&shared.with(around, first, End::Nothing))
        });
        let (first, others) =
            rest.split_at_checked(count).filter(|(first, _)| !first.is_empty())?;
        pieces.push(shared.with(around, first, End::Nothing));
        rest = others;
    }
}

/// The largest number up to `most` that fits, where each smaller one does, too; else 0.
fn largest(most: usize, fits: &dyn Fn(usize) -> bool) -> usize {
    let (mut good, mut bad) = (0, most + 1);
    while bad - good > 1 {
        let middle = usize::midpoint(good, bad);
        if fits(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn the_largest_number_is_found() {
        for wanted in 0..=9 {
            assert_eq!(largest(9, &|number| number <= wanted), wanted);
        }
        assert_eq!(largest(0, &|_| true), 0);
    }
}
