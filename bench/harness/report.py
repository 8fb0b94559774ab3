"""Tables for people and JSON for programs."""
import statistics

MEDIAN, LEAST = statistics.median, min


def figure(value):
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"


def spread(values, unit=1):
    """Median, and the least, of which noise makes less."""
    scaled = [value / unit for value in values]
    return f"{figure(MEDIAN(scaled))} ({figure(LEAST(scaled))})"


def table(title, heads, rows):
    lines = ["", title, ""]
    lines.append("| " + " | ".join(heads) + " |")
    lines.append("|" + " --- |" * len(heads))
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def column(samples, key, name):
    return [sample[name] for sample in samples.get(key, [])]


def compared(ours, theirs):
    """Two cells and their ratio."""
    ratio = f"{MEDIAN(ours) / MEDIAN(theirs):.2f}" if MEDIAN(theirs) else "-"
    return [spread(ours), spread(theirs), ratio]


def clients_table(session, loads, brokers):
    ours, theirs = (client.name for client in session.clients)
    rows = []
    for load in loads:
        for broker in brokers:
            pair = [column(session.samples, (load, broker, name), "cpu_ns_per_message")
                    for name in (ours, theirs)]
            rows.append([load.name, broker, *compared(*pair)])
    return table("CPU of the whole client process for each message, ns: median (least)",
                 ["load", "broker", ours, theirs, "ratio"], rows)


def latency_table(session, load, brokers):
    rows = []
    for broker in brokers:
        for client in session.takers(load, broker):
            samples = session.samples.get((load, broker, client.name), [])
            rows.append([broker, client.name,
                         *(spread([sample[q] for sample in samples]) for q in ("p50_us", "p99_us")),
                         spread([sample["cpu_ns_per_message"] for sample in samples], 1000)])
    return table("One message at a time, from the call to the acknowledgement, us: median (least)",
                 ["broker", "client", "p50", "p99", "CPU of the client"], rows)


def brokers_table(session, loads, brokers):
    """With our client as the load, so that both brokers get the same requests."""
    client = session.clients[0].name
    rows = [[load.name, *compared(*(column(session.samples, (load, broker, client),
                                           "broker_cpu_ns_per_message") for broker in brokers))]
            for load in loads if not load.one_at_a_time]
    return table("CPU of the broker for each message, ns: median (least)",
                 ["load", *brokers, "ratio"], rows)


def wide_table(wide):
    rows = [[broker, client, *(spread(column(wide, (broker, client), key)) for key in
                               ("bytes_per_message", "cpu_ns_per_message", "broker_cpu_ns_per_message"))]
            for broker, client in wide]
    return table("A reader of 1,000 partitions of which one gets a message every 5 ms; each message: median (least)",
                 ["broker", "client", "bytes sent and received", "CPU of the client, ns", "CPU of the broker, ns"],
                 rows)


def rest_table(rest):
    rows = [[name, *(spread([sample[key] for sample in samples])
                     for key in ("start_ms", "start_cpu_ms", "resident_mib", "idle_cpu_percent"))]
            for name, samples in rest.items()]
    return table("A broker at rest: median (least)",
                 ["broker", "start until Metadata is answered, ms", "CPU until then, ms", "memory, MiB",
                  "idle CPU, % of a core"], rows)
