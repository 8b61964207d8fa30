"""Tries of passwords: a stranger's cost the owner of the account nothing, and one account has one count."""

import threading
import time

from http_calls import call_json
from processes import Failed
from stage import Row

PASSWORD = "the right password of this account"
TRIES = 14


class Accounts:
    """A node with accounts, behind a proxy that says where each try comes from; each attack has an account of its own."""

    def __init__(self):
        self.node = None
        self.made = 0

    def fresh(self, stage):
        database = stage.postgres("accounts")
        self.made += 1
        email = f"alice.k{self.made}@example.org"
        self.create(stage, email)
        if self.node is None or not self.node.alive():
            self.node = stage.start("accounts", database, MESHER_AUTH="required", MESHER_TRUSTED_PROXIES="127.0.0.1").ready()
        return email

    @staticmethod
    def create(stage, email):
        stage.command("user", "create", "--email", email, "--role", "owner", "--password-stdin",
                      database=stage.postgres("accounts"), typed=PASSWORD + "\n")

    def sign_in(self, email, password, address):
        headers = {"X-Forwarded-For": address}
        return call_json(self.node, "POST", "/api/v1/auth/login", {"email": email, "password": password},
                         key=None, headers=headers)[0]

    def wrong(self, email, address, tries=TRIES):
        return [self.sign_in(email, f"wrong {number}", address) for number in range(tries)]


def owner_stays(stage, accounts, owner, later, stranger):
    """From a network where the owner has signed in before, also after a stranger has used up the tries."""
    email = accounts.fresh(stage)
    expect(accounts.sign_in(email, PASSWORD, owner), 200, "the owner's first sign-in")
    seen = accounts.wrong(email, stranger)
    if 429 not in seen or 200 in seen:
        raise Failed(f"{TRIES} wrong passwords from {stranger} got {seen}")
    expect(accounts.sign_in(email, PASSWORD, later), 200, "the owner, after a stranger's tries,")


def many_networks(stage, accounts):
    """Strangers from many networks fill the account's own wide count."""
    email = accounts.fresh(stage)
    expect(accounts.sign_in(email, PASSWORD, "198.51.100.7"), 200, "the owner's first sign-in")
    for network in range(1, 4 if stage.short else 21):
        accounts.wrong(email, f"203.0.{network}.1", 11)
    expect(accounts.sign_in(email, PASSWORD, "198.51.100.7"), 200, "the owner, after tries from many networks,")


def all_at_once(stage, accounts):
    """Strangers who keep every check of a password busy."""
    email = accounts.fresh(stage)
    expect(accounts.sign_in(email, PASSWORD, "198.51.100.7"), 200, "the owner's first sign-in")
    over = threading.Event()

    def hammer(number):
        tries = 0
        while not over.is_set() and tries < 300:
            accounts.sign_in(f"nobody{number}.{tries}@example.org", "wrong", f"203.{number}.{tries % 250}.1")
            tries += 1

    strangers = [threading.Thread(target=hammer, args=(number,)) for number in range(12)]
    for stranger in strangers:
        stranger.start()
    time.sleep(0.5)
    seen = [accounts.sign_in(email, PASSWORD, "198.51.100.7") for _ in range(8)]
    over.set()
    for stranger in strangers:
        stranger.join()
    if seen != [200] * len(seen):
        raise Failed(f"the owner got {seen} meanwhile")


def one_count(stage, accounts, spelt):
    """Another spelling of the address is another account, or has the same count: with it no further password is tried."""
    plain = accounts.fresh(stage)
    other = spelt(plain)
    seen = accounts.wrong(plain, "203.0.113.77")
    if 429 not in seen:
        raise Failed(f"{TRIES} wrong passwords got {seen}")
    if accounts.sign_in(other, PASSWORD, "203.0.113.77") == 200:
        raise Failed(f"{ascii(other)} signs in to an account whose tries are used up")


def one_network(stage, accounts, first, second):
    """Addresses that one customer chooses at will have one count."""
    email = accounts.fresh(stage)
    accounts.wrong(email, first)
    seen = accounts.wrong(email, second, 1)
    expect(seen[0], 429, f"a try from {second} after those from {first}")


def expect(got, wanted, what):
    if got != wanted:
        raise Failed(f"{what} got {got}, not {wanted}")


def rows():
    accounts = Accounts()
    stays = {
        "ipv4": ("198.51.100.7", "198.51.100.7", "203.0.113.1"),
        "same-network": ("198.51.100.7", "198.51.100.200", "203.0.113.1"),
        "ipv6": ("2001:db8:1:1::7", "2001:db8:1:1::9", "2001:db8:2:1::1"),
    }
    spellings = {
        "dotted-i": lambda email: email.replace("i", "\u0130"),
        "kelvin": lambda email: email.replace("k", "\u212a"),
        "capitals": str.upper,
        "mixed": str.title,
        "decomposed": lambda email: email.replace("i", "I\u0307"),
        "blank": lambda email: f" {email} ",
    }
    networks = {"ipv4": ("203.0.113.1", "203.0.113.99"), "ipv6": ("2001:db8:9:9::1", "2001:db8:9:9:ffff::2"),
                "mapped": ("203.0.113.1", "::ffff:203.0.113.1")}
    return [
        *(Row(f"passwords/owner-{name}", lambda stage, at=at: owner_stays(stage, accounts, *at), in_short=name == "ipv4")
          for name, at in stays.items()),
        Row("passwords/many-networks", lambda stage: many_networks(stage, accounts)),
        Row("passwords/all-at-once", lambda stage: all_at_once(stage, accounts)),
        *(Row(f"passwords/spelt-{name}", lambda stage, spelt=spelt: one_count(stage, accounts, spelt), name == "dotted-i")
          for name, spelt in spellings.items()),
        *(Row(f"passwords/network-{name}", lambda stage, at=at: one_network(stage, accounts, *at), in_short=False)
          for name, at in networks.items()),
    ]
