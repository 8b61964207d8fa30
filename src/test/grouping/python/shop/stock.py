"""What can go wrong in the stock."""
import functools
import json
# SHIFT


def retried(work):
    @functools.wraps(work)
    def tried(*args):
        for attempt in range(2):
            try:
                return work(*args)
            except OSError:
                continue
        return work(*args)

    return tried


@retried
def lock(row):
    # SHIFT
    raise PermissionError(f"row {row} is locked")


def count(shelf, depth):
    if depth == 0:
        raise LookupError(f"shelf {shelf} is empty")
    # SHIFT
    return count(shelf, depth - 1)


def price_list(text):
    return json.loads(text)


def delivery(text):
    # SHIFT
    return json.loads(text)


def total(prices):
    return sum(map(lambda price: 100 // price, prices))


def find(items, key):
    return items[key]
