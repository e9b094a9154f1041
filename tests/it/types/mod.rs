//! Types, stages, values and names.

mod fit;
mod names;
mod parameters;
mod values;
mod written;
