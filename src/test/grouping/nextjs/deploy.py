"""Next.js, built by Turbopack: routes that run in Node.js, and a page that runs in Chromium."""
import shutil

from recorder import tools
from recorder.deployment import copied, run

NEEDS = ["node", "npm", "/usr/bin/chromium"]
DEPLOYMENTS = 3


def deploy(place, dsn, variant):
    modules = tools.bundlers()
    # It is built where its modules are: Turbopack reads none outside its root.
    built = modules.parent / "shop"
    shutil.rmtree(built, ignore_errors=True)
    copied("nextjs", built, (variant + 1) // 2, moved=lambda at: f"globalThis.moved?.({at});")
    run(built, dsn, variant, modules / ".bin/next", "build", "--turbopack", NEXT_TELEMETRY_DISABLED="1")
    shutil.move(built, place)
    (place / "node_modules").symlink_to(modules)
    run(place, dsn, variant, "node", "visit.mjs")
