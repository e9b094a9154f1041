//! What the names of a script are bound to, by the function that they are bound in.

use std::collections::HashMap;

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
    /// The parameters of a function in order.
    parameters: HashMap<usize, Vec<String>>,
}

impl Names {
    /// Grows whenever something new is learnt.
    pub(super) fn size(&self) -> usize {
        let all = self.bound.values().chain(self.attributes.values()).chain(self.results.values());
        let values: usize = all.map(|values| values.len() + 1).sum();
        values + self.parameters.len()
    }

    pub(super) fn bind(&mut self, function: usize, name: &str, values: Values) {
        self.bound.entry((function, name.to_owned())).or_default().join(values);
    }

    pub(super) fn bind_attribute(&mut self, name: &str, values: Values) {
        self.attributes.entry(name.to_owned()).or_default().join(values);
    }

    pub(super) fn add_result(&mut self, function: usize, values: Values) {
        self.results.entry(function).or_default().join(values);
    }

    pub(super) fn declare(&mut self, function: usize, parameters: Vec<String>) {
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

    pub(super) fn parameters(&self, function: usize) -> &[String] {
        self.parameters.get(&function).map_or(&[], Vec::as_slice)
    }
}
