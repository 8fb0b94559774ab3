#!/usr/bin/env python3
"""Sums the results that the test programs left and holds them against tests/floor.txt.

usage: tests/floor.py test|check|all [--build DIR]

Every program writes build/BUILD/results/SUITE[_PART].json in GoogleTest's format. A failed test, a
skipped or disabled test, a suite that ran fewer tests than its floor, and a suite without a floor are
errors. The last line of a good run is "N passed, 0 failed".
"""
import argparse
import json
import pathlib
import sys
from collections import defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent
GATE = ("test", "check")  # what .ci/run runs, and "all" means


def floors(path):
    """(stage, build, suite) -> minimum, from the lines of the file."""
    rows = {}
    for line in path.read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            stage, build, suite, minimum = words
            rows[stage, build, suite] = int(minimum)
    return rows


def outcome(case):
    if case.get("failures"):
        return "failed"
    if case.get("status") == "NOTRUN" or case.get("result") in ("SKIPPED", "SUPPRESSED"):
        return "skipped"
    return "passed"


def cases_of(path):
    """Names and outcomes of one result file; an unreadable one counts as a failed test."""
    try:
        suites = json.loads(path.read_text())["testsuites"]
    except (ValueError, KeyError) as error:
        return [(f"{path.name}: {error}", "failed")]
    return [(f"{suite['name']}.{case['name']}", outcome(case))
            for suite in suites for case in suite["testsuite"]]


def results(build_root):
    """(build, suite) -> outcome -> names."""
    found = defaultdict(lambda: defaultdict(list))
    for path in sorted(build_root.glob("*/results/*.json")):
        suite = path.stem.split("_")[0]
        for name, result in cases_of(path):
            found[path.parent.parent.name, suite][result].append(name)
    return found


def complaints(rows, known, found):
    """What is wrong, in words; rows are those of the stage, known those of every stage."""
    for (_, build, suite), minimum in sorted(rows.items()):
        ran = found[build, suite]
        for result in ("failed", "skipped"):
            for name in ran[result]:
                yield f"{build}/{suite}: {name} {result}"
        count = len(ran["passed"])
        if count == 0:
            yield f"{build}/{suite}: no test passed"
        elif count < minimum:
            yield f"{build}/{suite}: {count} tests passed, its floor is {minimum}"
    for build, suite in sorted(found):
        if (build, suite) not in {row[1:] for row in known}:
            yield f"{build}/{suite}: has no floor in tests/floor.txt"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=[*GATE, "all"])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    arguments = parser.parse_args()
    known = floors(ROOT / "tests" / "floor.txt")
    stages = GATE if arguments.stage == "all" else (arguments.stage,)
    rows = {key: value for key, value in known.items() if key[0] in stages}
    found = results(arguments.build)
    wrong = list(complaints(rows, known, found))
    for (_, build, suite), minimum in sorted(rows.items()):
        print(f"{build + '/' + suite:24} {len(found[build, suite]['passed']):6} passed, floor {minimum}")
    for complaint in wrong:
        print(f"error: {complaint}")
    passed = sum(len(found[key[1:]]["passed"]) for key in rows)
    failed = sum(len(found[key[1:]]["failed"]) for key in rows)
    print(f"{passed} passed, {failed} failed" + (f", {len(wrong)} errors" if wrong else ""))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
