//! What a shared script of `sh` needs to run and report its tasks: only the parts that are used.
//!
//! Time comes from `/proc/uptime`, which the shell reads without a process of its own; where it
//! does not exist, as on MacOS, times are 0.

use std::sync::Arc;

use crate::hir::{Script, Shell, TaskKind};

use super::super::draft::Draft;
use super::job::{Form, Job};

/// Characters of the list of tasks that are printed; a longer list is cut to what is not `ok`.
/// With the tail of a task that failed and the count it stays within the 2,500 characters that
/// the console shows of a step.
///
/// Source: "Systems Manager Run Command", quotas of the output in the console.
pub(super) const LIST: usize = 1200;

/// Bytes of a failing task's output that are printed.
pub(super) const TAIL: usize = 800;

/// Which parts a script uses.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses {
    /// Other steps of the run come before: the log is continued.
    pub(super) goes_on: bool,
    pub(super) attempts: bool,
    /// Some test asks whether it stands behind `apply`.
    pub(super) applied: bool,
    pub(super) skips: bool,
    /// Some tasks only run: they are left out in check mode.
    pub(super) scripts: bool,
    pub(super) notifies: bool,
    pub(super) rescues: bool,
    pub(super) handlers: bool,
    /// What tasks did is kept for other steps.
    pub(super) state: bool,
}

impl Uses {
    /// What the tasks of a script use; `tasks` are those of blocks and handlers, too.
    pub(super) fn of(job: &Job<'_, '_>, tasks: &[&Draft<'_>]) -> Self {
        let any = |test: &dyn Fn(&Draft<'_>) -> bool| tasks.iter().any(|draft| test(draft));
        Self {
            goes_on: job.goes_on,
            attempts: any(&|draft| draft.task.attempts.is_some()),
            applied: any(&|draft| reads_applied(draft)),
            skips: any(&|draft| draft.condition.is_some()),
            scripts: any(&|draft| job.only_runs(draft)),
            notifies: any(&|draft| !draft.task.notify.is_empty()),
            rescues: any(&|draft| {
                let has_rescue = draft.block.as_ref().is_some_and(|it| it.rescue.is_some());
                has_rescue || draft.task.exit.continue_on_failure.is_some()
            }),
            handlers: job.runs_any_handler(),
            // A part of `sh` has the folder in any case.
            state: (job.form == Form::Whole || job.shell == Shell::PowerShell)
                && (!job.kept.is_empty() || !job.read.is_empty()),
        }
    }
}

fn reads_applied(draft: &Draft<'_>) -> bool {
    let TaskKind::Module(call) = &draft.task.kind else {
        return matches!(draft.task.kind, TaskKind::Script(_));
    };
    // Another user is handed the variable in any case.
    draft.run_as.is_some()
        || call.module.implementations.iter().any(|it| {
            let texts = [it.setup.as_ref(), it.check.as_ref()];
            let reads = |script: &Arc<Script>| script.text.contains("applied");
            it.check.is_none() || texts.into_iter().flatten().any(reads)
        })
}

/// The functions, with `document` in place of the name.
pub(super) fn functions(document: &str, uses: Uses) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut add = |text: &str| lines.extend(text.trim_matches('\n').split('\n').map(str::to_owned));
    let create = if uses.goes_on { ">>" } else { ">" };
    add(&format!(
        "_mode='{{{{ {} }}}}' _name={document} _log=/var/lib/ordain/{document}.log",
        crate::hir::MODE
    ));
    add("_ok=0 _changed=0 _skipped=0 _failed=0");
    add("_all=\n_rest=\n_fails=\n_stop=\n_leave=\n_tail=\n_did=");
    add("_line='\n'");
    add(&format!("(umask 077 && mkdir -p /var/lib/ordain && : {create} \"$_log\") || exit 169"));
    if (uses.notifies || uses.handlers) && !uses.goes_on {
        // Of a check that was cut off.
        add(&format!("rm -f /var/lib/ordain/{document}.check.*"));
    }
    if uses.state {
        add(STATE);
    }
    add(CLOCK);
    add(SAY);
    add(RUN);
    // A variable that nothing reads is left out.
    let is_read = |line: &&str| uses.applied || !line.trim().starts_with("applied=");
    let told = |text: &str| text.lines().filter(is_read).collect::<Vec<_>>().join("\n");
    add(&told(TASK));
    add(&told(&apply(uses)));
    add(&FAIL.replace("TAIL", &TAIL.to_string()));
    if uses.skips || uses.scripts {
        add(SKIP);
    }
    if uses.notifies {
        add(KEEP);
    }
    if uses.rescues {
        add(RESCUE);
    }
    add(&END.replace("LIST", &LIST.to_string()).replace("MOST", &(LIST - 300).to_string()));
    lines
}

/// Old folders are of runs that were cut off.
const STATE: &str = r#"
_state=/var/lib/ordain/${SSM_COMMAND_ID:?is not set}
(umask 077 && mkdir -p "$_state") || exit 169
find /var/lib/ordain -mindepth 1 -maxdepth 1 -type d -mtime +7 ! -path "$_state" -exec rm -rf {} +
"#;

const CLOCK: &str = r#"
_clock() {
  { read -r _now _ </proc/uptime; } 2>/dev/null || _now=0.00
  _now=${_now%.*}${_now#*.}
}
"#;

/// Counts a task and keeps its line.
const SAY: &str = r#"
_say() {
  _did=$1
  _clock
  _took=$((_now - _from))
  _text="$1 $2 ($((_took / 100)).$((_took / 10 % 10))$((_took % 10)) s)$_line"
  _all=$_all$_text
  case $1 in
    ok) _ok=$((_ok + 1)) ;;
    skipped) _skipped=$((_skipped + 1)) ;;
    changed) _changed=$((_changed + 1)) _rest=$_rest$_text ;;
    failed) _failed=$((_failed + 1)) _rest=$_rest$_text _fails=$_fails$_text ;;
  esac
}
"#;

/// One script of a task, apart. Not as a condition: `set -e` has no effect there.
const RUN: &str = r#"
_run() {
  (
    set -e
    "_task_$1" "$2"
  ) >>"$_log" 2>&1 </dev/null
  _status=$?
}
"#;

const TASK: &str = r#"
_task() {
  _did=
  [ -z "$_stop" ] || return 0
  _clock
  _from=$_now
  applied=
  printf '== %s\n' "$2" >>"$_log"
  _run "$1" check
  case $_status in
    0) _say ok "$2" ;;
    1) if [ "$_mode" = check ]; then _say changed "$2"; else _apply "$@"; fi ;;
    *) _fail "$2" ;;
  esac
}
"#;

/// One try, or as many as a task may have, and what became of it.
fn apply(uses: Uses) -> String {
    let tries = if uses.attempts {
        let inner: String = TRY.lines().map(|line| format!("  {line}\n")).collect();
        AGAIN.replace("TRY\n", &inner)
    } else {
        TRY.to_owned()
    };
    format!("_apply() {{\n{tries}{OUTCOME}}}")
}

const TRY: &str = r#"  _run "$1" apply
  if [ $_status -eq 0 ]; then
    applied=1
    _run "$1" check
    [ $_status -ne 1 ] || echo 'applied, and still not as declared' >>"$_log"
  fi
"#;

const AGAIN: &str = r#"  _left=${3:-1}
  while :; do
    applied=
TRY
    _left=$((_left - 1))
    case $_status in 0 | 168 | 169 | 194) break ;; esac
    [ "$_left" -gt 0 ] || break
    sleep 5
  done
"#;

/// The agent takes 168, 169 and 194 for itself: the last restarts the node and runs the step again.
/// What the task did is written down before.
const OUTCOME: &str = r#"  case $_status in
    0) _say changed "$2" ;;
    168 | 169 | 194) _say changed "$2"; _leave=$_status _stop=1 ;;
    *) _fail "$2" ;;
  esac
"#;

const FAIL: &str = r#"
_fail() {
  _say failed "$1"
  _stop=1
  _tail=$(tail -c TAIL "$_log" | awk '/^== / { text = ""; next } { text = text $0 "\n" } END { printf "%s", text }')
}
"#;

const SKIP: &str = r#"
_skip() {
  _did=
  [ -z "$_stop" ] || return 0
  _clock
  _from=$_now
  _say skipped "$1"
}
"#;

/// A notification outlives a run that fails before the handler ran.
const KEEP: &str = r#"
_keep() {
  : >"/var/lib/ordain/$_name.$_mode.$1"
}
"#;

/// A failure that is none any more; `$1` is how many there were before.
const RESCUE: &str = r#"
_rescue() {
  [ -z "$_leave" ] || return 0
  _failed=$1
  _stop=
  _tail=
}
"#;

const END: &str = r#"
_end() {
  [ -z "$_tail" ] || printf '%s\n' "$_tail"
  [ ${#_all} -le LIST ] || _all=$_rest
  [ ${#_all} -le LIST ] || _all="$(printf '%.MOSTs' "$_all")...$_line$(printf '%.300s' "$_fails")$_line"
  printf '%s%s ok, %s changed, %s skipped, %s failed; log: %s\n' "$_all" \
    $_ok $_changed $_skipped $_failed "$_log"
  printf '{"ordain":1,"document":"%s","mode":"%s","ok":%s,"changed":%s,"skipped":%s,"failed":%s}\n' \
    $_name $_mode $_ok $_changed $_skipped $_failed
}
"#;

#[cfg(test)]
mod tests {
    use super::{Uses, functions};

    #[test]
    fn the_whole_run_time_is_small() {
        let all = Uses {
            goes_on: true,
            attempts: true,
            applied: true,
            skips: true,
            scripts: true,
            notifies: true,
            rescues: true,
            handlers: true,
            state: true,
        };
        let size = |uses| functions("Acme-web", uses).join("\n").len();
        assert!(size(Uses::default()) < 2048, "{}", size(Uses::default()));
        assert!(size(all) < 2900, "{}", size(all));
    }
}
