//! The yardsticks of the benchmarks: documents from YAML to JSON with serde, and documents only read.

use std::fs;
use std::path::Path;

use ordain::markup::{self, Node, Syntax};
use ordain::text::Sources;

use crate::corpus::collect;

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

/// Reads every document below `folder` as `lint` does, and does nothing with it. Prints how many
/// values they hold.
pub fn read(folder: &Path) -> Result<(), String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    let (mut sources, mut values) = (Sources::default(), 0);
    for path in &paths {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let syntax = Syntax::of_path(&path.to_string_lossy()).unwrap_or(Syntax::Yaml);
        let file = sources.add(path.to_string_lossy().into_owned(), text.as_str());
        let document = markup::read(&text, file, syntax);
        values += document.root.as_ref().map_or(0, count);
    }
    println!("{} documents, {values} values", paths.len());
    Ok(())
}

fn count(node: &Node) -> usize {
    let members = node.entries().iter().map(|entry| count(&entry.value));
    1 + members.chain(node.items().iter().map(count)).sum::<usize>()
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
