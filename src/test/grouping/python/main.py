"""Runs into each of its faults once, with what VARIANT makes of lines, values and threads; each is named by a tag."""
import asyncio
import concurrent.futures
import logging
import os
import random
import uuid

import sentry_sdk
from shop import bank, stock

# SHIFT
chance = random.Random(int(os.environ["VARIANT"]))


def order():
    return chance.randrange(1, 99_999)


def host():
    return f"10.{chance.randrange(255)}.{chance.randrange(255)}.7:{chance.randrange(1024, 60000)}"


def captured(name, work):
    # SHIFT
    with sentry_sdk.new_scope() as scope:
        scope.set_tag("fault", name)
        try:
            work()
        except BaseException as error:
            sentry_sdk.capture_exception(error)


def in_a_thread():
    with concurrent.futures.ThreadPoolExecutor(max_workers=chance.randrange(1, 4)) as pool:
        # SHIFT
        pool.submit(bank.refund, order(), 5).result()


async def in_tasks():
    work = [asyncio.to_thread(bank.charge, order(), 9), asyncio.to_thread(bank.reach, host())]
    chance.shuffle(work)
    failed = await asyncio.gather(*work, return_exceptions=True)
    raise ExceptionGroup("orders failed", failed)


def said(name, say):
    with sentry_sdk.new_scope() as scope:
        scope.set_tag("fault", name)
        say()


sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], release=f"shop@1.{order()}")
log = logging.getLogger("shop.bank")
captured("charge", lambda: bank.charge(order(), 12))
captured("charge timed out", lambda: bank.charge(order(), -order()))
captured("refund", lambda: bank.refund(order(), 12))
captured("refund in a thread", in_a_thread)
captured("bank away", lambda: bank.pay(order(), host()))
captured("bank closed", lambda: bank.pay_on_holiday(order()))
captured("row locked", lambda: stock.lock(order()))
captured("shelf empty", lambda: stock.count(uuid.UUID(int=chance.getrandbits(128)), chance.randrange(3, 60)))
captured("prices unreadable", lambda: stock.price_list("{" * chance.randrange(1, 9)))
captured("delivery unreadable", lambda: stock.delivery("{" * chance.randrange(1, 9)))
captured("price of nothing", lambda: stock.total([order(), 0]))
captured("unknown item", lambda: stock.find({}, order()))
captured("two tasks failed", lambda: asyncio.run(in_tasks()))
said("no answer", lambda: log.error("no answer from %s in %d s", host(), order()))
said("no answer at all", lambda: log.error("no answer at all from %s", host()))
said("lease over", lambda: sentry_sdk.capture_message(f"lease {uuid.UUID(int=chance.getrandbits(128))} of user {order()} is over"))
said("lease refused", lambda: sentry_sdk.capture_message(f"lease {uuid.UUID(int=chance.getrandbits(128))} of user {order()} was refused"))
sentry_sdk.flush(20)
