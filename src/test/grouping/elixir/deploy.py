"""Elixir of the system. Sentry's client is not to be had offline: sentry.ex writes frames as its Event module does."""
from recorder.deployment import copied, run

NEEDS = ["elixir", "elixirc"]


def deploy(place, dsn, variant):
    copied("elixir", place, variant)
    run(place, dsn, variant, "elixirc", "--no-docs", "-o", ".", "lib/sentry.ex", "lib/bank.ex", "lib/circles.ex", "lib/main.ex")
    run(place, dsn, variant, "elixir", "-pa", ".", "-e", "Shop.Main.main()")
