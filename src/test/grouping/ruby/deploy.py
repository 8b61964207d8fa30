"""Ruby of the system, with Sentry's client as Debian packages it (ruby-sentry-ruby-core)."""
from recorder.deployment import copied, run

NEEDS = ["ruby", "/usr/share/rubygems-integration/all/specifications"]


def deploy(place, dsn, variant):
    copied("ruby", place, variant)
    run(place, dsn, variant, "ruby", "main.rb")
