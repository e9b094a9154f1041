//! Every shape of every model as a type.

use std::collections::HashSet;

use ordain::aws::{Kind, Operation, Service, Shape};
use ordain::hir::{RecordType, Side, Ty, type_of, type_of_member};

/// Fails where a type says less of a shape than the model does.
#[track_caller]
fn check_type(shape: Shape<'static>, ty: &Ty, place: &str) {
    match (shape.kind(), ty) {
        (Kind::Boolean, Ty::Bool)
        | (Kind::Integer(_) | Kind::Long(_), Ty::Int(_))
        | (Kind::Float(_) | Kind::Double(_), Ty::Float(_))
        | (Kind::String(_), Ty::String { .. } | Ty::Enum(_))
        | (Kind::Blob(_), Ty::String { .. })
        | (Kind::Timestamp, Ty::String { .. } | Ty::Union(_))
        | (Kind::Document, Ty::Json) => {}
        (Kind::List { element, .. }, Ty::List { element: ty, .. }) => {
            check_type(element, ty, place);
        }
        (Kind::Map { value, .. }, Ty::Map(ty)) => check_type(value, ty, place),
        (Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_), Ty::Record(record)) => {
            assert!(record.is_of_api(), "{place}");
        }
        (kind, ty) => panic!("{place}: {kind:?} is `{ty}`"),
    }
}

/// Each shape of each service, with a name for messages.
fn shapes() -> impl Iterator<Item = (Shape<'static>, String)> {
    Service::all().iter().flat_map(|service| {
        let named = |shape: Shape<'static>| (shape, format!("{} {}", service.name(), shape.name()));
        service.model().shapes().map(named)
    })
}

#[test]
fn every_shape_has_a_type() {
    let mut count = 0;
    for (shape, place) in shapes() {
        for side in [Side::Given, Side::Read] {
            check_type(shape, &type_of(shape, side), &place);
        }
        count += 1;
    }
    assert!(count > 100_000, "{count}");
}

#[test]
fn every_member_has_the_type_of_its_shape() {
    let mut headers = 0;
    for (shape, place) in shapes() {
        for member in shape.members().iter() {
            let ty = type_of_member(member, Side::Given);
            if member.is_json() {
                headers += 1;
                assert_eq!(ty, Ty::Json, "{place}");
            } else {
                check_type(member.shape(), &ty, &place);
            }
        }
    }
    assert!((1..100).contains(&headers), "{headers}");
}

#[test]
fn every_structure_has_the_fields_of_its_members() {
    for (shape, place) in shapes() {
        let Ty::Record(record) = type_of(shape, Side::Given) else { continue };
        if matches!(shape.kind(), Kind::Map { .. }) {
            assert!(!record.fields().is_empty(), "{place}");
            continue;
        }
        let names: Vec<&str> = record.fields().iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, shape.members().names().collect::<Vec<_>>(), "{place}");
        assert_eq!(record.is_union(), shape.is_union(), "{place}");
    }
}

fn operations() -> impl Iterator<Item = Operation<'static>> {
    Service::all().iter().flat_map(|service| service.model().operations())
}

#[test]
fn every_response_has_what_the_client_adds() {
    for operation in operations() {
        let record = RecordType::of_response(operation);
        let names: HashSet<&str> =
            record.fields().iter().map(|field| field.name.as_str()).collect();
        assert!(names.contains("ResponseMetadata"), "{}", operation.name());
        assert_eq!(names.len(), record.fields().len(), "{}: a name twice", operation.name());
        let own = operation.output().map_or(0, |output| output.members().iter().count());
        assert!(record.fields().len() <= own + 1, "{}", operation.name());
    }
}

#[test]
fn any_two_structures_have_a_common_type() {
    let records: Vec<Ty> = shapes()
        .filter(|(_, place)| place.ends_with(" Statement") || place.ends_with("AttributeValue"))
        .map(|(shape, _)| type_of(shape, Side::Read))
        .filter(|ty| matches!(ty, Ty::Record(_)))
        .collect();
    assert!(records.len() > 10, "{}", records.len());
    for left in &records {
        for right in &records {
            let joined = left.clone().join(Ty::map(right.clone())).join(right.clone());
            assert!(matches!(joined, Ty::Map(_) | Ty::Record(_)), "{left} and {right}: {joined}");
        }
    }
}
