//! Types, stages, values and names.

mod fit;
mod limits;
mod names;
mod parameters;
mod values;
mod written;
