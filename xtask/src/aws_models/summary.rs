//! What changed between two sets of models, for the person who reviews an update.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write};

use ordain::aws::{Bounds, Kind, Model, Operation, Shape};

/// Models by the name of their service.
pub type Models = BTreeMap<String, Model>;

/// One line for each service, operation and member that came, went or changed; ` ` in front says
/// that it belongs to the line before. The same models give nothing.
pub fn changes(old: &Models, new: &Models) -> String {
    let mut out = String::new();
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        match (old.get(name), new.get(name)) {
            (None, Some(new)) => line(&mut out, 0, &format!("+ {name} ({})", size(new))),
            (Some(old), None) => line(&mut out, 0, &format!("- {name} ({})", size(old))),
            (Some(old), Some(new)) => {
                let inside = service_changes(old, new);
                if !inside.is_empty() {
                    line(&mut out, 0, &format!("~ {name}"));
                    out.push_str(&inside);
                }
            }
            (None, None) => {}
        }
    }
    out
}

/// How much there is in all.
pub fn totals(models: &Models) -> String {
    let operations: usize = models.values().map(|it| it.operations().len()).sum();
    let shapes: usize = models.values().map(Model::shape_count).sum();
    format!("{} services, {operations} operations, {shapes} shapes", models.len())
}

fn size(model: &Model) -> String {
    format!("{} operations, {} shapes", model.operations().len(), model.shape_count())
}

fn service_changes(old: &Model, new: &Model) -> String {
    let mut out = String::new();
    let facts: [fn(&Model) -> &str; 6] = [
        Model::service_id,
        Model::full_name,
        Model::api_version,
        Model::endpoint_prefix,
        Model::signing_name,
        Model::protocol,
    ];
    for fact in facts {
        if fact(old) != fact(new) {
            line(&mut out, 1, &format!("~ {:?} is {:?}", fact(old), fact(new)));
        }
    }
    let by_name = |model: &'_ Model| -> Vec<String> {
        model.operations().map(|it| it.name().to_owned()).collect()
    };
    came_and_went(&mut out, 1, "operation", (&by_name(old), &by_name(new)));
    for operation in new.operations() {
        if let Some(before) = old.operation(operation.name()) {
            let (before, after) = (operation_text(before), operation_text(operation));
            if before != after {
                line(
                    &mut out,
                    1,
                    &format!("~ operation {}: {before} is {after}", operation.name()),
                );
            }
        }
    }
    let (old_shapes, new_shapes) = (shapes(old), shapes(new));
    for (name, after) in &new_shapes {
        if let Some(before) = old_shapes.get(name) {
            let inside = shape_changes(*before, *after);
            if !inside.is_empty() {
                line(&mut out, 1, &format!("~ {name}"));
                out.push_str(&inside);
            }
        }
    }
    out
}

fn shapes(model: &Model) -> BTreeMap<&str, Shape<'_>> {
    model.shapes().map(|shape| (shape.name(), shape)).collect()
}

/// What is compared of an operation beside its name.
fn operation_text(operation: Operation<'_>) -> String {
    let name = |shape: Option<Shape<'_>>| shape.map_or("nothing", Shape::name).to_owned();
    let mut text = format!("{} -> {}", name(operation.input()), name(operation.output()));
    for (holds, word) in [
        (operation.is_deprecated(), ", deprecated"),
        (operation.is_read_only(), ", read only"),
        (operation.is_idempotent(), ", idempotent"),
        (operation.streams_input(), ", input streams"),
        (operation.streams_output(), ", output streams"),
        (operation.pagination().is_some(), ", paginated"),
    ] {
        if holds {
            text.push_str(word);
        }
    }
    text
}

fn shape_changes(old: Shape<'_>, new: Shape<'_>) -> String {
    let mut out = String::new();
    let (before, after) = (shape_text(old), shape_text(new));
    if before != after {
        line(&mut out, 2, &format!("~ {before} is {after}"));
    }
    let names = |shape: Shape<'_>| shape.members().names().map(str::to_owned).collect::<Vec<_>>();
    came_and_went(&mut out, 2, "member", (&names(old), &names(new)));
    for member in new.members().iter() {
        let Some(before) = old.members().get(member.name()) else {
            if member.is_required() {
                line(&mut out, 2, &format!("! member {} is required", member.name()));
            }
            continue;
        };
        if before.is_required() != member.is_required() {
            let word = if member.is_required() { "is required" } else { "is no longer required" };
            line(&mut out, 2, &format!("! member {} {word}", member.name()));
        }
        if before.shape().name() != member.shape().name() {
            let (before, after) = (before.shape().name(), member.shape().name());
            line(&mut out, 2, &format!("~ member {}: {before} is {after}", member.name()));
        }
        if !before.is_deprecated() && member.is_deprecated() {
            line(&mut out, 2, &format!("~ member {} is deprecated", member.name()));
        }
    }
    if let (Kind::String(old), Kind::String(new)) = (old.kind(), new.kind()) {
        let values = |it: ordain::aws::Values<'_>| it.iter().map(str::to_owned).collect::<Vec<_>>();
        came_and_went(&mut out, 2, "value", (&values(old.values), &values(new.values)));
    }
    out
}

/// What is compared of a shape beside its members and values.
fn shape_text(shape: Shape<'_>) -> String {
    let detail = match shape.kind() {
        Kind::String(string) => {
            let pattern = string.pattern.map(|it| format!("of {it}")).unwrap_or_default();
            format!("{}{pattern}", range(string.length))
        }
        Kind::Integer(bounds) | Kind::Long(bounds) | Kind::Blob(bounds) => range(bounds),
        Kind::Float(bounds) | Kind::Double(bounds) => range(bounds),
        Kind::List { element, length } => format!("{}of {}", range(length), element.name()),
        Kind::Map { key, value, length } => {
            format!("{}of {} to {}", range(length), key.name(), value.name())
        }
        Kind::Boolean | Kind::Timestamp | Kind::Document | Kind::Structure(_) | Kind::Union(_) => {
            String::new()
        }
    };
    format!("{} {detail}", shape.kind_name()).trim_end().to_owned()
}

/// `(1 to 5) `, `(from 1) `, `(up to 5) ` or nothing.
fn range<T: Display>(bounds: Bounds<T>) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => format!("({min} to {max}) "),
        (Some(min), None) => format!("(from {min}) "),
        (None, Some(max)) => format!("(up to {max}) "),
        (None, None) => String::new(),
    }
}

fn came_and_went(out: &mut String, depth: usize, what: &str, sides: (&[String], &[String])) {
    let old: BTreeSet<&String> = sides.0.iter().collect();
    let new: BTreeSet<&String> = sides.1.iter().collect();
    for name in new.difference(&old) {
        line(out, depth, &format!("+ {what} {name}"));
    }
    for name in old.difference(&new) {
        line(out, depth, &format!("- {what} {name}"));
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    let indent = depth * 4;
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{:indent$}{text}", "");
}
