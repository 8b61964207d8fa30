from recorder.deployment import copied, run

NEEDS = ["go"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant):
    copied("go", place, variant)
    run(place, dsn, variant, "go", "build", "-o", "shop", ".")
    run(place, dsn, variant, "./shop")
