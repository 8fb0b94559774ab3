"""What became of each test, written as GoogleTest writes its own, so that tests/floor.py reads both."""
import json
import threading
import time
import unittest
from collections import defaultdict


class Results:
    """The outcomes of a run, from several threads; a failure is shown when it happens."""

    def __init__(self, total):
        self.total = total
        self.cases = {}
        self.running = {}
        self.guard = threading.Lock()

    def run(self, test):
        """Runs one test to its end."""
        begun = time.monotonic()
        with self.guard:
            self.running[test.id()] = begun
        result = unittest.TestResult()
        test.run(result)
        failures = [text for _, text in result.failures + result.errors]
        failures += ["was expected to fail"] * len(result.unexpectedSuccesses)
        self.note(test.id(), time.monotonic() - begun, failures, bool(result.skipped))

    def note(self, name, seconds, failures, skipped=False):
        case = {"status": "RUN", "result": "SKIPPED" if skipped else "COMPLETED", "time": f"{seconds:.3f}s"}
        if failures:
            case["failures"] = [{"failure": text} for text in failures]
        with self.guard:
            self.running.pop(name, None)
            self.cases[name] = case
            word = "FAIL" if failures else "SKIP" if skipped else "ok"
            print(f"[{len(self.cases)}/{self.total}] {word} {name} ({seconds:.1f} s)", *failures,
                  sep="\n", flush=True)

    def overdue(self, deadline):
        """The tests that have been running for longer than so many seconds."""
        with self.guard:
            now = time.monotonic()
            return [name for name, begun in self.running.items() if now - begun > deadline]

    def successful(self):
        bad = [name for name, case in self.cases.items() if "failures" in case or case["result"] == "SKIPPED"]
        for name in bad:
            print(f"not passed: {name}")
        print(f"{len(self.cases) - len(bad)} of {self.total} passed")
        return self.total > 0 and not bad and len(self.cases) == self.total

    def write(self, path):
        suites = defaultdict(list)
        for name, case in self.cases.items():
            parts = name.split(".")
            suites[parts[-2]].append({"name": parts[-1], **case})
        document = {"name": "interop", "tests": len(self.cases),
                    "testsuites": [{"name": name, "testsuite": cases} for name, cases in suites.items()]}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=1))
