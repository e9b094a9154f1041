//! Steps that the language has a statement for: sleeps, pauses, waits for a property and its tests.

use std::borrow::Cow;

use crate::aws::{Found, Segment, Service, parse_path};
use crate::hir::{Side, Ty, type_of};
use crate::markup::{Node, NodeKind};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, StatementKind};

use super::names::Names;
use super::step::api_call;
use super::{Form, make, reference};

/// The statement that says the same as an action; nothing where only the action says it.
pub(super) fn statement(names: &Names, action: &str, inputs: &Node) -> Option<StatementKind> {
    if names.form == Form::AsWritten {
        return None;
    }
    match action {
        "sleep" => sleep(inputs),
        "pause" => inputs.entries().is_empty().then_some(StatementKind::Pause),
        "waitForAwsResourceProperty" => test(names, inputs).map(StatementKind::WaitUntil),
        "assertAwsResourceProperty" => test(names, inputs).map(StatementKind::Assert),
        _ => None,
    }
}

/// `sleep 5m`, where the duration is spelt as it comes out again.
fn sleep(inputs: &Node) -> Option<StatementKind> {
    let [duration] = inputs.entries() else { return None };
    let text = duration.value.as_str().filter(|_| duration.key.text == "Duration")?;
    let seconds = seconds_of(text)?;
    let value = make::expr(ExprKind::Duration(seconds), duration.value.span);
    Some(StatementKind::Sleep(value))
}

/// The seconds of `PT1H30M`: whole hours, minutes below 60 and seconds below 60, none of them 0.
fn seconds_of(text: &str) -> Option<i64> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0;
    let mut most = i64::from(u32::MAX);
    for (unit, length) in [('H', 3600), ('M', 60), ('S', 1)] {
        let Some((count, behind)) = rest.split_once(unit) else { continue };
        let is_plain = !count.starts_with('0') && count.bytes().all(|byte| byte.is_ascii_digit());
        let count: i64 = count.parse().ok().filter(|count| is_plain && *count <= most)?;
        seconds += count * length;
        most = 59;
        rest = behind;
    }
    // Without hours the minutes may not be more than an hour's either.
    let fits = text.contains('H') || seconds < 3600 && (text.contains('M') || seconds < 60);
    (rest.is_empty() && seconds > 0 && fits).then_some(seconds)
}

/// `aws.SERVICE.Operation(…).path == "value"`, or `in ["a", "b"]`.
fn test(names: &Names, inputs: &Node) -> Option<Expr> {
    let selector = inputs.get("PropertySelector")?;
    let text = selector.as_str()?;
    let values = inputs.get("DesiredValues")?;
    let path = parse_path(text).ok()?;
    let service = Service::named(inputs.get("Service")?.as_str()?)?;
    let operation = service.model().operation(inputs.get("Api")?.as_str()?)?;
    let Found::Shape(shape) = operation.result(&path).ok()?.found else { return None };
    let is_text = matches!(type_of(shape, Side::Read), Ty::String { .. } | Ty::Enum(_));
    let is_plain = |value: &Node| matches!(&value.kind, NodeKind::String(text) if reference::find(&text.text).is_empty());
    if !is_text || spelt(&path)? != text || !values.items().iter().all(is_plain) {
        return None;
    }
    let mut left = api_call(names, inputs)?;
    for segment in &path {
        left = step(left, segment, selector)?;
    }
    let items = values.items().iter();
    let mut items = items.filter_map(|item| Some(make::string(item.as_str()?, item.span)));
    let (op, right) = match values.items() {
        [] => return None,
        [_] => (BinaryOp::Equal, items.next()?),
        _ => (BinaryOp::In, make::list(items, values.span)),
    };
    let (left, right) = (Box::new(left), Box::new(right));
    Some(make::expr(ExprKind::Binary { op, op_span: values.span, left, right }, selector.span))
}

/// The text of a path, as a selector comes out again.
fn spelt(path: &[Segment<'_>]) -> Option<String> {
    let mut text = "$".to_owned();
    for segment in path {
        match segment {
            Segment::Member(name) => text.push_str(&format!(".{name}")),
            Segment::Index(index) => text.push_str(&format!("[{index}]")),
            Segment::Every | Segment::Some | Segment::Below(_) => return None,
        }
    }
    Some(text)
}

fn step(base: Expr, segment: &Segment<'_>, selector: &Node) -> Option<Expr> {
    let span = selector.span;
    match segment {
        Segment::Member(Cow::Borrowed(name)) => Some(make::member(base, name, span)),
        Segment::Member(Cow::Owned(name)) => Some(make::member(base, name, span)),
        Segment::Index(index) => {
            let index = Box::new(make::expr(ExprKind::Int(*index), span));
            Some(make::expr(ExprKind::Index { base: Box::new(base), index }, span))
        }
        Segment::Every | Segment::Some | Segment::Below(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::seconds_of;

    #[test]
    fn only_durations_that_come_out_again_are_read() {
        assert_eq!(seconds_of("PT1H30M"), Some(5400));
        assert_eq!(seconds_of("PT5M"), Some(300));
        assert_eq!(seconds_of("PT10S"), Some(10));
        for other in ["PT90S", "PT60M", "PT0S", "PT05S", "P1D", "PT0.5S", "PT{{ A }}S", "PT", ""] {
            assert_eq!(seconds_of(other), None, "{other}");
        }
    }
}
