from recorder.deployment import copied, run

NEEDS = ["go"]


def deploy(place, dsn, variant):
    copied("chains-go", place, variant)
    run(place, dsn, variant, "go", "build", "-o", "shop", ".")
    run(place, dsn, variant, "./shop")
