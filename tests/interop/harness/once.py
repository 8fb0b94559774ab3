"""What several tests need is made once; if that fails, each of them fails with the same error."""
import functools


def once(make):
    """Like functools.cache, but an exception is remembered too."""
    outcomes = {}

    @functools.wraps(make)
    def remembered(*arguments):
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
