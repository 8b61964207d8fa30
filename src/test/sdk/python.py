"""A program that reports what it does through sentry-sdk; prints the ids of its events as one line of JSON."""

import json
import logging
import os
import sys

if os.environ.get("WITHOUT_BROTLI"):
    # As where the module is not installed: the client then sends gzip.
    sys.modules["brotli"] = None

import sentry_sdk

BACK_OFF_TRIES = 3
EVERY_BYTE = bytes(range(256)) + b'\n{"type":"event"}\n{}\n'


class PaymentFailed(Exception):
    pass


def charge_card(order):
    raise ValueError(f"cannot charge order {order}")


def pay(order):
    try:
        reach_bank()
    except OverflowError as refused:
        raise PaymentFailed(f"payment of order {order} failed") from refused


def reach_bank():
    raise OverflowError("port 99999 is out of range")


def captured(work, order):
    try:
        work(order)
    except Exception as error:
        return sentry_sdk.capture_exception(error)


def report():
    ids = {}
    sentry_sdk.get_isolation_scope().start_session()
    ids["message"] = sentry_sdk.capture_message("stock of milk is low: 3", level="warning")
    logging.getLogger("shop.bank").error("no answer from %s in %d s", "bank", 30)
    ids["logged"] = sentry_sdk.last_event_id()
    ids["error"] = captured(charge_card, 42)
    ids["chained"] = captured(pay, 43)
    with sentry_sdk.new_scope() as scope:
        scope.clear_breadcrumbs()
        scope.add_breadcrumb(category="cart", message="milk added", level="info", data={"count": 2})
        scope.add_breadcrumb(type="http", category="fetch", level="error", data={"url": "/pay", "status_code": 502})
        scope.set_tag("region", "eu-1")
        scope.set_tag("shard", 7)
        scope.set_tag("with space", True)
        scope.set_user({"id": "u-7", "email": "ann@shop.example", "username": "ann"})
        scope.set_extra("cart_size", 3)
        scope.set_context("order", {"number": 42, "total": 12.5})
        scope.set_transaction_name("POST /pay")
        scope.fingerprint = ["{{ default }}", "tenant-7"]
        ids["scoped"] = captured(charge_card, 44)
    with sentry_sdk.new_scope() as scope:
        scope.add_attachment(bytes=EVERY_BYTE, filename="cart.bin", content_type="application/x-cart")
        ids["attached"] = sentry_sdk.capture_message("with a file")
    sentry_sdk.get_isolation_scope().end_session()
    return ids


def back_off():
    ids = {"first": sentry_sdk.capture_message("the last or one too many")}
    sentry_sdk.flush(10)
    for i in range(BACK_OFF_TRIES):
        sentry_sdk.capture_message(f"never sent {i}")
    return ids


sentry_sdk.init(
    dsn=os.environ["SENTRY_DSN"],
    release="shop@1.2.3",
    dist="77",
    environment="staging",
    server_name="till-1",
    auto_session_tracking=False,
)
ids = back_off() if sys.argv[1] == "backOff" else report()
sentry_sdk.flush(10)
ids["encoding"] = sentry_sdk.get_client().transport._compression_algo
print(json.dumps(ids))
