from recorder import tools
from recorder.deployment import copied, run

NEEDS = ["node", "npm"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant, program="main.mjs"):
    copied("node", place, variant)
    (place / "node_modules").symlink_to(tools.node_clients())
    run(place, dsn, variant, "node", program)
