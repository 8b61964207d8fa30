"""All attacks, by what they go for."""

import body_limits
import client_addresses
import cluster_cookie
import file_modes
import fingerprints
import frames
import groups
import hosts
import http2
import json_nodes
import passwords
import postgres_access
import recursion
import smuggling
import storm
import strangers
import slow_clients

FAMILIES = {
    "fingerprints": fingerprints.rows,
    "frames": frames.rows,
    "groups": groups.rows,
    "recursion": recursion.rows,
    "json": json_nodes.rows,
    "smuggling": smuggling.rows,
    "hosts": hosts.rows,
    "http2": http2.rows,
    "strangers": strangers.rows,
    "bodies": body_limits.rows,
    "slow": slow_clients.rows,
    "local": client_addresses.rows,
    "passwords": passwords.rows,
    "files": file_modes.rows,
    "postgres": postgres_access.rows,
    "cookie": cluster_cookie.rows,
    "storm": storm.rows,
}

# Takes minutes, so it runs only when it is asked for.
BY_NAME_ONLY = ("storm",)


def chosen(names, short):
    """The rows of the families, or the single ones, that the names say; each once."""
    rows = {row.name: row for family in FAMILIES if names or family not in BY_NAME_ONLY for row in FAMILIES[family]()}
    return [
        row
        for name, row in rows.items()
        if (not names and (row.in_short or not short)) or any(name == each or name.startswith(each + "/") for each in names)
    ]
