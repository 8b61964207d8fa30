from recorder import bundled

NEEDS, DEPLOYMENTS = bundled.NEEDS, bundled.DEPLOYMENTS
PAGE = "<!doctype html><title>Shop</title><script defer src={}></script>"


def deploy(place, dsn, variant):
    bundled.deploy(
        place, dsn, variant,
        "webpack --mode production --entry ./src/main.js --output-path dist --output-filename [name].[contenthash:8].js"
        " --output-chunk-filename [name].[contenthash:8].chunk.js --output-public-path /", page=PAGE)
