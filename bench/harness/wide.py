"""A reader of very many partitions of which only one gets records: what it costs to wait for it."""
import re
import subprocess
import time

from harness.processes import Cost

PARTITIONS = 1000
ACTIVE = 7
MESSAGES = 400
EVERY = 0.005  # seconds between two messages: each is fetched by itself


def bytes_of(pid):
    """Bytes that a process has sent and received over the connections which it has."""
    listed = subprocess.run(["ss", "-tinpHO"], capture_output=True, text=True, check=True).stdout
    own = [line for line in listed.splitlines() if f"pid={pid}," in line]
    return sum(int(n) for line in own for n in re.findall(r"bytes_(?:sent|received):(\d+)", line))


def feed(producer, messages):
    for number in range(messages):
        producer.stdin.write(f"message {number}\n".encode())
        producer.stdin.flush()
        time.sleep(EVERY)


def waiting_reader(session, broker, client, messages):
    """What `messages` have cost the reader and the broker, after as many to warm up."""
    topic = f"wide-{next(session.names)}"
    session.admin(broker, "create", topic, "-p", str(PARTITIONS))
    reader = subprocess.Popen([*client.command, "consume", topic, "-b", broker.address, "-n", str(2 * messages + 1)],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    producer = subprocess.Popen([session.kafka, "produce", topic, "-q", "-p", str(ACTIVE), "-b", broker.address],
                                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        feed(producer, messages)
        time.sleep(1)
        before = bytes_of(reader.pid)
        with Cost(reader.pid) as own, Cost(broker.process.pid) as brokers:
            feed(producer, messages)
        moved = bytes_of(reader.pid) - before
        return {"bytes_per_message": moved / messages, "cpu_ns_per_message": own.ns / messages,
                "broker_cpu_ns_per_message": brokers.ns / messages}
    finally:
        reader.kill()
        reader.wait()
        producer.stdin.close()
        producer.wait()
        session.admin(broker, "delete", topic)


def round_of(session, running):
    for broker in running:
        for client in session.clients:
            session.wide[broker.name, client.name].append(waiting_reader(session, broker, client, MESSAGES))
