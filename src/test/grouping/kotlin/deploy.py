from recorder import jvm, tools
from recorder.deployment import copied, run

NEEDS = ["java", "javac", "mvn"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant):
    path = tools.class_path(
        "kotlin", "org.jetbrains.kotlin:kotlin-compiler-embeddable:2.2.21", "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.10.2")
    # Each build has more lambdas than the one before: the compiler numbers them anew.
    copied("kotlin", place, variant, moved=lambda at: f"val moved{at} = java.util.function.Supplier {{ {at} }}")
    jvm.client(place, dsn, variant, path)
    run(place, dsn, variant, "java", "-cp", path, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "-no-stdlib", "-no-reflect",
        "-nowarn", "-jvm-target", "17", "-cp", f"{place}:{path}", "-d", ".", *sorted((place / "shop").glob("*.kt")))
    jvm.main(place, dsn, variant, path, "shop.MainKt")
