"""The checked-in facts about Apache's schemas, against the jars that they were taken from."""
import pathlib
import subprocess
import sys
import unittest

from harness.programs import apache

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "schema_facts.py"


class Schemas(unittest.TestCase):
    """The unit tests compare our messages with these facts, without the jars."""

    def test_the_facts_are_those_of_the_jars(self):
        done = subprocess.run([sys.executable, TOOL, "--check", apache.jars("4.1.1")],
                              capture_output=True, text=True, check=False)
        self.assertEqual((0, "", ""), (done.returncode, done.stdout, done.stderr))
