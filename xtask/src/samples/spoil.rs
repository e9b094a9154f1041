//! Mistakes: a request that is right, changed in one place so that it is wrong.

use ordain::aws::{Bounds, Kind, Members, Operation, Shape, StringShape};
use serde_json::{Value, json};

use super::place::Place;
use super::random::Random;
use super::source::Part;
use super::text;

/// What can be wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wrong {
    UnknownMember,
    MemberInOtherCase,
    MissingMember,
    OtherType,
    BooleanForNumber,
    NotATime,
    LooseTime,
    TooSmall,
    TooShort,
    TooLarge,
    TooLong,
    NotAValue,
    NotTheKey,
    NotThePattern,
    TwoOfUnion,
    NoneOfUnion,
}

impl Wrong {
    pub(super) const ALL: [Wrong; 16] = [
        Wrong::UnknownMember,
        Wrong::MemberInOtherCase,
        Wrong::MissingMember,
        Wrong::OtherType,
        Wrong::BooleanForNumber,
        Wrong::NotATime,
        Wrong::LooseTime,
        Wrong::TooSmall,
        Wrong::TooShort,
        Wrong::TooLarge,
        Wrong::TooLong,
        Wrong::NotAValue,
        Wrong::NotTheKey,
        Wrong::NotThePattern,
        Wrong::TwoOfUnion,
        Wrong::NoneOfUnion,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Wrong::UnknownMember => "unknown member",
            Wrong::MemberInOtherCase => "member in other case",
            Wrong::MissingMember => "missing member",
            Wrong::OtherType => "wrong type",
            Wrong::BooleanForNumber => "boolean for number",
            Wrong::NotATime => "not a time",
            Wrong::LooseTime => "loose time",
            Wrong::TooSmall => "too small",
            Wrong::TooShort => "too short",
            Wrong::TooLarge => "too large",
            Wrong::TooLong => "too long",
            Wrong::NotAValue => "not in enum",
            Wrong::NotTheKey => "key not in enum",
            Wrong::NotThePattern => "not the pattern",
            Wrong::TwoOfUnion => "two of a union",
            Wrong::NoneOfUnion => "none of a union",
        }
    }
}

/// One mistake.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    pub(super) wrong: Wrong,
    /// `string for list`, `maximum 5`.
    pub(super) detail: String,
    /// What a finding must touch: a value or a name.
    pub(super) place: Place,
    pub(super) part: Part,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    /// The value at the place becomes another.
    Put(Value),
    /// The structure at the place loses a member.
    Remove(String),
    /// A member comes: the place is its own.
    Add(Value),
}

/// All mistakes that can be made in a request that is right.
pub(super) fn mistakes(
    random: &mut Random,
    operation: Operation<'_>,
    request: &Value,
) -> Vec<Mistake> {
    let Some(input) = operation.input() else {
        let place = Place::default().name("NoSuchMember");
        return vec![Mistake {
            wrong: Wrong::UnknownMember,
            detail: "an operation without input".to_owned(),
            place,
            part: Part::Name,
            change: Change::Add(json!("x")),
        }];
    };
    let mut search = Search { random, operation, found: Vec::new() };
    search.inside((input, request), &Place::default());
    search.found
}

/// The request with the mistake in it.
pub(super) fn spoil(request: &Value, mistake: &Mistake) -> Option<Value> {
    let mut spoilt = request.clone();
    match &mistake.change {
        Change::Put(value) => *mistake.place.find(&mut spoilt)? = value.clone(),
        Change::Remove(name) => {
            mistake.place.find(&mut spoilt)?.as_object_mut()?.shift_remove(name)?;
        }
        Change::Add(value) => {
            let (last, before) = mistake.place.0.split_last()?;
            let super::place::Key::Name(name) = last else { return None };
            let parent = Place(before.to_vec());
            let parent = parent.find(&mut spoilt)?.as_object_mut()?;
            parent.insert(name.clone(), value.clone());
        }
    }
    Some(spoilt)
}

struct Search<'r, 'm> {
    random: &'r mut Random,
    operation: Operation<'m>,
    found: Vec<Mistake>,
}

impl<'m> Search<'_, 'm> {
    fn add(&mut self, wrong: Wrong, detail: impl Into<String>, place: &Place, change: Change) {
        let part = match change {
            Change::Add(_) => Part::Name,
            Change::Put(_) | Change::Remove(_) => Part::Value,
        };
        let (place, detail) = (place.clone(), detail.into());
        self.found.push(Mistake { wrong, detail, place, part, change });
    }

    fn put(&mut self, wrong: Wrong, detail: impl Into<String>, place: &Place, value: Value) {
        self.add(wrong, detail, place, Change::Put(value));
    }

    /// Mistakes at a value and inside it.
    fn visit(&mut self, (shape, value): (Shape<'m>, &Value), place: &Place) {
        self.other_types(shape, place);
        self.inside((shape, value), place);
    }

    fn inside(&mut self, (shape, value): (Shape<'m>, &Value), place: &Place) {
        match shape.kind() {
            Kind::Structure(members) => self.structure((members, value), place),
            Kind::Union(members) => self.union((members, value), place),
            Kind::List { element, length } => self.list((element, length, value), place),
            Kind::Map { key, value: of, .. } => self.map((key, of, value), place),
            Kind::String(string) => self.string(&string, place),
            Kind::Integer(bounds) | Kind::Long(bounds) => self.integer(bounds, place),
            Kind::Float(bounds) | Kind::Double(bounds) => self.decimal(bounds, place),
            Kind::Blob(_) | Kind::Boolean | Kind::Timestamp | Kind::Document => {}
        }
    }

    fn structure(&mut self, (members, value): (Members<'m>, &Value), place: &Place) {
        let unknown = json!("x");
        for member in members.iter() {
            let Some(inner) = value.get(member.name()) else { continue };
            if member.is_required() && self.must_be_given(member.name(), place) {
                let detail = member.name().to_owned();
                self.add(
                    Wrong::MissingMember,
                    detail,
                    place,
                    Change::Remove(member.name().to_owned()),
                );
            }
            if !member.is_json() {
                self.visit((member.shape(), inner), &place.name(member.name()));
            }
        }
        let names: Vec<&str> = members.names().collect();
        let Some(name) = self.random.pick(&names).copied() else {
            return self.add(
                Wrong::UnknownMember,
                "",
                &place.name("Unknown"),
                Change::Add(unknown),
            );
        };
        let misspelt = format!("{name}z");
        if self.is_unknown(members, &misspelt) {
            self.add(
                Wrong::UnknownMember,
                "",
                &place.name(&misspelt),
                Change::Add(unknown.clone()),
            );
        }
        let other = other_case(name);
        if self.is_unknown(members, &other) && value.get(name).is_none() {
            self.add(Wrong::MemberInOtherCase, name, &place.name(&other), Change::Add(unknown));
        }
    }

    /// Whether neither the model nor AWS's Python client has a member of this name.
    fn is_unknown(&self, members: Members<'m>, name: &str) -> bool {
        members.get(name).is_none() && self.operation.find_input(name).is_none()
    }

    /// The client fills in some members at the top.
    fn must_be_given(&self, name: &str, place: &Place) -> bool {
        !place.0.is_empty() || self.operation.required_input().any(|it| it.name() == name)
    }

    fn union(&mut self, (members, value): (Members<'m>, &Value), place: &Place) {
        self.put(Wrong::NoneOfUnion, "", place, json!({}));
        for member in members.iter() {
            match value.get(member.name()) {
                Some(inner) => self.visit((member.shape(), inner), &place.name(member.name())),
                None => {
                    let Some(second) = super::value::small(self.random, member.shape()) else {
                        continue;
                    };
                    let mut both = value.clone();
                    if let Some(both) = both.as_object_mut() {
                        both.insert(member.name().to_owned(), second);
                    }
                    self.put(Wrong::TwoOfUnion, member.name(), place, both);
                }
            }
        }
    }

    fn list(&mut self, (element, length, value): (Shape<'m>, Bounds<i64>, &Value), place: &Place) {
        let Some(items) = value.as_array() else { return };
        for (number, item) in items.iter().enumerate() {
            self.visit((element, item), &place.index(number));
        }
        if length.min.is_some_and(|least| least > 0) {
            self.put(Wrong::TooShort, "list", place, json!([]));
        }
        let most = length.max.and_then(|most| usize::try_from(most).ok()).filter(|most| *most < 30);
        if let (Some(most), Some(item)) = (most, items.first()) {
            let many: Vec<&Value> = std::iter::repeat_n(item, most + 1).collect();
            self.put(Wrong::TooLong, "list", place, json!(many));
        }
    }

    fn map(&mut self, (key, of, value): (Shape<'m>, Shape<'m>, &Value), place: &Place) {
        for (name, inner) in value.as_object().into_iter().flatten() {
            self.visit((of, inner), &place.name(name));
            if matches!(key.kind(), Kind::String(key) if !key.values.is_empty()) {
                let at = place.name("no such key");
                self.add(Wrong::NotTheKey, "", &at, Change::Add(inner.clone()));
            }
        }
    }

    fn string(&mut self, string: &StringShape<'m>, place: &Place) {
        if !string.values.is_empty() {
            return self.put(Wrong::NotAValue, "", place, json!("no such value"));
        }
        if string.length.min.is_some_and(|least| least > 0) {
            self.put(Wrong::TooShort, "string", place, json!(""));
        }
        let most = string.length.max.and_then(|most| usize::try_from(most).ok());
        if let Some(most) = most.filter(|most| *most < 300 && string.pattern.is_none()) {
            self.put(Wrong::TooLong, "string", place, json!("x".repeat(most + 1)));
        }
        let other = string
            .pattern
            .and_then(|pattern| text::not_matching(self.random, pattern, string.length));
        if let Some(other) = other {
            let detail = string.pattern.unwrap_or_default();
            self.put(Wrong::NotThePattern, detail, place, Value::String(other));
        }
    }

    fn integer(&mut self, bounds: Bounds<i64>, place: &Place) {
        if let Some(least) = bounds.min.and_then(|least| least.checked_sub(1)) {
            self.put(Wrong::TooSmall, least.to_string(), place, json!(least));
        }
        if let Some(most) = bounds.max.and_then(|most| most.checked_add(1)) {
            self.put(Wrong::TooLarge, most.to_string(), place, json!(most));
        }
    }

    fn decimal(&mut self, bounds: Bounds<f64>, place: &Place) {
        if let Some(least) = bounds.min.filter(|least| least.abs() < 1e9) {
            self.put(Wrong::TooSmall, least.to_string(), place, json!(least - 0.5));
        }
        if let Some(most) = bounds.max.filter(|most| most.abs() < 1e9) {
            self.put(Wrong::TooLarge, most.to_string(), place, json!(most + 0.5));
        }
    }

    /// A value of another type for each type that there is.
    fn other_types(&mut self, shape: Shape<'m>, place: &Place) {
        let others = match shape.kind() {
            Kind::String(_) => vec![json!(5), json!(true), json!(["x"]), json!({ "a": "x" })],
            Kind::List { .. } => vec![json!("x"), json!(5), json!({ "a": "x" }), json!(true)],
            Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) => {
                vec![json!("x"), json!(["x"]), json!(5), json!(false)]
            }
            Kind::Integer(_) | Kind::Long(_) => {
                vec![json!("5"), json!(1.5), json!([5]), json!({ "a": 5 })]
            }
            Kind::Float(_) | Kind::Double(_) => vec![json!("5"), json!([5]), json!({ "a": 5 })],
            Kind::Boolean => vec![json!("true"), json!(1), json!([true]), json!({ "a": true })],
            Kind::Blob(_) => vec![json!(5), json!(["x"]), json!({ "a": "x" }), json!(true)],
            Kind::Timestamp => vec![json!(["x"]), json!({ "a": "x" })],
            Kind::Document => Vec::new(),
        };
        if let Some(other) = self.random.pick(&others) {
            let detail = format!("{} for {}", type_of(other), shape.kind_name());
            self.put(Wrong::OtherType, detail, place, other.clone());
        }
        match shape.kind() {
            // Where 1 is out of range, the client refuses True for that.
            Kind::Integer(bounds) | Kind::Long(bounds)
                if bounds.min.is_none_or(|it| it <= 1) && bounds.max.is_none_or(|it| it >= 1) =>
            {
                self.put(Wrong::BooleanForNumber, shape.kind_name(), place, json!(true));
            }
            Kind::Timestamp => {
                let none = ["no time at all", "", "soon"];
                let loose = ["2026-03-04T05:06:07Y", "March", "5m"];
                for (wrong, texts) in [(Wrong::NotATime, none), (Wrong::LooseTime, loose)] {
                    let text = self.random.pick(&texts).copied().unwrap_or_default();
                    self.put(wrong, text, place, json!(text));
                }
            }
            _ => {}
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "decimal",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "record",
    }
}

/// The name with its first letter in the other case.
fn other_case(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|it| {
        if it.is_ascii_uppercase() { it.to_ascii_lowercase() } else { it.to_ascii_uppercase() }
    });
    first.into_iter().chain(letters).collect()
}
