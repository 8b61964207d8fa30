from recorder import tools
from recorder.deployment import copied, run

NEEDS = ["node", "npm"]


def deploy(place, dsn, variant):
    copied("chains-node", place, variant)
    (place / "node_modules").symlink_to(tools.node_clients())
    run(place, dsn, variant, "node", "--no-warnings", "chains.mjs")
