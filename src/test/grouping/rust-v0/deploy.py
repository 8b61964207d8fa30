"""The programs of ../rust, whose functions are named in rustc's newer way: `shop[4b1a0123456789ab]::bank::charge`."""
import importlib.util

from recorder.deployment import GROUPING

NEEDS = ["cargo"]
DEPLOYMENTS = 4
rust = importlib.util.spec_from_file_location("rust", GROUPING / "rust/deploy.py").loader.load_module()


def deploy(place, dsn, variant):
    rust.deploy(place, dsn, variant, "-C", "symbol-mangling-version=v0")
