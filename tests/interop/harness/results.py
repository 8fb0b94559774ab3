"""A unittest result that is written as GoogleTest writes its own, so that tests/floor.py reads both."""
import json
import time
import unittest
from collections import defaultdict


class Results(unittest.TextTestResult):
    """Keeps the outcome of every test; a skipped test is reported as such and fails the run."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.cases = {}
        self.begun = 0.0

    def startTest(self, test):
        self.begun = time.monotonic()
        self.cases[test] = {"status": "RUN", "result": "COMPLETED"}
        super().startTest(test)

    def stopTest(self, test):
        self.cases[test]["time"] = f"{time.monotonic() - self.begun:.3f}s"
        super().stopTest(test)

    def fail(self, test, error):
        case = self.cases.setdefault(test, {"status": "RUN", "result": "COMPLETED"})
        case.setdefault("failures", []).append({"failure": self._exc_info_to_string(error, test)})

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.fail(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.fail(test, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.cases[test]["result"] = "SKIPPED"

    def wasSuccessful(self):
        return super().wasSuccessful() and not self.skipped and self.testsRun > 0

    def write(self, path):
        suites = defaultdict(list)
        for test, case in self.cases.items():
            parts = test.id().split(".")
            suites[parts[-2]].append({"name": parts[-1], **case})
        document = {"name": "interop", "tests": len(self.cases),
                    "testsuites": [{"name": name, "testsuite": cases} for name, cases in suites.items()]}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=1))
