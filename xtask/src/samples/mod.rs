//! Samples of API calls made from the service models, for the judges of others.

mod inputs;
mod place;
pub mod random;
mod selectors;
mod source;
mod spoil;
mod text;
mod value;

pub use inputs::{Wanted, write as write_inputs};
pub use selectors::write as write_selectors;
pub use source::quoted;
