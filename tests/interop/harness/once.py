"""What several tests need is made once; if that fails, each of them fails with the same error."""
import functools
import threading
from collections import defaultdict


def once(make):
    """Like functools.cache, but an exception is remembered too, and who comes second waits."""
    outcomes = {}
    making = defaultdict(threading.Lock)
    guard = threading.Lock()

    @functools.wraps(make)
    def remembered(*arguments):
        with guard:
            lock = making[arguments]
        with lock:
            if arguments not in outcomes:
                try:
                    outcomes[arguments] = make(*arguments), None
                except Exception as error:  # pylint: disable=broad-except
                    outcomes[arguments] = None, error
        value, error = outcomes[arguments]
        if error:
            raise error
        return value

    return remembered
