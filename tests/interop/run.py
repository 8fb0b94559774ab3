#!/usr/bin/env python3
"""Runs the interop tests: foreign clients and tools against our broker, ours against Apache Kafka.

usage: tests/interop/run.py --build build/release [-k PATTERN] [--against 4.1.1] [--jobs N]

Results go to BUILD/results/interop.json. A skipped test or a missing client is a failure. With
--against the foreign clients talk to Apache Kafka instead of our broker, which checks the tests.
"""
import argparse
import pathlib
import re
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from harness import workers  # noqa: E402
from harness.results import Results  # noqa: E402
from harness.session import SESSION  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--against", choices=["ours", "3.9.1", "4.1.1"], default="ours")
    parser.add_argument("--jobs", type=int, default=3, help="tests at the same time")
    parser.add_argument("-k", action="append", metavar="PATTERN", help="only tests whose name has this")
    arguments = parser.parse_args()
    SESSION.open(arguments.build, arguments.against)
    loader = unittest.TestLoader()
    if arguments.k:
        loader.testNamePatterns = [pattern if "*" in pattern else f"*{pattern}*" for pattern in arguments.k]
    found = list(workers.flatten(loader.discover(str(HERE), pattern="test_*.py", top_level_dir=str(HERE))))
    found = workers.spread(found, lambda test: re.search("test_directories|test_group_storm", test.id()))
    results = Results(len(found))

    def finish():
        SESSION.close()
        results.write(SESSION.build / "results" / "interop.json")

    try:
        workers.run(found, results, arguments.jobs, finish)
    finally:
        finish()
    return 0 if results.successful() else 1


if __name__ == "__main__":
    sys.exit(main())
