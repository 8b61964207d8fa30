from recorder import bundled

NEEDS, DEPLOYMENTS = bundled.NEEDS, bundled.DEPLOYMENTS


def deploy(place, dsn, variant):
    bundled.deploy(place, dsn, variant, "parcel build index.html --no-source-maps --no-cache")
