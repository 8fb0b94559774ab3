"""What the members of consumer groups in Python share: they leave when their input ends."""
import sys
import threading


def end_of_input():
    """An event that is set once standard input has ended."""
    ended = threading.Event()

    def watch():
        sys.stdin.read()
        ended.set()

    threading.Thread(target=watch, daemon=True).start()
    return ended


def tell(*words):
    print(*words, sep="\t", flush=True)
