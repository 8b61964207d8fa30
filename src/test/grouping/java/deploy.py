from recorder.deployment import ROOT, copied, run

NEEDS = ["javac", "java", str(ROOT / "target/fuzz-classpath")]
DEPLOYMENTS = 4


def deploy(place, dsn, variant):
    copied("java", place, variant)
    classpath = (ROOT / "target/fuzz-classpath").read_text() + ":."
    run(place, dsn, variant, "javac", "-nowarn", "-cp", classpath, *sorted((place / "shop").glob("*.java")))
    run(place, dsn, variant, "java", "-cp", classpath, "shop.Main")
