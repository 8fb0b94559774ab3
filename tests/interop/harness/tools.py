"""Apache Kafka's command line tools, run by their classes from the jars of a version."""
from typing import NamedTuple

from harness.session import SESSION

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
    "consumer-groups": TOOLS + "consumer.group.ConsumerGroupCommand",
}


class Outcome(NamedTuple):
    """How a tool ended and what it said."""
    code: int
    output: str
    errors: str


def run(version, tool, *words, text=""):
    """Any exit code is an outcome; a tool that does not end in time is an error."""
    name = CLASSES[tool]
    words = [name if isinstance(name, str) else name[version], *words]
    done = SESSION.peer(f"java_{version.replace('.', '_')}").outcome(words, text)
    return Outcome(done.code, done.output.decode(), done.errors.decode())
