"""Reads every NAME.yaml of a folder with PyYAML (YAML 1.1) and compares it with NAME.json.

usage: python3 yaml_agree.py FOLDER
"""

import json
import pathlib
import sys

import yaml


def main():
    folder = pathlib.Path(sys.argv[1])
    pairs = sorted(folder.glob("*.yaml"))
    differing = 0
    for path in pairs:
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        # As bytes: Python's text mode would change line endings.
        try:
            actual = yaml.safe_load(path.read_bytes())
        except yaml.YAMLError as error:
            differing += 1
            print(f"{path.name}: PyYAML refuses it: {error}")
            continue
        if repr(actual) != repr(expected):
            differing += 1
            print(f"{path.name}: PyYAML reads {actual!r}, JSON says {expected!r}")
    print(f"PyYAML: {len(pairs)} pairs, {differing} differ")
    return 1 if differing or not pairs else 0


sys.exit(main())
