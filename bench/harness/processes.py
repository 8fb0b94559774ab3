"""What a process has cost so far, as the kernel counts it."""
import pathlib
import time


def cpu_seconds(pid):
    """User and system time of all threads, ended ones included, to the nanosecond."""
    return time.clock_gettime((~pid << 3) | 2)  # how Linux numbers the CPU clock of a process


def resident_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)


class Cost:
    """CPU that a process used between entering and leaving, in nanoseconds."""

    def __init__(self, pid):
        self.pid = pid
        self.ns = 0

    def __enter__(self):
        self.before = cpu_seconds(self.pid)
        return self

    def __exit__(self, *_):
        self.ns = (cpu_seconds(self.pid) - self.before) * 1e9
