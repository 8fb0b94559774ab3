#!/usr/bin/env python3
"""Replays the kept corpus through every fuzz target, then lets each look for more for a while.

usage: tests/fuzz/run.py BUILD_DIRECTORY SECONDS [--keep]

SECONDS are shared by all targets. A crash, a leak, a hang or more than 1 GiB of memory fails, and the input
that did it is left in BUILD_DIRECTORY/crashes. With --keep, inputs that reached new code join the corpus
(minimised); otherwise the corpus is only read.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def fuzz(binary, corpus, seconds, crashes, keep):
    with tempfile.TemporaryDirectory() as found:
        command = [str(binary), f"-max_total_time={seconds}", "-rss_limit_mb=1024", "-timeout=10",
                   "-max_len=4096", "-print_final_stats=1", f"-artifact_prefix={crashes}/", found,
                   str(corpus)]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
        if keep and done.returncode == 0:
            subprocess.run([str(binary), "-merge=1", "-max_len=4096", str(corpus), found],
                           stderr=subprocess.DEVNULL, check=True)
    runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{binary.name}: {runs[0] if runs else 'no'} runs, exit {done.returncode}", flush=True)
    if done.returncode != 0:
        print(done.stderr[-4000:])
    return done.returncode == 0


def main():
    build, total = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    targets = sorted((build / "bin").glob("fuzz_*"))
    crashes = build / "crashes"
    crashes.mkdir(exist_ok=True)
    cases = []
    for binary in targets:
        corpus = HERE / "corpus" / binary.name.removeprefix("fuzz_")
        corpus.mkdir(parents=True, exist_ok=True)
        good = fuzz(binary, corpus, max(total // len(targets), 1), crashes, "--keep" in sys.argv)
        cases.append({"name": binary.name, "status": "RUN", "result": "COMPLETED",
                      **({} if good else {"failures": [{"failure": "see above"}]})})
    (build / "results").mkdir(exist_ok=True)
    report = {"testsuites": [{"name": "fuzz", "testsuite": cases}]}
    (build / "results" / "fuzz.json").write_text(json.dumps(report))
    sys.exit(not cases or any("failures" in c for c in cases))


if __name__ == "__main__":
    main()
