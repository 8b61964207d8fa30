"""Sentry's clients and the compilers that are fetched, each once, below target."""

import shutil
import subprocess
import sys

from .deployment import GROUPING, SDKS, TOOLS


def python_client():
    if not (SDKS / "venv/bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", SDKS / "venv"], check=True)
        requirements = GROUPING.parent / "sdk/requirements.txt"
        subprocess.run([SDKS / "venv/bin/pip", "install", "--quiet", "--requirement", requirements], check=True)
    return SDKS / "venv/bin/python"


def node_clients():
    """The folder of the modules that the tests of the clients use."""
    return npm(SDKS / "npm", GROUPING.parent / "sdk")


def bundlers():
    """The folder of the modules of the bundlers, of Sentry's clients and of Hermes."""
    return npm(TOOLS / "bundlers", GROUPING / "recorder/bundlers")


def npm(target, source):
    if not (target / "node_modules/.package-lock.json").exists():
        target.mkdir(parents=True, exist_ok=True)
        for name in ["package.json", "package-lock.json"]:
            shutil.copy(source / name, target)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=target, check=True)
    return target / "node_modules"


POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>corpus</groupId><artifactId>corpus</artifactId><version>1</version>
<repositories><repository><id>google</id><url>https://maven.google.com</url></repository></repositories>
<dependencies>{}</dependencies></project>"""
DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"


def class_path(name, *coordinates):
    """Of Sentry's client and the dependencies named; each language has its own, so that none sees another's."""
    folder = TOOLS / "jvm" / name
    file = folder / "classpath"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        wanted = ["io.sentry:sentry:8.53.0", *coordinates]
        (folder / "pom.xml").write_text(POM.format("".join(DEPENDENCY.format(*each.split(":")) for each in wanted)))
        subprocess.run(
            ["mvn", "-B", "--file", folder / "pom.xml", "dependency:build-classpath", f"-Dmdep.outputFile={file}"],
            check=True, stdout=subprocess.DEVNULL)
    return file.read_text()
