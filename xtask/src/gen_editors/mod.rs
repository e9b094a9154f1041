//! Writes what editors colour by from the language's own tables of words: the grammar of VS Code
//! from its source beside it, and the words in the syntax file of Vim.

mod text_mate;
mod vim;
mod word_lists;

use std::fs;
use std::path::Path;

use word_lists::WordList;

/// A file that is generated, and what makes it from its source and the lists of words.
struct Generated {
    path: &'static str,
    source: &'static str,
    make: fn(&str, &[WordList]) -> Result<String, String>,
}

const FILES: [Generated; 2] = [
    Generated {
        path: "editors/vscode/syntaxes/ordain.tmLanguage.json",
        source: "editors/vscode/syntaxes/ordain.tmLanguage.yaml",
        make: text_mate::grammar,
    },
    Generated {
        path: "editors/vim/syntax/ordain.vim",
        source: "editors/vim/syntax/ordain.vim",
        make: vim::syntax,
    },
];

/// Writes the files anew.
pub fn write(root: &Path) -> Result<(), String> {
    for file in &FILES {
        let text = generate(root, file)?;
        fs::write(root.join(file.path), text).map_err(|error| format!("{}: {error}", file.path))?;
    }
    Ok(())
}

/// Fails where a file is not what would be generated.
pub fn check(root: &Path) -> Result<(), String> {
    for file in &FILES {
        let text = generate(root, file)?;
        if fs::read_to_string(root.join(file.path)).unwrap_or_default() != text {
            return Err(format!("{} is not what gen-editors would write", file.path));
        }
    }
    Ok(())
}

fn generate(root: &Path, file: &Generated) -> Result<String, String> {
    let source = fs::read_to_string(root.join(file.source));
    let source = source.map_err(|error| format!("{}: {error}", file.source))?;
    (file.make)(&source, &word_lists::all()).map_err(|error| format!("{}: {error}", file.source))
}

#[cfg(test)]
mod tests {
    use crate::gen_tables::root;

    #[test]
    fn what_editors_colour_by_is_up_to_date() {
        assert_eq!(super::check(&root()), Ok(()));
    }
}
