//! From labels and jumps to names of steps: what falls through, what jumps, what ends, and where
//! a step must be added to land on.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{AfterCancel, AfterFailure, FlatStep, Item, Label, Sequence, Target};
use super::input::{Input, InputKind};

/// The number of a list of steps: 0 is the document's.
pub(super) type ListId = usize;

/// Lists of steps with every jump resolvable.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) lists: Vec<StepList>,
    labels: BTreeMap<Label, (ListId, usize)>,
}

#[derive(Debug)]
pub(super) struct StepList {
    pub(super) items: Vec<Placed>,
    /// The loop that this list is the body of.
    pub(super) owner: Option<String>,
    /// Whether any run comes to it.
    pub(super) is_reached: bool,
    /// The step that jumps to this list's end land on.
    pub(super) landing: Option<String>,
}

#[derive(Debug)]
pub(super) enum Placed {
    Label,
    /// With the list of its body.
    Step(Box<FlatStep>, Option<ListId>),
    Jump(Target),
}

/// Where a run goes on: at a step, by its list and position, or at the end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Step(ListId, usize),
    End(ListId),
    /// No such label: the checker has seen to it that there is none.
    Nowhere,
}

/// Where a jump arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    Step(ListId, String),
    /// The end of a list.
    End(ListId),
    /// No such label: the checker has seen to it that there is none.
    Nowhere,
}

/// How a step goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Succession {
    /// To the next step of the list, or off its end.
    Falls,
    Ends,
    Goes(String),
}

impl Layout {
    pub(super) fn new(main: Sequence) -> Self {
        let mut layout = Layout { lists: Vec::new(), labels: BTreeMap::new() };
        layout.add(main, None);
        layout
    }

    fn add(&mut self, sequence: Sequence, owner: Option<String>) -> ListId {
        let id = self.lists.len();
        self.lists.push(StepList { items: Vec::new(), owner, is_reached: true, landing: None });
        let mut items = Vec::with_capacity(sequence.len());
        for (position, item) in sequence.into_iter().enumerate() {
            items.push(match item {
                Item::Label(label) => {
                    self.labels.insert(label, (id, position));
                    Placed::Label
                }
                Item::Jump(target) => Placed::Jump(target),
                Item::Step(mut step) => {
                    let body = step.body.take();
                    let body = body.map(|body| self.add(body, Some(step.name.clone())));
                    Placed::Step(step, body)
                }
            });
        }
        if let Some(list) = self.lists.get_mut(id) {
            list.items = items;
        }
        id
    }

    /// Where a target lies, seen from a list.
    pub(super) fn arrival(&self, from: ListId, target: Target) -> Arrival {
        self.named(self.target(from, target))
    }

    /// Where a step at a position goes when it succeeds.
    fn successor(&self, list: ListId, position: usize) -> Arrival {
        self.named(self.place(list, position + 1))
    }

    fn named(&self, place: Place) -> Arrival {
        match place {
            Place::Step(list, position) => match self.step_at(list, position) {
                Some((step, _)) => Arrival::Step(list, step.name.clone()),
                None => Arrival::Nowhere,
            },
            Place::End(list) => Arrival::End(list),
            Place::Nowhere => Arrival::Nowhere,
        }
    }

    pub(super) fn target(&self, from: ListId, target: Target) -> Place {
        match target {
            Target::End => Place::End(from),
            Target::Exit => Place::End(0),
            Target::Label(label) => match self.labels.get(&label) {
                Some((list, position)) => self.place(*list, *position),
                None => Place::Nowhere,
            },
        }
    }

    /// The step that runs when a run comes to a position, jumps followed.
    pub(super) fn place(&self, list: ListId, position: usize) -> Place {
        let mut at = (list, position);
        // A jump in a circle of labels has no step to arrive at.
        for _ in 0..=self.labels.len() {
            let target = match self.next(at.0, at.1) {
                Next::Step(position) => return Place::Step(at.0, position),
                Next::End => return Place::End(at.0),
                Next::Jump(target) => target,
            };
            match target {
                Target::End => return Place::End(at.0),
                Target::Exit => return Place::End(0),
                Target::Label(label) => match self.labels.get(&label) {
                    Some(place) => at = *place,
                    None => return Place::Nowhere,
                },
            }
        }
        Place::End(list)
    }

    fn next(&self, list: ListId, position: usize) -> Next {
        let items = self.lists.get(list).map_or(&[][..], |list| list.items.as_slice());
        for (position, item) in items.iter().enumerate().skip(position) {
            match item {
                Placed::Label => {}
                Placed::Jump(target) => return Next::Jump(*target),
                Placed::Step(..) => return Next::Step(position),
            }
        }
        Next::End
    }

    /// The step at a position, and the list of its body.
    pub(super) fn step_at(
        &self,
        list: ListId,
        position: usize,
    ) -> Option<(&FlatStep, Option<ListId>)> {
        match self.lists.get(list)?.items.get(position)? {
            Placed::Step(step, body) => Some((&**step, *body)),
            Placed::Label | Placed::Jump(_) => None,
        }
    }

    /// Puts a step before all else in a list.
    pub(super) fn insert_first(&mut self, list: ListId, step: FlatStep) {
        if let Some(list) = self.lists.get_mut(list) {
            list.items.insert(0, Placed::Step(Box::new(step), None));
        }
        for (_, position) in self.labels.values_mut().filter(|place| place.0 == list) {
            *position += 1;
        }
    }

    pub(super) fn reached_lists(&self) -> Vec<ListId> {
        let lists = self.lists.iter().enumerate().filter(|(_, list)| list.is_reached);
        lists.map(|(id, _)| id).collect()
    }

    /// Decides which lists need a step to land on; `name` makes its name from that of the step
    /// that needs it first.
    pub(super) fn add_landings(&mut self, name: &mut dyn FnMut(&str) -> String) {
        for list in self.reached_lists() {
            let mut wanted: Vec<(ListId, String)> = Vec::new();
            for (position, step) in self.steps(list) {
                wanted.extend(
                    self.landings_of(list, position, step)
                        .into_iter()
                        .map(|list| (list, step.name.clone())),
                );
            }
            let owner = self.lists.get(list).and_then(|list| list.owner.clone());
            if wanted.is_empty() && self.steps(list).next().is_none() {
                wanted.push((list, owner.unwrap_or_else(|| "document".to_owned())));
            }
            for (list, step) in wanted {
                if let Some(list) = self.lists.get_mut(list)
                    && list.landing.is_none()
                {
                    list.landing = Some(name(&step));
                }
            }
        }
    }

    /// The lists whose ends a step jumps to without being able to end there itself.
    fn landings_of(&self, list: ListId, position: usize, step: &FlatStep) -> BTreeSet<ListId> {
        let mut wanted = BTreeSet::new();
        for target in jumps(step) {
            if let Arrival::End(end) = self.arrival(list, target) {
                wanted.insert(end);
            }
        }
        if step.action == "aws:branch" {
            return wanted;
        }
        if let Arrival::End(end) = self.successor(list, position) {
            let is_last = self.step_after(list, position).is_none();
            let has_jump = matches!(step.on_failure, Some(AfterFailure::Jump(_)));
            if end != list || ((has_jump || is_body(list)) && !is_last && !step.ends) {
                wanted.insert(end);
            }
        }
        wanted
    }

    /// The steps of a list with their positions.
    pub(super) fn steps(&self, list: ListId) -> impl Iterator<Item = (usize, &FlatStep)> {
        let items = self.lists.get(list).map_or(&[][..], |list| list.items.as_slice());
        items.iter().enumerate().filter_map(|(position, item)| match item {
            Placed::Step(step, _) => Some((position, &**step)),
            Placed::Label | Placed::Jump(_) => None,
        })
    }

    fn step_after(&self, list: ListId, position: usize) -> Option<&str> {
        self.steps(list).find(|(other, _)| *other > position).map(|(_, step)| step.name.as_str())
    }

    /// How the step at a position goes on. A branch says so itself.
    pub(super) fn succession(&self, list: ListId, position: usize, step: &FlatStep) -> Succession {
        if step.action == "aws:branch" {
            return Succession::Falls;
        }
        let landing = self.lists.get(list).and_then(|list| list.landing.as_deref());
        let next = self.step_after(list, position).or(landing);
        match self.successor(list, position) {
            Arrival::End(end) if end == list && step.ends => Succession::Ends,
            Arrival::End(end) if end == list => match next {
                None => Succession::Falls,
                Some(_)
                    if !is_body(list)
                        && !matches!(step.on_failure, Some(AfterFailure::Jump(_))) =>
                {
                    Succession::Ends
                }
                Some(next) if landing == Some(next) => Succession::Falls,
                Some(_) => Succession::Goes(landing.unwrap_or_default().to_owned()),
            },
            arrival => match self.name(&arrival) {
                Some(name) if Some(name.as_str()) == next => Succession::Falls,
                Some(name) => Succession::Goes(name),
                None => Succession::Falls,
            },
        }
    }

    /// The name of the step where a jump arrives.
    pub(super) fn name(&self, arrival: &Arrival) -> Option<String> {
        match arrival {
            Arrival::Step(_, name) => Some(name.clone()),
            Arrival::End(list) => self.lists.get(*list)?.landing.clone(),
            Arrival::Nowhere => None,
        }
    }
}

/// Whether a list is the body of a loop. There `isEnd` ends the turn, "whether the step fails or
/// succeeds": a failure must not be passed over so.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html>
fn is_body(list: ListId) -> bool {
    list != 0
}

enum Next {
    Step(usize),
    End,
    Jump(Target),
}

/// Every target that a step names: of its choices, of its failure and of its cancellation.
pub(super) fn jumps(step: &FlatStep) -> Vec<Target> {
    let mut targets = Vec::new();
    for (_, input) in &step.inputs {
        collect_targets(input, &mut targets);
    }
    if let Some(AfterFailure::Jump(label)) = step.on_failure {
        targets.push(Target::Label(label));
    }
    if let Some(AfterCancel::Jump(label)) = step.on_cancel {
        targets.push(Target::Label(label));
    }
    targets
}

fn collect_targets(input: &Input, targets: &mut Vec<Target>) {
    match &input.kind {
        InputKind::Step(target) => targets.push(*target),
        InputKind::List(items) => items.iter().for_each(|item| collect_targets(item, targets)),
        InputKind::Map(members) => {
            members.iter().for_each(|(_, value)| collect_targets(value, targets));
        }
        InputKind::Json(_) | InputKind::Text(_) => {}
    }
}
