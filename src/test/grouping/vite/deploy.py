from recorder import bundled

NEEDS, DEPLOYMENTS = bundled.NEEDS, bundled.DEPLOYMENTS


def deploy(place, dsn, variant):
    bundled.deploy(place, dsn, variant, "vite build")
