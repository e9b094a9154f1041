//! AWS's own service models: which services, operations and shapes there are, for typed lookups.
//!
//! A service is found in a sorted table and its model is read on its first use; a program that
//! uses none pays nothing. `docs/aws-models.md` says where the models come from and what is not
//! in them.

mod below;
mod block;
mod model;
mod names;
mod near;
mod operation;
pub mod packed;
mod path;
mod path_text;
pub mod permission;
mod read_error;
mod service;
mod services;
mod shape;
mod strings;
mod suggest;
mod validate;

pub use below::{Below, Place};
pub use model::Model;
pub use operation::{Operation, Pagination, Spelling};
pub use packed::Bounds;
pub use path::{Found, Landing, PathError, PathProblem, Segment, walk};
pub use path_text::{PathSyntaxError, parse_path};
pub use read_error::{Part, ReadError};
pub use service::Service;
pub use services::MODELS_VERSION;
pub use shape::{Kind, Member, Members, Shape, StringShape, Values};
pub use suggest::Likeness;
