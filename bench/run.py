#!/usr/bin/env python3
"""Measures our client beside librdkafka and our broker beside Apache Kafka, in turn in one run.

usage: bench/run.py --build build/release [--quick] [--only PART] [--rounds N] [--json FILE]

Prints tables of what the processes cost; read the ratios: they hold on other machines, too.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from harness import brokers, clients, groups, loads, report, rest, wide  # noqa: E402
from harness.session import Session  # noqa: E402

PARTS = ["produce", "consume", "latency", "wide", "rest", "memory", "groups"]


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--quick", action="store_true",
                        help="100-byte values without compression, our broker only, one round")
    parser.add_argument("--only", action="append", choices=PARTS, help="may be repeated")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--json", type=pathlib.Path, help="every sample, for programs")
    given = parser.parse_args()
    given.build = given.build.resolve()
    given.parts = given.only or PARTS
    given.rounds = given.rounds or (1 if given.quick else 3)
    return given


def makers(given):
    """Name of a broker -> what makes one in a directory."""
    out = {brokers.Ours.name: lambda d: brokers.Ours(given.build / "bin" / "kafka", d)}
    return out if given.quick else {**out, brokers.Apache.name: brokers.Apache}


def measure_loads(given, scratch, making):
    session = Session(given.build / "bin" / "kafka", clients.both(given.build),
                      clients.raw(given.build), 1)
    wanted = loads.chosen(given.parts, given.quick)
    running = []
    try:
        for name, make in making.items():
            running.append(make(scratch / f"loads-{len(running)}").start())
        if len(running) > 1:  # Java compiles while it runs
            session.round(wanted, running[1:], keep=False)
        for number in range(given.rounds if wanted or "wide" in given.parts else 0):
            print(f"round {number + 1} of {given.rounds}", file=sys.stderr, flush=True)
            session.round(wanted, running)
            if "wide" in given.parts:
                wide.round_of(session, running)
    finally:
        for broker in running:
            broker.kill()
    return session, wanted


def measure_rest(given, scratch, making):
    if "rest" not in given.parts:
        return {}
    return {name: [rest.started_and_resting(make, scratch / "rest") for _ in range(3)]
            for name, make in making.items()}


def measure_memory(given):
    if "memory" not in given.parts:
        return {}
    done = subprocess.run([given.build / "bin" / "bench_partitions"], capture_output=True,
                          text=True, check=True)
    return json.loads(done.stdout)


def measure_groups(given, scratch, making):
    if "groups" not in given.parts:
        return None
    measured = groups.Groups(given.build)
    for name, make in making.items():
        broker = make(scratch / "groups").start()
        try:
            measured.measure(broker, crowds=not given.quick)
        finally:
            broker.kill()
            shutil.rmtree(scratch / "groups", ignore_errors=True)
    return measured


def show(session, wanted, names, resting, memory):
    if wanted:
        print(report.clients_table(session, wanted, names))
    for load in wanted:
        if load.operation == "latency":
            print(report.latency_table(session, load, names))
    if wanted and len(names) > 1:
        print(report.brokers_table(session, wanted, names))
    if session.wide:
        print(report.wide_table(session.wide))
    if resting:
        print(report.rest_table(resting))
    if memory:
        print(f"\nA writer with one open record of 100 bytes for each of {memory['partitions']:,} "
              f"partitions: {memory['open_mib']:.0f} MiB resident; "
              f"{memory['most_mib']:.0f} MiB with all of them under way.")


def as_json(session, resting, memory):
    runs = [{"load": load.name, "broker": broker, "client": client, "samples": samples}
            for (load, broker, client), samples in session.samples.items()]
    wide_runs = [{"broker": broker, "client": client, "samples": samples}
                 for (broker, client), samples in session.wide.items()]
    return json.dumps({"loads": runs, "wide": wide_runs, "rest": resting, "memory": memory}, indent=1)


def main():
    given = options()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="kafka-bench-"))
    try:
        making = makers(given)
        resting = measure_rest(given, scratch, making)
        session, wanted = measure_loads(given, scratch, making)
        of_groups = measure_groups(given, scratch, making)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    memory = measure_memory(given)
    show(session, wanted, list(making), resting, memory)
    if of_groups:
        print(of_groups.table())
        print(of_groups.crowds_table())
    if given.json:
        given.json.write_text(as_json(session, resting, memory) + "\n", encoding="utf-8")
        print(f"\nevery sample: {given.json}")


if __name__ == "__main__":
    main()
