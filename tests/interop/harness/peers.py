"""The clients that write and read, ours and foreign ones, all behind produce() and consume()."""
import contextlib
import subprocess
import threading
import time

from confluent_kafka import Consumer, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from harness import json_lines, programs, resident
from lines import Record, input_line, parse_output

PATIENCE = 60


class PeerError(Exception):
    """A client failed or did not end; says what it said."""


def run(words, text=None, deadline=PATIENCE, binary=False):
    """Output of a program that must succeed."""
    words = [str(word) for word in words]
    data = text if text is None or isinstance(text, bytes) else text.encode()
    try:
        done = subprocess.run(words, input=data or b"", capture_output=True, timeout=deadline, check=False)
    except subprocess.TimeoutExpired as late:
        raise PeerError(f"{' '.join(words)} did not end within {deadline} s\n"
                        f"{(late.stderr or b'').decode(errors='replace')[-4000:]}") from late
    if done.returncode:
        raise PeerError(f"{' '.join(words)} ended with {done.returncode}\n"
                        f"{done.stdout.decode(errors='replace')[-2000:]}\n"
                        f"{done.stderr.decode(errors='replace')[-4000:]}")
    return done.stdout if binary else done.stdout.decode()


class Peer:
    """A program that speaks the lines of peers/README.md; derived classes say what it cannot express."""
    codecs = ("none", "gzip", "snappy", "lz4", "zstd")
    patience = 1000  # records that it is asked to write at once

    def __init__(self, name, command):
        self.name = name
        self.command = command

    def writable(self, record):
        """The nearest record that this client is able to write."""
        return record

    def view(self, record):
        """How this client shows a record that another one wrote."""
        return record

    def execute(self, words, text=""):
        """Output of a run of the program, which must succeed."""
        return run(words, text)

    def produce(self, address, topic, records, **options):
        """Writes; returns (partition, offset) of each record in the order given."""
        words = [*self.command, "produce", address, topic,
                 *(f"{name}={value}" for name, value in options.items())]
        output = self.execute(words, "".join(input_line(record) + "\n" for record in records))
        return [tuple(map(int, line.split("\t"))) for line in output.splitlines()]

    def consume(self, address, topic, partitions, count):
        words = [*self.command, "consume", address, topic, ",".join(map(str, partitions)), count]
        return [parse_output(line) for line in self.execute(words).splitlines()]


    def member(self, address, topic, group, assignor):
        """The words that start a member of a group, and whether a signal makes it leave."""
        return [*self.command, "join", address, topic, group, assignor], False


class KafkaPython(Peer):
    """kafka-python 2: no null as the value of a header, no null key with a null value, no zstd."""
    codecs = ("none", "gzip", "snappy", "lz4")

    def writable(self, record):
        if record.key is None and record.value is None:
            record = record._replace(value=b"")
        return record._replace(headers=tuple((name, value or b"") for name, value in record.headers))


class KafkaGo(Peer):
    """Its reader gives an empty slice and a null one alike as nil."""

    def view(self, record):
        return record._replace(key=record.key or None, value=record.value or None,
                               headers=tuple((name, value or None) for name, value in record.headers))


class Conn(Peer):
    """kafka-go's Conn, which waits for every single message."""
    patience = 40

    def produce(self, address, topic, records, **options):
        return super().produce(address, topic, records, via="conn", **options)


class Kcat(Peer):
    """kcat itself: keys and values from its input, the same headers for every message of a run."""
    KEY, END = b"\x01\x02", b"\x03\x04"
    MARK = b"\n--end of record--\n"

    def writable(self, record):
        """With -Z an empty key or value is null; the delimiters must not be among the bytes."""
        def plain(data):
            return data.replace(b"\x01", b"?").replace(b"\x03", b"?") if data else None
        return record._replace(timestamp=None, key=plain(record.key), value=plain(record.value),
                               headers=(("from", b"kcat"),))

    def view(self, record):
        """It prints the value of a header as a string, so only up to its first zero byte."""
        text = b",".join(name.encode() + b"=" + (b"NULL" if value is None else value.split(b"\0")[0])
                         for name, value in record.headers)
        return record._replace(headers=text)

    def produce(self, address, topic, records, codec="none", acks="all", idempotent="false"):
        for partition in sorted({record.partition for record in records}):
            data = b"".join((record.key or b"") + self.KEY + (record.value or b"") + self.END
                            for record in records if record.partition == partition)
            run([*self.command, "-P", "-b", address, "-t", topic, "-p", partition, "-Z", "-z", codec,
                 "-H", "from=kcat", "-K", r"\x01\x02", "-D", r"\x03\x04", "-X", f"acks={acks}",
                 "-X", f"enable.idempotence={idempotent}", "-X", "message.max.bytes=16777216"], data)
        return None

    def consume(self, address, topic, partitions, count):
        records = []
        for partition in partitions:
            output = run([*self.command, "-C", "-b", address, "-t", topic, "-p", partition, "-e", "-q",
                          "-X", "check.crcs=true", "-o", "beginning", "-f",
                          r"%p %o %T %K %S\n%k%s%h" + self.MARK.decode().replace("\n", r"\n")],
                         binary=True)
            records += self.parse(output)
        return records

    def member(self, address, topic, group, assignor):
        """It has no input as a consumer: SIGTERM makes it commit and leave."""
        return [*self.command, "-b", address, "-q", "-u", "-f", r"%p\t%o\n", "-X", "auto.offset.reset=earliest",
                "-X", f"partition.assignment.strategy={assignor}", "-X", "heartbeat.interval.ms=300",
                "-X", "auto.commit.interval.ms=200", "-X", "session.timeout.ms=6000", "-G", group, topic], True

    def parse(self, output):
        while output:
            line, output = output.split(b"\n", 1)
            partition, offset, timestamp, key_size, value_size = map(int, line.split())
            key, output = output[:max(key_size, 0)], output[max(key_size, 0):]
            value, output = output[:max(value_size, 0)], output[max(value_size, 0):]
            headers, output = output.split(self.MARK, 1)
            yield Record(partition, offset, timestamp, None if key_size < 0 else key,
                         None if value_size < 0 else value, headers)


class OurCommand(Peer):
    """`kafka produce` and `kafka consume` with records as lines of JSON."""

    def produce(self, address, topic, records, codec="none", acks="all", idempotent="true"):
        words = [*self.command, "produce", topic, "-b", address, "--input", "ndjson", "--keep",
                 "partition,timestamp", "--compression", codec, "--acks", acks,
                 "-X", f"enable.idempotence={idempotent}"]
        run(words, "".join(json_lines.input_line(record) for record in records))

    def consume(self, address, topic, partitions, count):
        words = [*self.command, "consume", topic, "-b", address, "--from", "start", "--to", "end",
                 "-o", "ndjson"]
        records = map(json_lines.parse_output, run(words).splitlines())
        return [record for record in records if record.partition in partitions]


class Java(Peer):
    """Apache's own client, in a machine that stays; any other main method can be run there too."""

    def __init__(self, version, build):
        super().__init__(f"java_{version.replace('.', '_')}", ["Peer"])
        command = programs.java(build, version)
        self.alone = command[:-1]
        self.machines = resident.Machines(command)

    def member(self, address, topic, group, assignor):
        """In a machine of its own, as it stays for longer."""
        return [*self.alone, "Member", address, topic, group, assignor], False

    def execute(self, words, text=""):
        """Output of a program that must succeed."""
        done = self.outcome(words, text)
        if done.code:
            raise PeerError(f"{' '.join(map(str, words))} ended with {done.code}\n"
                            f"{done.output.decode(errors='replace')[-2000:]}\n"
                            f"{done.errors.decode(errors='replace')[-4000:]}")
        return done.output.decode()

    def outcome(self, words, text=""):
        try:
            return self.machines.run(words, text.encode(), PATIENCE)
        except resident.Late as late:
            raise PeerError(str(late)) from late

    def close(self):
        self.machines.close()


MAKERS = {
    "our_command": lambda build: OurCommand("our_command", [build.parent / "bin" / "kafka"]),
    "our_client": lambda build: Peer("our_client", [build.parent / "bin" / "interop_peer"]),
    "kcat": lambda _: Kcat("kcat", ["kcat"]),
    "librdkafka": lambda build: Peer("librdkafka", programs.librdkafka(build)),
    "confluent": lambda _: Peer("confluent", programs.python("confluent.py")),
    "kafka_python": lambda _: KafkaPython("kafka_python", programs.python("kafka_python.py")),
    "java_4_1_1": lambda build: Java("4.1.1", build),
    "java_3_9_1": lambda build: Java("3.9.1", build),
    "kafka_go": lambda build: KafkaGo("kafka_go", programs.kafka_go(build)),
    "sarama": lambda build: Peer("sarama", programs.go_member(build, "sarama")),
    "franz_go": lambda build: Peer("franz_go", programs.go_member(build, "franz_go")),
    "kafka_go_conn": lambda build: Conn("kafka_go_conn", programs.kafka_go(build)),
}


def create_topic(address, name, partitions, configs):
    """By confluent-kafka in this process: independent of our command, and fast."""
    client = AdminClient({"bootstrap.servers": address, "log_level": 2})
    topic = NewTopic(name, num_partitions=partitions, replication_factor=1, config=configs)
    client.create_topics([topic], request_timeout=20)[name].result(30)


def await_leaders(address, name, partitions):
    """Apache Kafka says that a topic is made a little before its partitions have a leader."""
    consumer = Consumer({"bootstrap.servers": address, "group.id": "none", "log_level": 2})
    end = time.monotonic() + PATIENCE
    for partition in range(partitions):
        while True:
            try:
                consumer.get_watermark_offsets(TopicPartition(name, partition), timeout=5)
                break
            except KafkaException:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
    consumer.close()


def until(found, deadline=PATIENCE, on_failure=lambda: ""):
    """The first answer that is true: Apache Kafka makes and deletes topics a little after it says so."""
    end = time.monotonic() + deadline
    while True:
        answer = found()
        if answer:
            return answer
        if time.monotonic() > end:
            raise PeerError(f"no answer that was waited for in {deadline} s; the last is {answer!r}\n"
                            f"{on_failure()}")
        time.sleep(0.05)


def commit(address, group, topic, partition, offset):
    consumer = Consumer({"bootstrap.servers": address, "group.id": group, "log_level": 2})
    consumer.commit(offsets=[TopicPartition(topic, partition, offset)], asynchronous=False)
    consumer.close()


def committed_once_loaded(consumer, which, deadline=30):
    """A coordinator that has just started may not know its groups yet: that passes by itself."""
    end = time.monotonic() + deadline
    while True:
        try:
            found, = consumer.committed([which], timeout=deadline)
            return found
        except KafkaException as error:
            passing = ("NOT_COORDINATOR", "COORDINATOR_LOAD_IN_PROGRESS", "COORDINATOR_NOT_AVAILABLE")
            if error.args[0].name() not in passing or time.monotonic() > end:
                raise


def committed(address, group, topic, partition):
    consumer = Consumer({"bootstrap.servers": address, "group.id": group, "log_level": 2})
    found = committed_once_loaded(consumer, TopicPartition(topic, partition))
    consumer.close()
    return found.offset


@contextlib.contextmanager
def started(words):
    """A program that runs beside the test; its output may be read, and it is gone afterwards."""
    with subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE) as process:
        watch = threading.Timer(PATIENCE, process.kill)
        watch.start()
        try:
            yield process
        finally:
            watch.cancel()
            process.kill()
