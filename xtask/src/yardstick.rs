//! The yardstick of the benchmarks: reads documents as YAML and writes them as JSON with serde.

use std::fs;
use std::path::Path;

/// Reads every `.yaml` file of `from` and writes it as JSON into `to`. Checks nothing: it is what
/// any program must do that turns such documents from one form into another.
pub fn convert(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            convert_file(&path, to).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

fn convert_file(path: &Path, to: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let value: serde_json::Value =
        serde_saphyr::from_str(&text).map_err(|error| error.to_string())?;
    let json = serde_json::to_string_pretty(&value).map_err(|error| error.to_string())?;
    let name = path.with_extension("json");
    let name = name.file_name().ok_or("a file without a name")?;
    fs::write(to.join(name), json).map_err(|error| error.to_string())
}
