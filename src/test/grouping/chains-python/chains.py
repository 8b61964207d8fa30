"""Recursion that ends anywhere in its circle, wrappers and their causes, and names that Python makes up."""
import contextlib
import dataclasses
import os
import random

import sentry_sdk

# SHIFT
VARIANT = int(os.environ["VARIANT"])
chance = random.Random(VARIANT)


class TooDeep(Exception):
    pass


class PaymentFailed(Exception):
    pass


def order():
    return chance.randrange(1, 99_999)


def captured(fault, work):
    with sentry_sdk.new_scope() as scope:
        scope.set_tag("fault", fault)
        try:
            work()
        except BaseException as error:
            sentry_sdk.capture_exception(error)


def walk(depth):
    return endless() if depth == 0 else walk(depth - 1)


def endless():
    raise TooDeep("walked too deep")


def ping(depth):
    if depth == 0:
        raise TooDeep("played too long")
    return pong(depth - 1)


def pong(depth):
    # SHIFT
    if depth == 0:
        raise TooDeep("played too long")
    return ping(depth - 1)


def tick(depth):
    if depth == 0:
        raise TooDeep("played too long")
    return tock(depth - 1)


def tock(depth):
    if depth == 0:
        raise TooDeep("played too long")
    return tick(depth - 1)


def overflow(depth):
    return overflowed(depth + 1)


def overflowed(depth):
    return overflow(depth + 1)


def bottom():
    raise TooDeep("there is no more")


def trunk(depth):
    return bottom() if depth == 0 else sum(branch(each) for each in [depth - 1])


def branch(depth):
    return bottom() if depth == 0 else leaf(depth - 1)


def leaf(depth):
    # SHIFT
    return bottom() if depth == 0 else trunk(depth - 1)


def circle(names):
    """Functions that call each other in turn, each defined by its text, as code generators do."""
    for name, other in zip(names, names[1:] + names[:1]):
        exec(f"def {name}(depth):\n    return bottom() if depth == 0 else {other}(depth - 1)", globals())


circle(["statement", "expression", "term", "factor", "group", "block"])


@contextlib.contextmanager
def leased(number):
    try:
        yield number
    finally:
        raise PaymentFailed(f"lease {number} is not given back")


def reach():
    raise ConnectionError(f"no route to 10.0.7.{chance.randrange(255)}")


def locked():
    raise LookupError(f"row {order()} is locked")


def pay(work):
    try:
        work()
    except Exception as cause:
        raise PaymentFailed(f"payment of order {order()} failed") from cause


def pay_twice(work):
    try:
        pay(work)
    except PaymentFailed as cause:
        # SHIFT
        raise RuntimeError(f"order {order()} failed for good") from cause


def handled_badly(work):
    try:
        work()
    except Exception:
        return {}["order"]


def with_a_lease():
    with leased(order()):
        reach()


def in_a_comprehension():
    return {each: [1 // (other - other) for other in [each]] for each in [order()]}


def in_a_local_class():
    @dataclasses.dataclass
    class Local:
        number: int

        def __post_init__(self):
            raise ValueError(f"order {self.number} is not to be made")

    Local(order())


def of_a_made_up_type(name):
    raise type(name, (PaymentFailed,), {})(f"order {order()} was declined")


sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
captured("circle of one", lambda: walk(40 + VARIANT * 7))
captured("circle of two", lambda: ping(40 + VARIANT))
captured("another circle of two", lambda: tick(40 + VARIANT))
captured("circle of three", lambda: trunk(40 + VARIANT))
captured("circle of six", lambda: statement(40 + VARIANT))
captured("circle of two without an end", lambda: overflow(0) if VARIANT % 2 else overflowed(0))
captured("paid to a host away", lambda: pay(reach))
captured("paid for a row locked", lambda: pay(locked))
# SHIFT
captured("paid twice to a host away", lambda: pay_twice(reach))
captured("paid twice for a row locked", lambda: pay_twice(locked))
captured("handled badly, a host away", lambda: handled_badly(reach))
captured("lease not given back", with_a_lease)
captured("comprehension in a comprehension", in_a_comprehension)
captured("method of a local class", in_a_local_class)
captured("declined by a made up type", lambda: of_a_made_up_type("Declined"))
captured("refused by a made up type", lambda: of_a_made_up_type("Refused"))
sentry_sdk.flush(20)
