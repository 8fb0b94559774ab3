"""The checked-in facts about Kafka's messages are those of the jars that they were taken from."""
import pathlib
import subprocess
import sys
import unittest

from harness.programs import apache

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "schema_facts.py"


class SchemaFacts(unittest.TestCase):
    """tests/data/schema against Apache's own JSON."""

    def test_agree_with_the_jars_of_4_1_1(self):
        done = subprocess.run([sys.executable, TOOL, "--check", apache.jars("4.1.1")], check=False,
                              capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
