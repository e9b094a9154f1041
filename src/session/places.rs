//! Where the steps of a document stand in the sources.

use std::collections::BTreeMap;

use crate::lower::Content;
use crate::text::FileSpan;

use super::{OnError, Session, pool};

impl Session {
    /// The places of the steps of a document by their names. `name` is the document's in the
    /// account; of another project's, or where the project has an error, there are none.
    pub fn step_places(&self, name: &str) -> BTreeMap<String, FileSpan> {
        pool::run(|| {
            let analysis = self.analyse(self.format(None), OnError::Stop);
            let items = analysis.emitted.iter().map(|one| one.lowered());
            let mut places = BTreeMap::new();
            for item in items.filter(|item| item.name == name) {
                let Content::Document(content) = &item.content else { continue };
                let steps = content["mainSteps"].as_array().into_iter().flatten();
                for (number, step) in steps.enumerate() {
                    let pointer = format!("/mainSteps/{number}");
                    let at = item.origins.iter().find(|(place, _)| *place == pointer);
                    if let (Some(name), Some((_, at))) = (step["name"].as_str(), at) {
                        places.insert(name.to_owned(), *at);
                    }
                }
            }
            places
        })
    }
}
