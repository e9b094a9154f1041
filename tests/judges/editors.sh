#!/usr/bin/env bash
# What editors make of sources:  bash tests/judges/editors.sh ORDAIN SCRATCH [--update]
# `--update` writes the snapshots of examples anew; read the difference.
set -euo pipefail
ordain=$(realpath "$1")
mkdir -p "$2/editors"
scratch=$(realpath "$2")/editors
update=${3:-}
cd "$(dirname "$0")/../.."
bin=tests/judges/node_modules/.bin
of_others=tests/judges/node_modules/tm-grammars/grammars

# Single places, with the grammars of the scripts inside.
node $bin/vscode-tmgrammar-test --config editors/vscode/package.json \
  -g $of_others/shellscript.json -g $of_others/python.json -g $of_others/powershell.json \
  "editors/vscode/tests/*.test.ord"

# Whole examples, without them: their names are those of the snapshots.
for snapshot in editors/vscode/tests/snapshots/*.snap; do
  name=$(basename "$snapshot" .ord.snap)
  cat examples/"$name"/*.ord >"$scratch/$name.ord"
  cp "$snapshot" "$scratch/$name.ord.snap"
done
if [ "$update" = --update ]; then
  node $bin/vscode-tmgrammar-snap --config editors/vscode/package.json -u "$scratch/*.ord"
  cp "$scratch"/*.ord.snap editors/vscode/tests/snapshots/
else
  node $bin/vscode-tmgrammar-snap --config editors/vscode/package.json "$scratch/*.ord"
fi

# Every word of every source, and the same words in Vim and Neovim.
node tests/judges/colours.mjs examples stdlib tests/programs tests/it/syntax/programs
node tests/judges/vim_colours.mjs "$ordain" examples stdlib/modules tests/programs tests/it/syntax/programs

# The extension, packed.
cp -R editors/vscode "$scratch/vscode"
cp LICENSE-MIT "$scratch/vscode/LICENSE"
(
  cd "$scratch/vscode"
  node "$OLDPWD/$bin/vsce" package --no-dependencies --allow-missing-repository \
    --out "$scratch/ordain.vsix" >"$scratch/vsce.log" || { cat "$scratch/vsce.log"; exit 1; }
)
python3 -m zipfile -e "$scratch/ordain.vsix" "$scratch/vsix"
node tests/judges/vscode_extension.mjs "$ordain" "$scratch/vsix/extension"
