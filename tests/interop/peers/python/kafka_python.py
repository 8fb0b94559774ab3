"""kafka-python behind the lines of ../README.md."""
import contextlib
import sys
import time

import group
import kafka
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from lines import Record, output_line, parse_input

PATIENCE = 30


def options_of(words):
    options = dict(word.split("=") for word in words)
    acks = options.get("acks", "all")
    codec = options.get("codec", "none")
    return {"acks": acks if acks == "all" else int(acks),
            "compression_type": None if codec == "none" else codec}


def produce(address, topic, *words):
    """Sends everything, then waits for the replies in the order of the input."""
    producer = kafka.KafkaProducer(bootstrap_servers=address, max_request_size=16 << 20,
                                   linger_ms=5, retries=3, **options_of(words))
    futures = []
    for line in sys.stdin:
        record = parse_input(line)
        futures.append(producer.send(topic, record.value, record.key, list(record.headers),
                                     record.partition, record.timestamp))
    producer.flush(PATIENCE)
    for future in futures:
        metadata = future.get(PATIENCE)
        print(f"{metadata.partition}\t{metadata.offset}")


def consume(address, topic, partitions, count):
    """Reads by assignment from offset 0, without a group."""
    consumer = kafka.KafkaConsumer(bootstrap_servers=address, group_id=None, check_crcs=True,
                                   auto_offset_reset="none", consumer_timeout_ms=1000)
    assigned = [kafka.TopicPartition(topic, int(each)) for each in partitions.split(",")]
    consumer.assign(assigned)
    for partition in assigned:
        consumer.seek(partition, 0)
    left = int(count)
    end = time.monotonic() + PATIENCE
    while left and time.monotonic() < end:
        for message in consumer:
            print(output_line(Record(message.partition, message.offset, message.timestamp,
                                     message.key, message.value, message.headers)))
            left -= 1
            if not left:
                break
    if left:
        sys.exit(f"kafka-python: {left} records did not come in time")
    consumer.close(autocommit=False)


def join(address, topic, group_id, assignor):
    """A member until its input ends; what was printed is committed at the latest when it leaves."""
    assignors = {"range": RangePartitionAssignor, "roundrobin": RoundRobinPartitionAssignor}
    ended = group.end_of_input()
    consumer = None
    while consumer is None and not ended.is_set():
        with contextlib.suppress(kafka.errors.NoBrokersAvailable):  # it may begin while its broker is away
            consumer = kafka.KafkaConsumer(
                topic, bootstrap_servers=address, group_id=group_id, auto_offset_reset="earliest",
                partition_assignment_strategy=[assignors[assignor]], auto_commit_interval_ms=200,
                heartbeat_interval_ms=300, session_timeout_ms=6000, metadata_max_age_ms=1000)
    while not ended.is_set():
        for messages in consumer.poll(timeout_ms=100).values():
            for message in messages:
                group.tell(message.partition, message.offset)
    if consumer is not None:
        consumer.close()


if __name__ == "__main__":
    try:
        {"produce": produce, "consume": consume, "join": join}[sys.argv[1]](*sys.argv[2:])
    except kafka.errors.KafkaError as error:
        sys.exit(f"kafka-python: {error!r}")
