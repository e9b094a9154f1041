//! Durations of ISO 8601, as `aws:sleep` takes them.

/// A duration of days, hours, minutes and seconds in whole seconds, as `P1DT6H`; nothing for another
/// text, and for parts of a second.
pub fn delay_seconds(text: &str) -> Option<u64> {
    let (days, rest) = match text.strip_prefix('P')?.split_once('T') {
        Some((days, rest)) if !rest.is_empty() => (days, rest),
        Some(_) => return None,
        None => (text.strip_prefix('P')?, ""),
    };
    let mut total = match days.strip_suffix('D') {
        Some(days) => days.parse::<u64>().ok()?.checked_mul(86_400)?,
        None if days.is_empty() && !rest.is_empty() => 0,
        None => return None,
    };
    let mut left = rest;
    for (unit, length) in [('H', 3_600), ('M', 60), ('S', 1)] {
        if let Some((number, behind)) = left.split_once(unit) {
            total = total.checked_add(number.parse::<u64>().ok()?.checked_mul(length)?)?;
            left = behind;
        }
    }
    left.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::delay_seconds;

    #[test]
    fn durations_are_counted_in_seconds() {
        let known = [("PT10M", 600), ("P1DT6H", 108_000), ("P7D", 604_800), ("PT1H2M3S", 3_723)];
        for (text, seconds) in known {
            assert_eq!(delay_seconds(text), Some(seconds), "{text}");
        }
        for text in [
            "", "P", "PT", "P1DT", "10m", "60", "1 minute", "P1X", "PT5", "PT1M1H", "PT-5M",
            "PT1.5S",
        ] {
            assert_eq!(delay_seconds(text), None, "{text}");
        }
    }
}
