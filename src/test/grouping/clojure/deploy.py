from recorder import jvm, tools
from recorder.deployment import copied, run

NEEDS = ["java", "javac", "mvn"]
DEPLOYMENTS = 4


def deploy(place, dsn, variant):
    path = tools.class_path("clojure", "org.clojure:clojure:1.12.0")
    copied("clojure", place, variant)
    jvm.client(place, dsn, variant, path)
    run(place, dsn, variant, "java", "-cp", f"{place}:{path}", "clojure.main", "-m", "shop.main")
