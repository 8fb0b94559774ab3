"""Our broker as a program of its own: started, stopped and killed."""
import pathlib
import re
import signal
import subprocess
import threading


class BrokerError(Exception):
    """The broker did not do what a test needs of it; says what and shows its output."""


class OurBroker:
    """`kafka broker start` on a port that the system picks."""

    def __init__(self, binary, data, settings=None, listen="127.0.0.1:0"):
        self.binary = pathlib.Path(binary)
        self.data = pathlib.Path(data)
        self.settings = settings or {}
        self.listen = listen
        self.process = None
        self.address = None
        self.output = []

    def command(self):
        words = [self.binary, "broker", "start", "--listen", self.listen, "--data", self.data]
        for key, value in self.settings.items():
            words += ["-X", f"{key}={value}"]
        return words

    def start(self, deadline=20):
        """Returns once the broker has said where it listens."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.output = []
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        listening = threading.Event()
        threading.Thread(target=self.follow, args=(self.process, listening), daemon=True).start()
        if not listening.wait(deadline) or self.address is None:
            self.kill()
            raise BrokerError(f"our broker does not serve {self.data}:\n{self.log()}")
        return self

    def follow(self, process, listening):
        """Reads the output to its end, so that the broker never waits for a full pipe."""
        self.address = None
        for line in process.stdout:
            self.output.append(line)
            found = re.search(r"listening on (\S+:\d+)", line)
            if found and not listening.is_set():
                self.address = found.group(1)
                listening.set()
        process.stdout.close()
        listening.set()

    def log(self):
        return "".join(self.output[-200:])

    def signal(self, number, deadline=30):
        if self.process is None:
            return None
        self.process.send_signal(number)
        code = self.process.wait(deadline)
        self.process = None
        return code

    def stop(self):
        return self.signal(signal.SIGTERM)

    def kill(self):
        return self.signal(signal.SIGKILL)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()
