//! Documents and requests as text: JSON and YAML. The same value always gives the same bytes.

mod json;
mod terraform;
mod yaml;

pub use json::to_json;
pub use terraform::terraform_text;
pub use yaml::to_yaml;
