#!/usr/bin/env bash
# The wheel and the hooks, by pip and by pre-commit:
#   bash tests/judges/pre_commit.sh ORDAIN PROFILE SCRATCH
# ORDAIN is what cargo has built with PROFILE; maturin takes it as it is and compiles nothing.
set -euo pipefail
ordain=$(realpath "$1")
profile=$2
mkdir -p "$3/pre-commit"
scratch=$(realpath "$3")/pre-commit
cd "$(dirname "$0")/../.."
root=$PWD
bin=$(realpath "${JUDGES_VENV:-.ci/.venv}")/bin
wheels=$scratch/wheels

fail() { printf 'pre-commit: %s\n' "$1"; exit 1; }

# The wheel holds the program that was built, under its version, with its licences.
"$bin/maturin" build --quiet --profile "$profile" --locked --compatibility linux --out "$wheels" \
  >"$scratch/maturin.log" 2>&1 || { cat "$scratch/maturin.log"; fail "maturin builds no wheel"; }
wheel=$(ls "$wheels"/ordain-*.whl)
"$bin/python" -m zipfile -e "$wheel" "$scratch/wheel"
inside=$(find "$scratch/wheel" -path '*/scripts/ordain')
cmp "$ordain" "$inside" || fail "the wheel holds another program than $ordain"
version=$("$ordain" --version)
version=${version#ordain }
[ -d "$scratch/wheel/ordain-$version.dist-info" ] || fail "the wheel has another version than $version"
for licence in LICENSE-APACHE LICENSE-MIT models/LICENSE.txt models/NOTICE.txt; do
  [ -f "$scratch/wheel/ordain-$version.dist-info/licenses/$licence" ] || fail "no $licence in the wheel"
done

# What is asked from an index lies in one folder: nothing else is reached.
cp "${JUDGES_VENV:-.ci/.venv}"/wheels/setuptools-*.whl "$wheels"
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$wheels PIP_DISABLE_PIP_VERSION_CHECK=1
export VIRTUALENV_NO_PERIODIC_UPDATE=1 PRE_COMMIT_HOME=$scratch/home PRE_COMMIT_COLOR=never
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@localhost GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@localhost
unset CARGO_TARGET_DIR
"$bin/python" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet ordain
[ "$("$scratch/venv/bin/ordain" --version)" = "ordain $version" ] || fail "pip installs no ordain"

# The repository of hooks, as it is to be published: two files and a tag.
mirror=$scratch/mirror
mkdir -p "$mirror"
cp "$root/.pre-commit-hooks.yaml" "$root/packaging/pre-commit/pyproject.toml" "$mirror"
git -C "$mirror" init --quiet --initial-branch main
git -C "$mirror" add --all
git -C "$mirror" commit --quiet --message hooks
git -C "$mirror" tag "v$version"

# A repository of a team. Names with blanks and letters of others are names, too.
team=$scratch/team
mkdir -p "$team/documents/köln" "$team/runbooks" "$team/.github"
cd "$team"
git init --quiet --initial-branch main
cat >.pre-commit-config.yaml <<END
repos:
  - repo: file://$mirror
    rev: v$version
    hooks:
      - id: ordain-fmt
      - id: ordain-check
      - id: ordain-lint
      - id: ordain-build-check
END
printf '[project]\nname = "team"\n' >ordain.toml
printf '/// Waits.\nrunbook nap "Team-Nap" {\n  sleep 1m\n}\n' >runbooks/nap.ord
printf 'schemaVersion: "0.3"\ndescription: Waits.\nmainSteps:\n- name: nap\n  action: aws:sleep\n  inputs:\n    Duration: PT1M\n' \
  >"documents/köln/a nap.yaml"
# No documents: a chart that is not even YAML, keys twice, and a lock file in JSON.
printf 'a: {{ .Values.b }}\n{{- end }}\n' >documents/chart.yaml
printf 'on: push\non: push\n' >.github/ci.yml
printf '{"lockfileVersion": 3}\n' >package-lock.json
"$scratch/venv/bin/ordain" build >"$scratch/build.log" 2>&1
git add --all

hooks() { "$bin/pre-commit" run --verbose "$@" >"$scratch/run.log" 2>&1; }

hooks --all-files || { cat "$scratch/run.log"; fail "a right repository does not pass"; }
for hook in fmt check lint build-check; do
  grep -q "hook id: ordain-$hook" "$scratch/run.log" || fail "ordain-$hook did not run"
done
# The three, pre-commit's own file, and what is no document of a build.
grep -q "left out 6 files" "$scratch/run.log" || { cat "$scratch/run.log"; fail "not all others are left out"; }
git commit --quiet --message right

# Each hook fails for its own reason, and names the place.
must_fail() { # HOOK WORDS
  git add --all
  if hooks "ordain-$1"; then cat "$scratch/run.log"; fail "ordain-$1 passes"; fi
  grep -qF "$2" "$scratch/run.log" || { cat "$scratch/run.log"; fail "ordain-$1 does not say $2"; }
}
sed -i 's/aws:sleep/aws:sleeep/' "documents/köln/a nap.yaml"
must_fail lint 'documents/köln/a nap.yaml:5:11'
grep -qF 'error[E0648]' "$scratch/run.log" || fail "ordain-lint does not say which error"
git checkout --quiet HEAD -- documents
printf '/// Waits.\nrunbook rest "Team-Rest" {\n  sleep time\n}\n' >runbooks/rest.ord
must_fail check 'runbooks/rest.ord:3:9'
printf '/// Waits.\nrunbook rest "Team-Rest" {\n    sleep   2m\n}\n' >runbooks/rest.ord
must_fail fmt 'files were modified by this hook'
printf '/// Waits.\nrunbook rest "Team-Rest" {\n  sleep 2m\n}\n' | cmp - runbooks/rest.ord || fail "fmt lays out otherwise"
must_fail build-check 'Team-Rest.yaml: would be added'

# A commit of what is no document alone passes, and so does one of many files.
git checkout --quiet --force HEAD && git clean --quiet --force -d && git reset --quiet --hard
printf 'b: 1\nb: 2\n' >documents/other.yaml
git add --all
hooks || { cat "$scratch/run.log"; fail "a file that is no document stops a commit"; }
for number in $(seq 400); do
  sed "s/Waits/Waits $number/" "documents/köln/a nap.yaml" >"documents/$number.yaml"
done
git add --all
hooks ordain-lint || { cat "$scratch/run.log"; fail "many documents do not pass"; }

# The hooks of the repository of hooks, without a configuration.
"$bin/pre-commit" try-repo "$mirror" ordain-lint --all-files >"$scratch/run.log" 2>&1 \
  || { cat "$scratch/run.log"; fail "try-repo fails"; }
echo "wheel $(basename "$wheel") of $(($(wc -c <"$wheel") / 1024)) KiB, four hooks in a repository: as they should be"
