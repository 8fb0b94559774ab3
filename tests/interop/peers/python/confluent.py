"""confluent-kafka behind the lines of ../README.md."""
import contextlib
import sys
import time

import confluent_kafka
import group
from lines import Record, output_line, parse_input

PATIENCE = 30
NAMES = {"codec": "compression.codec", "idempotent": "enable.idempotence"}


def produce(address, topic, *options):
    """Prints what the delivery reports say, in the order of the input."""
    settings = {"bootstrap.servers": address, "message.timeout.ms": PATIENCE * 1000,
                "message.max.bytes": 16 << 20}
    for name, value in (option.split("=") for option in options):
        settings[NAMES.get(name, name)] = value
    producer = confluent_kafka.Producer(settings)
    records = [parse_input(line) for line in sys.stdin]
    reports = [None] * len(records)

    def delivered(index):
        def keep(error, message):
            offset = message.offset()
            reports[index] = (error, message.partition(), -1 if offset is None else offset)
        return keep

    for index, record in enumerate(records):
        producer.produce(topic, record.value, record.key, record.partition,
                         on_delivery=delivered(index), timestamp=record.timestamp or 0,
                         headers=list(record.headers))
    producer.flush(PATIENCE)
    for report in reports:
        if report is None or report[0] is not None:
            sys.exit(f"confluent: not delivered: {report and report[0]}")
        print(f"{report[1]}\t{report[2]}")


def consume(address, topic, partitions, count):
    """Reads by assignment from offset 0; the group id is asked for by the library and never joined."""
    consumer = confluent_kafka.Consumer({
        "bootstrap.servers": address, "group.id": "never-joined", "enable.auto.commit": False,
        "check.crcs": True, "auto.offset.reset": "error"})
    consumer.assign([confluent_kafka.TopicPartition(topic, int(each), 0)
                     for each in partitions.split(",")])
    left = int(count)
    end = time.monotonic() + PATIENCE
    while left and time.monotonic() < end:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            sys.exit(f"confluent: {message.error()}")
        print(output_line(Record(message.partition(), message.offset(), message.timestamp()[1],
                                 message.key(), message.value(), message.headers() or ())))
        left -= 1
    consumer.close()
    if left:
        sys.exit(f"confluent: {left} records did not come in time")


def store(consumer, message):
    """Only what was printed is done. The partition may have been taken away just now."""
    with contextlib.suppress(confluent_kafka.KafkaException):
        consumer.store_offsets(message)


def join(address, topic, group_id, assignor):
    """A member until its input ends; what was printed is committed at the latest when it leaves."""
    consumer = confluent_kafka.Consumer({
        "bootstrap.servers": address, "group.id": group_id, "partition.assignment.strategy": assignor,
        "auto.offset.reset": "earliest", "auto.commit.interval.ms": 200, "heartbeat.interval.ms": 300,
        "session.timeout.ms": 6000, "enable.auto.offset.store": False, "topic.metadata.refresh.interval.ms": 1000})
    ended = group.end_of_input()

    def assigned(consumer, partitions):
        group.tell("assigned", ",".join(str(each.partition) for each in partitions))
        if assignor == "cooperative-sticky":
            consumer.incremental_assign(partitions)
        else:
            consumer.assign(partitions)

    consumer.subscribe([topic], on_assign=assigned)
    while not ended.is_set():
        message = consumer.poll(0.1)
        if message is not None and not message.error():
            group.tell(message.partition(), message.offset())
            store(consumer, message)
    consumer.close()


if __name__ == "__main__":
    {"produce": produce, "consume": consume, "join": join}[sys.argv[1]](*sys.argv[2:])
