"""Java programs run in a Java machine that stays: see ../peers/java/Resident.java."""
import queue
import struct
import subprocess
import threading
from typing import NamedTuple


class Outcome(NamedTuple):
    """How a program ended and what it said."""
    code: int
    output: bytes
    errors: bytes


class Late(Exception):
    """A program did not end in time, or took its machine with it."""


class Machine:
    """One process, which runs one program at a time."""

    def __init__(self, command):
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def run(self, words, text, deadline):
        request = struct.pack(">i", len(words))
        for word in (str(word).encode() for word in words):
            request += struct.pack(">H", len(word)) + word
        watch = threading.Timer(deadline, self.process.kill)
        watch.start()
        try:
            self.process.stdin.write(request + struct.pack(">i", len(text)) + text)
            self.process.stdin.flush()
            code, = struct.unpack(">i", self.take(4))
            return Outcome(code, *(self.take(struct.unpack(">i", self.take(4))[0]) for _ in range(2)))
        except OSError as error:
            raise Late(str(error)) from error
        finally:
            watch.cancel()

    def take(self, size):
        data = self.process.stdout.read(size)
        if len(data) != size:
            raise Late(f"{size - len(data)} bytes of its answer are missing")
        return data

    def close(self):
        self.process.kill()
        self.process.communicate()


class Machines:
    """As many machines of one command as there are programs at the same time."""

    def __init__(self, command):
        self.command = command
        self.idle = queue.SimpleQueue()

    def run(self, words, text=b"", deadline=60):
        try:
            machine = self.idle.get_nowait()
        except queue.Empty:
            machine = Machine(self.command)
        try:
            outcome = machine.run(words, text, deadline)
        except Late as late:
            machine.close()
            raise Late(f"{' '.join(map(str, words))} did not end within {deadline} s: {late}") from late
        self.idle.put(machine)
        return outcome

    def close(self):
        while not self.idle.empty():
            self.idle.get_nowait().close()
