"""Java whose lambdas D8 desugars into `$$ExternalSyntheticLambda0` classes, as for Android, and which runs on the JVM."""
from recorder import jvm, tools
from recorder.deployment import copied, run

NEEDS = ["java", "javac", "mvn"]


def deploy(place, dsn, variant):
    path = tools.class_path("r8", "com.android.tools:r8:8.5.35")
    copied("r8", place, variant)
    jvm.client(place, dsn, variant, path)
    run(place, dsn, variant, "javac", "-nowarn", "--release", "11", "-d", "java", "-cp", f"{place}:{path}", "shop/Main.java")
    classes = sorted((place / "java/shop").glob("*.class"))
    (place / "android").mkdir()
    run(place, dsn, variant, "java", "-cp", path, "com.android.tools.r8.D8", "--classfile", "--min-api", "21",
        "--output", "android", "--classpath", place, *[w for each in path.split(":") for w in ("--classpath", each)], *classes)
    jvm.main(place / "android", dsn, variant, f"{place}:{path}", "shop.Main")
