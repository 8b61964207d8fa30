"""Programs of the JVM's languages, beside jvm/Client.java."""

from .deployment import GROUPING, run


def client(place, dsn, variant, class_path):
    """Compiles what the programs share into the folder of the deployment."""
    run(place, dsn, variant, "javac", "-nowarn", "-d", ".", "-cp", class_path, GROUPING / "jvm/Client.java")


def main(place, dsn, variant, class_path, main):
    run(place, dsn, variant, "java", "-cp", f"{place}:{class_path}", main)
