//! The order of a model's strings: that in which its lists use them, which packs best.

use ordain::aws::packed::{Kind, StringId, Strings, Structure};

/// Numbers the strings anew, and leaves out those that nothing uses.
pub fn sort_by_use(structure: &mut Structure) {
    let old = std::mem::take(&mut structure.strings);
    let texts = texts(&old);
    let mut numbers: Vec<Option<StringId>> = vec![None; texts.len()];
    let mut sorted = Strings::default();
    for_each(structure, |id| {
        let Some(number) = numbers.get_mut(*id as usize) else { return };
        *id = *number.get_or_insert_with(|| {
            let text = texts.get(*id as usize).copied().unwrap_or_default();
            let next = u32::try_from(sorted.lengths.len()).unwrap_or(u32::MAX);
            sorted.text.push_str(text);
            sorted.lengths.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            next
        });
    });
    structure.strings = sorted;
}

fn texts(strings: &Strings) -> Vec<&str> {
    let mut rest = strings.text.as_str();
    let cut = |length: &u32| {
        let (text, after) = rest.split_at_checked(*length as usize).unwrap_or_default();
        rest = after;
        text
    };
    strings.lengths.iter().map(cut).collect()
}

fn for_each(structure: &mut Structure, mut visit: impl FnMut(&mut StringId)) {
    structure.members.names.iter_mut().for_each(&mut visit);
    structure.values.iter_mut().for_each(&mut visit);
    structure.operation_names.iter_mut().for_each(&mut visit);
    structure.shape_names.iter_mut().for_each(&mut visit);
    for shape in &mut structure.shapes {
        match &mut shape.kind {
            Kind::String { pattern, .. } => pattern.iter_mut().for_each(&mut visit),
            Kind::Structure { error_code, .. } => error_code.iter_mut().for_each(&mut visit),
            Kind::Boolean
            | Kind::Timestamp
            | Kind::Document
            | Kind::Integer(_)
            | Kind::Long(_)
            | Kind::Float(_)
            | Kind::Double(_)
            | Kind::Blob(_)
            | Kind::List(_)
            | Kind::Map(_)
            | Kind::Union { .. } => {}
        }
    }
    for pagination in structure.operations.iter_mut().filter_map(|it| it.pagination.as_mut()) {
        let lists = [
            &mut pagination.input_tokens,
            &mut pagination.output_tokens,
            &mut pagination.result_keys,
        ];
        let single = pagination.limit_key.iter_mut().chain(&mut pagination.more_results);
        lists.into_iter().flatten().chain(single).for_each(&mut visit);
    }
}
