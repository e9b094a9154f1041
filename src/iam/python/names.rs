//! What the names of a script are bound to, by the function that they are bound in.

use std::collections::{BTreeSet, HashMap};

use super::values::Values;

/// The number of the module itself among the functions.
pub(super) const MODULE: usize = 0;

/// All names of a script.
#[derive(Debug, Default)]
pub(super) struct Names {
    bound: HashMap<(usize, String), Values>,
    /// Attributes of objects that are not looked into, by their name alone.
    attributes: HashMap<String, Values>,
    /// What functions give back.
    results: HashMap<usize, Values>,
    /// The parameters of a function.
    parameters: HashMap<usize, Parameters>,
    /// Names that a function binds elsewhere: `global`, `nonlocal`.
    elsewhere: HashMap<(usize, String), Vec<usize>>,
    /// What makes the objects of a class.
    makers: HashMap<usize, usize>,
    /// The services of all clients.
    services: BTreeSet<&'static str>,
}

/// The names that the arguments of a function are bound to.
#[derive(Clone, Debug, Default)]
pub(super) struct Parameters {
    /// In order.
    pub(super) list: Vec<String>,
    /// `*arguments`
    pub(super) rest: Option<String>,
    /// `**arguments`
    pub(super) keywords: Option<String>,
}

impl Parameters {
    /// Every name.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.list.iter().chain(&self.rest).chain(&self.keywords)
    }

    /// Whether the first is what stands before a method.
    pub(super) fn has_self(&self) -> bool {
        self.list.first().is_some_and(|name| name == "self" || name == "cls")
    }
}

impl Names {
    /// Grows whenever something new is learnt.
    pub(super) fn size(&self) -> usize {
        let all = self.bound.values().chain(self.attributes.values()).chain(self.results.values());
        let values: usize = all.map(|values| values.len() + 1).sum();
        values + self.parameters.len() + self.elsewhere.len() + self.services.len()
    }

    pub(super) fn bind(&mut self, function: usize, name: &str, values: Values) {
        let key = (function, name.to_owned());
        let Some(others) = self.elsewhere.get(&key) else {
            self.bound.entry(key).or_default().join(values);
            return;
        };
        for other in others {
            self.bound.entry((*other, name.to_owned())).or_default().join(values.clone());
        }
    }

    /// Says that a name of a function is that of others.
    pub(super) fn bind_elsewhere(&mut self, function: usize, name: &str, others: Vec<usize>) {
        self.elsewhere.insert((function, name.to_owned()), others);
    }

    /// The function, from the innermost outwards, that a name belongs to.
    pub(super) fn owner(&self, functions: &[usize], name: &str) -> Option<usize> {
        let has = |function: &&usize| self.bound.contains_key(&(**function, name.to_owned()));
        functions.iter().rev().find(has).copied()
    }

    pub(super) fn add_maker(&mut self, class: usize, function: usize) {
        self.makers.insert(class, function);
    }

    pub(super) fn maker(&self, class: usize) -> Option<usize> {
        self.makers.get(&class).copied()
    }

    pub(super) fn add_service(&mut self, service: &'static str) {
        self.services.insert(service);
    }

    pub(super) fn services(&self) -> impl Iterator<Item = &'static str> {
        self.services.iter().copied()
    }

    pub(super) fn bind_attribute(&mut self, name: &str, values: Values) {
        self.attributes.entry(name.to_owned()).or_default().join(values);
    }

    pub(super) fn add_result(&mut self, function: usize, values: Values) {
        self.results.entry(function).or_default().join(values);
    }

    pub(super) fn declare(&mut self, function: usize, parameters: Parameters) {
        self.parameters.insert(function, parameters);
    }

    /// Looks from the innermost function outwards.
    pub(super) fn find(&self, functions: &[usize], name: &str) -> Option<&Values> {
        let inner = functions.iter().rev();
        inner.filter_map(|function| self.bound.get(&(*function, name.to_owned()))).next()
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&Values> {
        self.attributes.get(name)
    }

    pub(super) fn result(&self, function: usize) -> Option<&Values> {
        self.results.get(&function)
    }

    pub(super) fn parameters(&self, function: usize) -> Parameters {
        self.parameters.get(&function).cloned().unwrap_or_default()
    }
}
