from recorder import bundled

NEEDS, DEPLOYMENTS = bundled.NEEDS, bundled.DEPLOYMENTS
PAGE = '<!doctype html><title>Shop</title><script type="module" src="{}"></script>'


def deploy(place, dsn, variant):
    bundled.deploy(
        place, dsn, variant,
        "esbuild src/main.js --bundle --minify --splitting --format=esm --outdir=dist --entry-names=[name]-[hash]", page=PAGE)
