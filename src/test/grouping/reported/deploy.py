"""Shapes of toolchains that this machine has not: written by hand after the public reports that reported/shapes.json cites."""
import json

from recorder.deployment import GROUPING, sent

NEEDS = []
# What a deployment, a build or a call makes anew; in the shapes as {name}.
VALUES = {
    "number": ["5446", "91702", "17", "30418"],
    "line": ["31", "47", "112", "9"],
    "date": ["20261123101500", "20261201093012", "20270104120000", "20261124000001"],
    "hex": ["3f5b1c0d9a7e4b62", "a07d6bf484a54da2", "00000000000000000", "f99f496cb0d249c1"],
    "mvid": [
        "3f5b1c0d9a7e4b6288d10a4c5e6f7a8b", "a07d6bf484a54da2861691df910339b1", "f99f496cb0d249c1a945c1fcabce1695",
        "00000000000000000000000000000000"],
    "version": ["1.0.1.0", "1.0.2.0", "2.0.0.0", "2.1.0.0"],
    "state": ["5", "7", "12", "3"],
    "root": ["C:\\agent\\_work\\1\\s", "D:\\a\\shop\\shop", "/home/runner/work/shop", "C:\\Users\\ann\\shop"],
}
DEPLOYMENTS = 4


def filled(node, variant):
    if isinstance(node, list):
        return [filled(each, variant) for each in node]
    if isinstance(node, dict):
        return {name: filled(value, variant) for name, value in node.items()}
    if isinstance(node, str):
        for name, values in VALUES.items():
            node = node.replace("{" + name + "}", values[variant])
    return node


def frame(row, variant):
    """Of a row: function, module, file, and whether it is the application's."""
    function, module, file, in_app = filled(row, variant)
    kept = {"function": function, "module": module, "filename": file, "in_app": in_app}
    return {name: value for name, value in kept.items() if value is not None}


def deploy(place, dsn, variant):
    place.mkdir(parents=True)
    for shape in json.loads((GROUPING / "reported/shapes.json").read_text()):
        values = []
        for exception in filled(shape["exceptions"], variant):
            frames = exception.pop("frames")
            values.append({**exception, "stacktrace": {"frames": [frame(row, variant) for row in frames]}})
        event = {
            "platform": shape["platform"], "level": "error", "exception": {"values": values},
            "tags": {"fault": shape["fault"], "source": shape["source"]}}
        sent(dsn, json.dumps(event))
