"""Runs tests on a few threads: most of their time is spent waiting for the programs that they start."""
import os
import queue
import threading
import time

DEADLINE = 600  # seconds for one test; what a test waits for has shorter ones of its own


def flatten(tests):
    """The single tests of nested suites."""
    for each in tests:
        if hasattr(each, "run") and not hasattr(each, "__iter__"):
            yield each
        else:
            yield from flatten(each)


def spread(tests, is_long):
    """The long ones early, yet not all at once: each starts machines of its own."""
    long, short = [test for test in tests if is_long(test)], [test for test in tests if not is_long(test)]
    step = len(short) // (2 * len(long)) if long else 0
    for at, test in enumerate(long):
        short.insert(at * (step + 1), test)
    return short


def work(tests, results):
    while True:
        try:
            test = tests.get_nowait()
        except queue.Empty:
            return
        results.run(test)


def run(tests, results, workers, give_up):
    """Returns when all have ended; a test that does not end ends the process, after give_up()."""
    waiting = queue.SimpleQueue()
    for test in tests:
        waiting.put(test)
    threads = [threading.Thread(target=work, args=(waiting, results), daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        late = results.overdue(DEADLINE)
        if late:
            for name in late:
                results.note(name, DEADLINE, [f"did not end within {DEADLINE} s"])
            give_up()
            os._exit(1)
        time.sleep(0.1)
