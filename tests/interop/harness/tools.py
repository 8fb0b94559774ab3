"""Apache Kafka's command line tools, run by their classes from the jars of a version."""
import subprocess
from typing import NamedTuple

from harness.peers import PATIENCE
from harness.programs import apache

TOOLS = "org.apache.kafka.tools."
CLASSES = {
    "topics": TOOLS + "TopicCommand",
    "console-producer": {"4.1.1": TOOLS + "ConsoleProducer", "3.9.1": "kafka.tools.ConsoleProducer"},
    "console-consumer": TOOLS + "consumer.ConsoleConsumer",
    "get-offsets": TOOLS + "GetOffsetShell",
    "configs": "kafka.admin.ConfigCommand",
    "delete-records": TOOLS + "DeleteRecordsCommand",
    "broker-api-versions": {"4.1.1": TOOLS + "BrokerApiVersionsCommand",
                            "3.9.1": "kafka.admin.BrokerApiVersionsCommand"},
    "cluster": {"4.1.1": TOOLS + "ClusterTool", "3.9.1": "kafka.tools.ClusterTool"},
    "dump-log": "kafka.tools.DumpLogSegments",
}


class Outcome(NamedTuple):
    """How a tool ended and what it said."""
    code: int
    output: str
    errors: str


def run(version, tool, *words, text=""):
    """Any exit code is an outcome; a tool that does not end in time is an error."""
    name = CLASSES[tool]
    command = apache.java(version, name if isinstance(name, str) else name[version], *words)
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return Outcome(done.returncode, done.stdout, done.stderr)
