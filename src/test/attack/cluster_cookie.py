"""A cookie that can be guessed is a key to the cluster: refused at the start wherever others can reach the ports."""

from processes import Failed
from stage import Row

NOWHERE = "postgres://postgres@127.0.0.1:1/none"
LOOPBACK = {"MESH_DISCOVERY_SEED": "localhost", "MESH_NODE_NAME": "n@127.0.0.1:24399", "MESH_CLUSTER_PORT": 24399}


def start(stage, cookie, **variables):
    """Ends in any case: when not for the cookie, then for the want of PostgreSQL."""
    node = stage.start("cookie", NOWHERE, watched=False, MESH_CLUSTER_COOKIE=cookie, **LOOPBACK | variables)
    node.process.wait(60)
    return "MESH_CLUSTER_COOKIE" in node.complaints(), node


def refused(stage, cookie, **variables):
    named, node = start(stage, cookie, **variables)
    if not named or node.process.returncode == 0:
        raise Failed(f"the start does not refuse the cookie: {' '.join(node.complaints()[-200:].split())}")
    if cookie in node.text():
        raise Failed("the message shows the cookie")


def taken(stage, cookie, **variables):
    named, node = start(stage, cookie, **variables)
    if named:
        raise Failed(f"the cookie is refused: {node.text()[-300:]}")


def rows():
    wide = {
        "seed": {"MESH_DISCOVERY_SEED": "192.0.2.1"},
        "one-of-seeds": {"MESH_DISCOVERY_SEED": "127.0.0.1,192.0.2.1"},
        "name": {"MESH_NODE_NAME": "n@192.0.2.10:24399"},
        "ipv6": {"MESH_NODE_NAME": "n@[2001:db8::1]:24399"},
    }
    return [
        *(Row(f"cookie/short-{name}", lambda stage, at=at: refused(stage, "dev-cookie-of-24-letters", **at),
              in_short=name == "seed") for name, at in wide.items()),
        Row("cookie/31-characters", lambda stage: refused(stage, "c" * 31, MESH_DISCOVERY_SEED="192.0.2.1"), in_short=False),
        Row("cookie/32-characters", lambda stage: taken(stage, "c" * 32, MESH_DISCOVERY_SEED="192.0.2.1"), in_short=False),
        Row("cookie/short-on-loopback", lambda stage: taken(stage, "dev-cookie")),
    ]
