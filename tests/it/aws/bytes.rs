//! Bytes that are no model, and models of every form: read or refused, never a panic.

use ordain::aws::packed::{
    self, Blocks, Bounds, Documentation, Kind, Members, Metadata, Operation, Pagination, Shape,
    Strings, Structure,
};
use ordain::aws::{Below, Model, Part, ReadError, Segment, Service, walk};
use proptest::collection::vec;
use proptest::prelude::*;

fn real() -> &'static [u8] {
    Service::named("pricing").unwrap().packed()
}

/// Asks a model everything that can be asked.
fn look_at_all(model: &Model) {
    for operation in model.operations() {
        let _ = (operation.pagination(), operation.documentation(), operation.result(&[]));
        operation.errors().for_each(|error| assert!(!error.kind_name().is_empty()));
        operation.required_input().for_each(|it| assert!(it.is_required()));
    }
    let path = [Segment::Every, Segment::Member("a".into()), Segment::Below("b".into())];
    for shape in model.shapes() {
        for member in shape.members().iter() {
            let _ = (format!("{member:?}"), member.documentation());
        }
        let _ = (format!("{:?}", shape.kind()), shape.error_name(), walk(shape, &path));
        let _ = (Below::shapes(shape).count(), Below::of(shape, "a"));
    }
}

fn bounds() -> impl Strategy<Value = Bounds<i64>> {
    any::<(Option<i64>, Option<i64>)>().prop_map(|(min, max)| Bounds { min, max })
}

fn reals() -> impl Strategy<Value = Bounds<f64>> {
    (0_i32..9).prop_map(|min| Bounds { min: Some(f64::from(min) / 4.0), max: None })
}

/// Shapes that take few members and values.
fn kind(strings: u32) -> impl Strategy<Value = Kind> {
    let string = prop::option::of(0..strings);
    prop_oneof![
        prop::sample::select(vec![Kind::Boolean, Kind::Timestamp, Kind::Document]),
        (bounds(), string.clone(), 0..4_u32).prop_map(|(length, pattern, values)| Kind::String {
            length,
            pattern,
            values
        }),
        bounds().prop_map(Kind::Integer),
        bounds().prop_map(Kind::Long),
        reals().prop_map(Kind::Float),
        reals().prop_map(Kind::Double),
        bounds().prop_map(Kind::Blob),
        bounds().prop_map(Kind::List),
        bounds().prop_map(Kind::Map),
        (0..4_u32, string)
            .prop_map(|(members, error_code)| Kind::Structure { members, error_code }),
        (0..4_u32).prop_map(|members| Kind::Union { members }),
    ]
}

/// A whole model: each list as long as the shapes take it, each number pointing at something.
fn structure() -> impl Strategy<Value = Structure> {
    let strings = vec("[a-zäß€]{0,6}", 8..20);
    (strings, vec(any::<u8>(), 1..8))
        .prop_flat_map(|(strings, flags)| {
            let count = u32::try_from(strings.len()).unwrap();
            let shapes = vec(kind(count), 1..20);
            (Just(strings), Just(flags), shapes, any::<u32>())
        })
        .prop_map(|(strings, flags, kinds, seed)| whole(&strings, &flags, kinds, seed))
}

fn whole(strings: &[String], flags: &[u8], kinds: Vec<Kind>, seed: u32) -> Structure {
    let mut state = seed;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % u32::try_from(limit).unwrap()
    };
    let (mut members, mut targets, mut values) = (0, 0, 0);
    for kind in &kinds {
        match kind {
            Kind::Structure { members: count, .. } | Kind::Union { members: count } => {
                members += count;
            }
            Kind::List(_) => targets += 1,
            Kind::Map(_) => targets += 2,
            Kind::String { values: count, .. } => values += count,
            _ => {}
        }
    }
    let mut ids = |count: u32, limit| (0..count).map(|_| below(limit)).collect::<Vec<u32>>();
    let (texts, shapes) = (strings.len(), kinds.len());
    let flag = |place: u32| flags.get(place as usize % flags.len()).copied().unwrap_or(0);
    Structure {
        metadata: Metadata { name: "made".to_owned(), ..Metadata::default() },
        strings: Strings {
            text: strings.concat(),
            lengths: strings.iter().map(|it| u32::try_from(it.len()).unwrap()).collect(),
        },
        operation_names: vec![0],
        operations: vec![Operation {
            input: ids(1, shapes).pop(),
            output: ids(1, shapes).pop(),
            errors: ids(3, shapes),
            flags: flag(0),
            pagination: Some(Pagination { input_tokens: ids(2, texts), ..Pagination::default() }),
        }],
        shape_names: ids(u32::try_from(shapes).unwrap(), texts),
        members: Members {
            names: ids(members, texts),
            shapes: ids(members, shapes),
            flags: (0..members).map(flag).collect(),
        },
        targets: ids(targets, shapes),
        values: ids(values, texts),
        shapes: kinds.into_iter().map(|kind| Shape { flags: flag(1), kind }).collect(),
    }
}

fn documentation(structure: &Structure) -> Documentation {
    Documentation {
        sentences: Strings { text: "One.Two.".to_owned(), lengths: vec![4, 4] },
        operations: vec![1],
        members: (0..3).cycle().take(structure.members.names.len()).collect(),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(structure in structure()) {
        let documentation = documentation(&structure);
        let bytes = packed::write(&structure, &documentation).unwrap();
        let blocks = Blocks::of(&bytes).unwrap();
        prop_assert_eq!(&blocks.structure().unwrap(), &structure);
        prop_assert_eq!(&blocks.documentation().unwrap(), &documentation);
        prop_assert_eq!(&packed::write(&structure, &documentation).unwrap(), &bytes);
        let model = Model::read(bytes).unwrap();
        prop_assert_eq!(model.check_documentation(), Ok(()));
        prop_assert_eq!(model.operations().next().unwrap().documentation(), Some("One."));
        look_at_all(&model);
    }

    #[test]
    fn numbers_that_point_at_nothing_are_refused(
        structure in structure(),
        list in 0..7_usize,
        place in any::<prop::sample::Index>(),
        wrong in any::<u32>(),
    ) {
        let mut structure = structure;
        let lists = [
            &mut structure.operation_names,
            &mut structure.shape_names,
            &mut structure.members.names,
            &mut structure.members.shapes,
            &mut structure.targets,
            &mut structure.values,
            &mut structure.strings.lengths,
        ];
        for (number, ids) in lists.into_iter().enumerate() {
            if number == list && !ids.is_empty() {
                let place = place.index(ids.len());
                ids[place] = wrong;
            }
        }
        let documentation = documentation(&structure);
        if let Ok(model) = Model::read(packed::write(&structure, &documentation).unwrap()) {
            look_at_all(&model);
        }
    }

    #[test]
    fn a_changed_byte_is_found_or_changes_nothing(place in any::<prop::sample::Index>(), change in 1..=255_u8) {
        let mut bytes = real().to_vec();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        match Model::read(bytes.clone()) {
            Ok(model) => {
                look_at_all(&model);
                // Deflate pads its last byte, and whoever unpacks does not read the padding.
                if model.check_documentation().is_ok() {
                    let (changed, unchanged) = (Blocks::of(&bytes), Blocks::of(real()));
                    let (changed, unchanged) = (changed.unwrap(), unchanged.unwrap());
                    prop_assert_eq!(changed.structure(), unchanged.structure());
                    prop_assert_eq!(changed.documentation(), unchanged.documentation());
                }
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        prop_assert!(Model::read(bytes.clone()).is_err());
        let file = [b"ORDM\x01", bytes.as_slice()].concat();
        prop_assert!(Model::read(file).is_err());
    }

    #[test]
    fn any_text_is_a_path_or_is_refused(text in "[\\[\\]$.*?'\"a-c0:\\\\,äß -]{0,24}") {
        if let Err(error) = ordain::aws::parse_path(&text) {
            prop_assert!(error.at <= text.len());
        }
    }
}

#[test]
fn a_file_that_ends_early_is_refused_wherever_it_ends() {
    let bytes = real();
    for length in 0..bytes.len() {
        assert!(Model::read(&bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn another_format_says_so() {
    let mut bytes = real().to_vec();
    bytes[4] = 9;
    let error = Model::read(bytes).unwrap_err();
    assert_eq!(error, ReadError::OtherFormat { found: 9, expected: packed::FORMAT });
    assert_eq!(error.to_string(), "packed data of format 9, not 1");
}

#[test]
fn a_block_that_claims_to_be_huge_is_not_made_room_for() {
    let mut bytes = real().to_vec();
    bytes[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = Model::read(bytes).unwrap_err();
    assert_eq!(error, ReadError::Damaged(Part::Structure, "a length that cannot be"));
}
