from recorder import jvm, tools
from recorder.deployment import copied, run

NEEDS = ["java", "javac", "mvn"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant):
    path = tools.class_path("scala", "org.scala-lang:scala3-compiler_3:3.3.7")
    # Each build has more functions than the one before: the compiler numbers them anew.
    copied("scala", place, variant, moved=lambda at: f"val moved{at} = () => {at}")
    jvm.client(place, dsn, variant, path)
    run(place, dsn, variant, "java", "-cp", path, "dotty.tools.dotc.Main", "-nowarn", "-classpath", f"{place}:{path}", "-d", ".",
        *sorted((place / "shop").glob("*.scala")))
    jvm.main(place, dsn, variant, path, "shop.Main")
