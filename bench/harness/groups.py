"""What a consumer group costs: ours, librdkafka's and franz-go's members, in turn, on each broker."""
import collections
import json
import pathlib
import shutil
import statistics
import subprocess

from harness.report import figure, table
from harness.processes import Cost

HERE = pathlib.Path(__file__).resolve().parents[1]
ROUNDS = 5
IDLE_SECONDS = 10
MEMBERS, PARTITIONS = 200, 2000
RECORDS = 500_000  # more than members read that pause after each record


def clients(build):
    """Name -> the words that start it. Go, and librdkafka, are left out where they are absent."""
    program = build / "bin" / "bench_groups"
    out = {name: [program, name] for name in ("kafka-cpp", "librdkafka", "librdkafka-cooperative")}
    if shutil.which("go"):
        franz_go = build / "bin" / "bench_franz_go"
        subprocess.run(["go", "build", "-o", franz_go, "."], cwd=HERE / "group" / "franz_go", check=True)
        out["franz-go"] = [franz_go]
    return out


class Groups:
    def __init__(self, build):
        self.kafka = build / "bin" / "kafka"
        self.clients = clients(build)
        # (broker's name, client's name) -> what the runs printed, in one
        self.results = collections.defaultdict(dict)

    def topic(self, broker, name, partitions, records=0):
        subprocess.run([self.kafka, "topic", "create", name, "-p", str(partitions), "-b", broker.address,
                        "--timeout", "60s"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        if records:
            subprocess.run([self.kafka, "bench", "produce", name, "-b", broker.address, "-n", str(records)],
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)

    def run(self, broker, client, *words):
        done = subprocess.run([*map(str, self.clients[client]), *map(str, words)], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=400, check=False)
        if done.returncode:
            raise SystemExit(f"{client} {' '.join(map(str, words))} failed:\n{done.stdout}{done.stderr}")
        self.results[broker.name, client].update(json.loads(done.stdout))

    def measure(self, broker, crowds=True):
        self.topic(broker, "bench-handover", 6, RECORDS)
        self.topic(broker, "bench-idle", 6)
        for client in self.clients:
            self.run(broker, client, "handover", broker.address, "bench-handover", ROUNDS)
            self.run(broker, client, "idle", broker.address, "bench-idle", IDLE_SECONDS)
        if not crowds:
            return
        self.topic(broker, "bench-crowd", PARTITIONS)
        for client in self.clients:
            if client.startswith("librdkafka"):
                continue  # each of its members has threads of its own: a thousand in all
            with Cost(broker.process.pid) as cost:
                self.run(broker, client, "crowd", broker.address, "bench-crowd", PARTITIONS, MEMBERS)
            self.results[broker.name, client]["broker_cpu_ms"] = cost.ns / 1e6

    def table(self):
        rows = []
        for (broker, client), got in self.results.items():
            ours = self.results[broker, "kafka-cpp"]
            p50 = statistics.median(got["handover_ms"])
            ratio = statistics.median(ours["handover_ms"]) / p50
            idle = got["idle_cpu_ms_per_s"]
            rows.append([broker, client, figure(p50), figure(max(got["handover_ms"])), f"{ratio:.2f}",
                         figure(idle), f"{ours['idle_cpu_ms_per_s'] / idle:.2f}" if idle else "-"])
        return table("A second member starts: ms until both consume; CPU of a member with nothing to do",
                     ["broker", "client", "p50", "most", "ours / this", "idle, ms of CPU a second", "ours / this"],
                     rows)

    def crowds_table(self):
        rows = [[broker, client, *(figure(got[key]) for key in
                                   ("join_ms", "rebalance_ms", "rebalance_cpu_ms", "broker_cpu_ms"))]
                for (broker, client), got in self.results.items() if "join_ms" in got]
        return table(f"{MEMBERS} members in one process and {PARTITIONS:,} partitions, then one more member",
                     ["broker", "client", "all have a share, ms", "one more has, ms", "CPU for that, ms",
                      "CPU of the broker for all, ms"], rows)
