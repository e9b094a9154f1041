//! Types, stages, values and names.

mod values;
