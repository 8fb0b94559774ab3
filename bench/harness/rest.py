"""What a broker costs that has nothing to do: its start, its memory, its idle CPU."""
import shutil
import time

from harness.processes import Cost, cpu_seconds, resident_mib

IDLE_SECONDS = 1.0


def started_and_resting(make, directory):
    """`make(directory)` gives a broker; every call starts it on an empty directory."""
    broker = make(directory)
    try:
        broker.prepare()
        begin = time.monotonic()
        broker.start()
        ready = time.monotonic() - begin
        started = cpu_seconds(broker.process.pid)
        time.sleep(IDLE_SECONDS)
        with Cost(broker.process.pid) as idle:
            time.sleep(IDLE_SECONDS)
        return {"start_ms": ready * 1e3, "start_cpu_ms": started * 1e3,
                "resident_mib": resident_mib(broker.process.pid),
                "idle_cpu_percent": idle.ns / 1e7 / IDLE_SECONDS}
    finally:
        broker.kill()
        shutil.rmtree(directory, ignore_errors=True)
