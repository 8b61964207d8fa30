"""PHP of the system. Sentry's client is not to be had offline: sentry.php writes events as its FrameBuilder does."""
from recorder.deployment import copied, run, sent

NEEDS = ["php"]


def deploy(place, dsn, variant):
    copied("php", place, variant)
    sent(dsn, run(place, dsn, variant, "php", "main.php"))
