"""Rust with Sentry's client; functions are named as rustc does by default: `shop::bank::charge::h0123456789abcdef`."""
from recorder.deployment import TOOLS, copied, run

NEEDS = ["cargo"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant, *flags):
    copied("rust", place, variant)
    built = TOOLS / "rust/target"
    run(place, dsn, variant, "cargo", "rustc", "--quiet", "--locked", "--target-dir", built, "--",
        "-A", "warnings", "-C", f"metadata=build{variant}", *flags)
    run(place, dsn, variant, built / "debug/shop", RUST_BACKTRACE="1")
