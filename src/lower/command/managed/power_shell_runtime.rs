//! What a shared script of PowerShell needs to run and report its tasks. For 5.1 and 7.

use super::runtime::{LIST, TAIL, Uses};

/// The functions, with `document` in place of the name.
pub(super) fn functions(document: &str, uses: Uses) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut add = |text: &str| lines.extend(text.trim_matches('\n').split('\n').map(str::to_owned));
    add(&format!("$mode_ = '{{{{ {} }}}}'; $name_ = '{document}'", crate::hir::MODE));
    add(START);
    if !uses.goes_on {
        add("Set-Content -LiteralPath $log_ -Value $null");
        if uses.notifies || uses.handlers {
            // Of a check that was cut off.
            add("Remove-Item -Path (Join-Path $home_ \"$name_.check.*\")");
        }
    }
    if uses.state {
        add(STATE);
    }
    add(SAY);
    add(TASK);
    if uses.skips || uses.scripts {
        add(SKIP);
    }
    add(&END
        .replace("LIST", &LIST.to_string())
        .replace("MOST", &(LIST - 300).to_string())
        .replace("TAIL", &TAIL.to_string()));
    lines
}

const START: &str = r#"
$home_ = Join-Path $env:ProgramData 'ordain'
[void](New-Item -ItemType Directory -Path $home_ -Force)
$log_ = Join-Path $home_ "$name_.log"
$count_ = @{ ok = 0; changed = 0; skipped = 0; failed = 0 }
$all_ = @(); $rest_ = @(); $stop_ = $false; $tail_ = ''; $did_ = ''; $tasks_ = @{}
"#;

const STATE: &str = r#"
if (-not $env:SSM_COMMAND_ID) { throw 'SSM_COMMAND_ID is not set' }
$state_ = Join-Path $home_ $env:SSM_COMMAND_ID
[void](New-Item -ItemType Directory -Path $state_ -Force)
"#;

/// Counts a task and keeps its line.
const SAY: &str = r#"
function Say_ ($did, $title) {
  $script:did_ = $did
  $script:count_[$did]++
  $took = ((Get-Date) - $from_).TotalSeconds.ToString('0.00', [Globalization.CultureInfo]::InvariantCulture)
  $script:all_ += "$did $title ($took s)"
  if ($did -in 'changed', 'failed') { $script:rest_ += "$did $title ($took s)" }
}
"#;

/// What a task prints goes to the log; the last thing that its test gives is the answer. Errors of
/// programs are not redirected: 5.1 would make the first line of them an end. Of the codes of
/// programs that change something, 3010 is success that wants a restart.
const TASK: &str = r#"
function Run_ ($number, $verb, $applied) {
  $global:LASTEXITCODE = 0
  $last = $null
  Push-Location
  try {
    & $tasks_[$number] $verb $applied 3>&1 4>&1 5>&1 6>&1 | ForEach-Object {
      $last = $_
      Add-Content -LiteralPath $log_ -Value ($_ | Out-String).TrimEnd()
    }
  } finally {
    Pop-Location
  }
  if ($verb -eq 'check') { return ($last -eq $true) }
  if ($LASTEXITCODE -notin 0, 3010) { throw "a program ended with $LASTEXITCODE" }
}
function Task_ ($number, $title, $tries = 1) {
  $script:did_ = ''
  if ($stop_) { return }
  $script:from_ = Get-Date
  Add-Content -LiteralPath $log_ -Value "== $title"
  try {
    if (Run_ $number 'check' $false) { return Say_ 'ok' $title }
    if ($mode_ -ceq 'check') { return Say_ 'changed' $title }
    for ($try = 1; ; $try++) {
      try {
        Run_ $number 'apply' $false
        if (-not (Run_ $number 'check' $true)) { throw 'applied, and still not as declared' }
        break
      } catch {
        if ($try -ge $tries) { throw }
        Start-Sleep -Seconds 5
      }
    }
    Say_ 'changed' $title
  } catch {
    $script:tail_ = $_ | Out-String
    Add-Content -LiteralPath $log_ -Value $tail_
    $script:stop_ = $true
    Say_ 'failed' $title
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
  if ($tail_.Length -gt TAIL) { $script:tail_ = $tail_.Substring($tail_.Length - TAIL) }
  if ($tail_) { $tail_.TrimEnd() }
  $lines = $all_ -join "`n"
  if ($lines.Length -gt LIST) { $lines = $rest_ -join "`n" }
  if ($lines.Length -gt LIST) {
    $failed = ($rest_ | Where-Object { $_.StartsWith('failed') }) -join "`n"
    $lines = $lines.Substring(0, MOST) + "...`n" + $failed.Substring(0, [Math]::Min(300, $failed.Length))
  }
  if ($lines) { $lines }
  '{0} ok, {1} changed, {2} skipped, {3} failed; log: {4}' -f $count_.ok, $count_.changed, $count_.skipped, $count_.failed, $log_
  '{"ordain":1,"document":"' + $name_ + '","mode":"' + $mode_ + '","ok":' + $count_.ok + ',"changed":' + $count_.changed + ',"skipped":' + $count_.skipped + ',"failed":' + $count_.failed + '}'
}
"#;
