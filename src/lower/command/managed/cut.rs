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
    let mut count = FIRST_GUESS;
    loop {
        count = largest(rest.len(), count, &|count| {
            let first = rest.get(..count).unwrap_or_default();
            fits(&shared.with(around, first, End::Nothing))
        });
        if count == rest.len() {
            let all = shared.with(around, rest, end);
            if fits(&all) {
                pieces.push(all);
                return Some(pieces);
            }
        }
        let (first, others) =
            rest.split_at_checked(count).filter(|(first, _)| !first.is_empty())?;
        pieces.push(shared.with(around, first, End::Nothing));
        rest = others;
    }
}

/// Tasks that are tried first.
const FIRST_GUESS: usize = 128;

/// The largest number up to `most` that fits, where each smaller one does, too; else 0. Little more
/// than what fits is tried, from `guess` on: large scripts take time.
fn largest(most: usize, guess: usize, fits: &dyn Fn(usize) -> bool) -> usize {
    let (mut good, mut bad) = (0, most + 1);
    let mut next = guess.clamp(1, most.max(1));
    while bad - good > 1 {
        if fits(next) {
            good = next;
        } else {
            bad = next;
        }
        let is_open = bad > most;
        next = if is_open { (good + good / 4 + 1).min(most) } else { usize::midpoint(good, bad) };
    }
    good
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn the_largest_number_is_found() {
        for wanted in 0..=9 {
            for guess in 0..=12 {
                let fits = |number: usize| {
                    assert!((1..=9).contains(&number));
                    number <= wanted
                };
                assert_eq!(largest(9, guess, &fits), wanted);
            }
        }
        assert_eq!(largest(0, 5, &|_| true), 0);
    }
}
