"""The page of ../bundles, built by a bundler as for production and run in Chromium.

Two deployments each are of one source: what the bundler names anew for each build differs between the others."""

from . import tools
from .deployment import copied, run

NEEDS = ["node", "npm", "/usr/bin/chromium"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant, command, page=None):
    copied("bundles", place, variant // 2, moved=lambda at: f"globalThis.moved?.({at});")
    (place / "node_modules").symlink_to(tools.bundlers())
    (place / "package.json").write_text('{"type": "module", "private": true}')
    binaries = place / "node_modules/.bin"
    program, *rest = command.split()
    run(place, dsn, variant, binaries / program, *rest)
    if page:
        script = next((place / "dist").glob("main*.js")).name
        (place / "dist/index.html").write_text(page.format(f"/{script}"))
    run(place, dsn, variant, "node", "serve.mjs", "dist")
