from recorder import jvm, tools
from recorder.deployment import copied, run

NEEDS = ["java", "javac", "mvn"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant):
    path = tools.class_path("groovy", "org.apache.groovy:groovy:4.0.26")
    copied("groovy", place, variant)
    jvm.client(place, dsn, variant, path)
    run(place, dsn, variant, "java", "-cp", f"{place}:{path}", "org.codehaus.groovy.tools.FileSystemCompiler",
        "--classpath", f"{place}:{path}", "-d", ".", "Shop.groovy", "Main.groovy")
    jvm.main(place, dsn, variant, path, "shop.Main")
