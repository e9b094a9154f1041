//! What a shared script of PowerShell needs to run and report its tasks. For 5.1 and 7.

use super::super::power_shell::{HOME, PRINT};
use super::runtime::{LIST, TAIL, Uses};

/// The functions, with `document` in place of the name.
pub(super) fn functions(document: &str, uses: Uses) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut add = |text: &str| lines.extend(text.trim_matches('\n').split('\n').map(str::to_owned));
    add(&format!("$mode_ = '{{{{ {} }}}}'; $name_ = '{document}'", crate::hir::MODE));
    add(HOME);
    add(START);
    if !uses.goes_on {
        add("try { [IO.File]::WriteAllText($log_, '') } catch { }");
        if uses.notifies || uses.handlers {
            // Of a check that was cut off.
            add("Remove-Item -Path (Join-Path $home_ \"$name_.check.*\")");
        }
    }
    if uses.state {
        add(STATE);
    }
    add(&LOG.replace("TAIL", &TAIL.to_string()));
    add(SAY);
    add(RUN);
    add(&TASK.replace("TRY\n", if uses.attempts { AGAIN } else { TRY }));
    if uses.skips || uses.scripts {
        add(SKIP);
    }
    let print: String = PRINT.map(|line| format!("  {line}\n")).concat();
    add(&END
        .replace("PRINT\n", &print)
        .replace("LIST", &LIST.to_string())
        .replace("MOST", &(LIST - 300).to_string())
        .replace("TAIL", &TAIL.to_string()));
    lines
}

const START: &str = r#"
$log_ = Join-Path $home_ "$name_.log"
$count_ = [ordered]@{ ok = 0; changed = 0; skipped = 0; failed = 0 }
$all_ = @(); $rest_ = @(); $tasks_ = @{}; $stop_ = $false; $text_ = $tail_ = $did_ = ''
"#;

/// Old folders are of runs that were cut off, or whose last step is one of its own.
const STATE: &str = r#"
if (-not $env:SSM_COMMAND_ID) { throw 'SSM_COMMAND_ID is not set' }
$state_ = Join-Path $home_ $env:SSM_COMMAND_ID
[void](New-Item -ItemType Directory -Path $state_ -Force)
Get-ChildItem -LiteralPath $home_ -Directory | Where-Object { $_.LastWriteTime -lt (Get-Date).AddDays(-7) } |
  Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
"#;

/// Writes to the log, in UTF-8 in both versions, and keeps the end of it for the report. Whoever has
/// the log open for himself keeps no task from its work.
const LOG: &str = r#"
function Log_ ($line) {
  $script:text_ += "$line`n"
  if ($text_.Length -gt 9999) { $script:text_ = $text_.Substring($text_.Length - TAIL) }
  try { [IO.File]::AppendAllText($log_, "$line`r`n") } catch { }
}
"#;

/// Counts a task and keeps its line. A number inside a text has a point in every culture.
///
/// Source: "about_Quoting_Rules", expandable strings.
const SAY: &str = r#"
function Say_ ($did, $title) {
  $script:did_ = $did
  $count_[$did]++
  $line = "$did $title ($([Math]::Round(((Get-Date) - $from_).TotalSeconds, 2)) s)"
  $script:all_ += $line
  if ($did -in 'changed', 'failed') { $script:rest_ += $line }
}
"#;

/// What a task prints goes to the log; the last thing that its test gives is the answer. Errors of
/// programs are not redirected: 5.1 would make the first line of them an end. Of the codes of
/// programs that change something, 3010 is success that wants a restart. What leaves the calls
/// otherwise than by an error, as `exit` does, must not look like the end of the work: only `finally`
/// runs then.
///
/// Source: "about_Try_Catch_Finally", "about_Break".
const RUN: &str = r#"
function Run_ ($number, $verb, $applied) {
  $global:LASTEXITCODE = 0
  $last = $null; $ended = $false
  Push-Location
  try {
    & $tasks_[$number] $verb $applied 3>&1 4>&1 5>&1 6>&1 | ForEach-Object {
      $last = $_
      Log_ ($_ | Out-String).TrimEnd()
    }
    $ended = $true
  } catch {
    $ended = $true; throw
  } finally {
    Pop-Location
    if (-not $ended) {
      [Console]::Error.WriteLine('exit, or break outside a loop, in a task')
      [Environment]::Exit(1)
    }
  }
  if ($verb -eq 'check') { return ($last -eq $true) }
  if ($LASTEXITCODE -notin 0, 3010) { throw "a program ended with $LASTEXITCODE" }
}
"#;

const TASK: &str = r#"
function Task_ ($number, $title, $tries = 1) {
  $script:did_ = ''
  if ($stop_) { return }
  $script:from_ = Get-Date
  Log_ "== $title"
  $script:text_ = ''
  try {
    if (Run_ $number 'check' $false) { return Say_ 'ok' $title }
    if ($mode_ -ceq 'check') { return Say_ 'changed' $title }
TRY
    Say_ 'changed' $title
  } catch {
    Log_ ($_ | Out-String).TrimEnd()
    $script:tail_ = $text_
    $script:stop_ = $true
    Say_ 'failed' $title
  }
}
"#;

const TRY: &str = r#"    Run_ $number 'apply' $false
    if (-not (Run_ $number 'check' $true)) { throw 'applied, and still not as declared' }
"#;

const AGAIN: &str = r#"    for ($try = 1; ; $try++) {
      try {
        Run_ $number 'apply' $false
        if (-not (Run_ $number 'check' $true)) { throw 'applied, and still not as declared' }
        break
      } catch {
        if ($try -ge $tries) { throw }
        Start-Sleep -Seconds 5
      }
    }
"#;

const SKIP: &str = r#"
function Skip_ ($title) {
  $script:did_ = ''
  if ($stop_) { return }
  $script:from_ = Get-Date
  Say_ 'skipped' $title
}
"#;

const END: &str = r#"
function End_ {
  $tail = $tail_.Substring([Math]::Max(0, $tail_.Length - TAIL)).TrimEnd()
  $lines = $all_ -join "`n"
  if ($lines.Length -gt LIST) { $lines = $rest_ -join "`n" }
  if ($lines.Length -gt LIST) {
    $failed = ($rest_ | Where-Object { $_.StartsWith('failed') }) -join "`n"
    $lines = $lines.Substring(0, MOST) + "...`n" + $failed.Substring(0, [Math]::Min(300, $failed.Length))
  }
  $count = @($count_.Values)
  $sum = '{0} ok, {1} changed, {2} skipped, {3} failed; log: ' -f $count
  $json = '"ok":{0},"changed":{1},"skipped":{2},"failed":{3}' -f $count
  $json = '{"ordain":1,"document":"' + $name_ + '","mode":"' + $mode_ + '",' + $json + '}'
  $text_ = (($tail, $lines, ($sum + $log_), $json | Where-Object { $_ }) -join "`n") + "`n"
PRINT
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
        assert!(size(Uses::default()) < 3500, "{}", size(Uses::default()));
        assert!(size(all) < 4100, "{}", size(all));
    }
}
