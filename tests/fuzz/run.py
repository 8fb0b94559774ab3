#!/usr/bin/env python3
"""Replays the kept corpus through every fuzz target, then lets each look for more for a while.

usage: tests/fuzz/run.py BUILD_DIRECTORY SECONDS [--only TARGET] [--keep]

SECONDS are what all targets take together. A crash, a leak, a hang, more than 1 GiB of memory, and
a target that has no corpus or ran less than all of it fail; the input that did it is left in
BUILD_DIRECTORY/crashes. With --keep the corpus is made anew, as small as it gets, of what it holds,
the golden bytes and what was found.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import seeds

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"
LONGEST = 4096  # bytes of an input
LIMITS = ["-rss_limit_mb=1024", "-timeout=30", f"-max_len={LONGEST}"]


class Target:
    def __init__(self, binary, crashes):
        self.binary = binary
        self.name = binary.name.removeprefix("fuzz_")
        self.corpus = CORPUS / self.name
        self.corpus.mkdir(parents=True, exist_ok=True)
        self.crashes = crashes
        self.wrong = None  # in words, when something is

    def run(self, seconds, keeps):
        """Fuzzes, and gives what to print."""
        with tempfile.TemporaryDirectory() as found, tempfile.TemporaryDirectory() as golden:
            if keeps:
                seeds.write(self.name, pathlib.Path(golden), LONGEST)
            done = subprocess.run(
                [str(self.binary), f"-max_total_time={seconds}", "-print_final_stats=1", *LIMITS,
                 f"-artifact_prefix={self.crashes}/{self.name}-", found, str(self.corpus), golden],
                stderr=subprocess.PIPE, text=True, errors="replace", check=False)
            report = self.judge(done, keeps)
            if keeps and not self.wrong:
                self.keep(golden, found)
        return report

    def judge(self, done, keeps):
        kept = sum(1 for _ in self.corpus.iterdir())
        stats = dict(line.removeprefix("stat::").split(":") for line in done.stderr.splitlines()
                     if line.startswith("stat::"))
        runs = int(stats.get("number_of_executed_units", 0))
        report = f"{self.binary.name}: {kept} inputs kept, {runs} runs, exit {done.returncode}"
        if done.returncode != 0:
            self.wrong = f"exit {done.returncode}"
            return report + "\n" + done.stderr[-6000:]
        if not keeps and not 0 < kept < runs:
            self.wrong = "its corpus is empty, or not all of it ran"
        return report

    def keep(self, golden, found):
        """The smallest set of inputs that reaches what all of them reach becomes the corpus."""
        with tempfile.TemporaryDirectory() as small:
            merge = [str(self.binary), "-set_cover_merge=1", "-use_counters=0", *LIMITS]
            subprocess.run([*merge, small, str(self.corpus), golden, found],
                           stderr=subprocess.DEVNULL, check=True)
            shutil.rmtree(self.corpus)
            shutil.copytree(small, self.corpus)

    def case(self):
        failures = {"failures": [{"failure": self.wrong}]} if self.wrong else {}
        return {"name": self.name, "status": "RUN", "result": "COMPLETED", **failures}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("seconds", type=int)
    parser.add_argument("--only", default="*")
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    build, jobs = arguments.build.resolve(), os.cpu_count()
    for folder in ("crashes", "results"):
        (build / folder).mkdir(exist_ok=True)
    targets = [Target(binary, build / "crashes")
               for binary in sorted((build / "bin").glob(f"fuzz_{arguments.only}"))]
    each = max(arguments.seconds * jobs // max(len(targets), 1), 1)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for report in pool.map(lambda target: target.run(each, arguments.keep), targets):
            print(report, flush=True)
    results = {"testsuites": [{"name": "fuzz", "testsuite": [t.case() for t in targets]}]}
    (build / "results" / "fuzz.json").write_text(json.dumps(results))
    for target in targets:
        if target.wrong:
            print(f"{target.binary.name} failed: {target.wrong}; inputs that did it are in "
                  f"{target.crashes}, and {target.binary} FILE runs one again")
    sys.exit(not targets or any(target.wrong for target in targets))


if __name__ == "__main__":
    main()
