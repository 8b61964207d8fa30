"""What can go wrong at the bank."""
# SHIFT


class PaymentFailed(Exception):
    pass


class BankClosed(Exception):
    pass


def charge(order, amount):
    # SHIFT
    if amount < 0:
        raise TimeoutError(f"bank said nothing about order {order} for {-amount} ms")
    raise ValueError(f"cannot charge {amount} for order {order}")


def refund(order, amount):
    raise ValueError(f"cannot refund {amount} of order {order}")


def reach(host):
    # SHIFT
    raise ConnectionError(f"no route to {host}")


def pay(order, host):
    try:
        reach(host)
    except ConnectionError as cause:
        raise PaymentFailed(f"payment of order {order} failed") from cause


def pay_on_holiday(order):
    try:
        raise BankClosed(f"closed until 2026-12-{order % 28 + 1:02}")
    except BankClosed as cause:
        # SHIFT
        raise PaymentFailed(f"payment of order {order} failed") from cause
