"""One MiB of JSON that is many things, or few that are dear to read."""

import itertools

from cost import row

MIB = 1_000_000


def around(content):
    """An event with the field `content`, bytes."""
    return lambda serial: b'{"message":"m%d",%b}' % (serial, content)


def filling(piece, before, after, size=MIB):
    """The piece, separated by commas, as often as it fits."""
    return before + b",".join([piece] * (size // (len(piece) + 1))) + after


def keys(before, after):
    return before + b",".join(b'"k%d":1' % number for number in range(100_000))[:MIB - 20].rsplit(b",", 1)[0] + after


def colliding():
    """Names that have the same hash as a Java text."""
    names = ("".join(pair) for pair in itertools.product(("Aa", "BB"), repeat=15))
    return b'"extra":{' + b",".join(f'"{name}":1'.encode() for name in itertools.islice(names, 28_000)) + b"}"


def deep_lists():
    return filling(b"[" * 90 + b"]" * 90, b'"extra":{"l":[', b"]}")


def rows():
    refused = {"native": 400, "sentry": "noted"}
    return [
        row("json/keys", around(keys(b"", b"")), **refused),
        row("json/keys-in-extra", around(keys(b'"extra":{', b"}")), in_short=False, **refused),
        row("json/keys-in-tags", around(keys(b'"tags":{', b"}")), in_short=False, native=400),
        row("json/modules", around(keys(b'"modules":{', b"}")), **refused),
        row("json/colliding-keys", around(colliding())),
        row("json/long-numbers", around(filling(b"9" * 990, b'"extra":{"n":[', b"]}")), **refused),
        row(
            "json/fractions",
            around(filling(b"0." + b"1" * 980 + b"e9", b'"extra":{"n":[', b"]}")),
            in_short=False,
            **refused,
        ),
        row("json/empty-lists", around(filling(b"[]", b'"extra":{"l":[', b"]}")), **refused),
        row("json/empty-lists-anywhere", around(filling(b"[]", b'"l":[', b"]")), in_short=False, native=400),
        row("json/empty-objects", around(filling(b"{}", b'"extra":{"l":[', b"]}")), in_short=False, **refused),
        row("json/nested-lists", around(deep_lists())),
        row("json/logentry-list", around(filling(b"[]", b'"logentry":{"message":"a","params":[', b"]}")), native=400),
        row("json/logentry-container", around(filling(b"[1]", b'"logentry":{"message":[', b"]}"))),
        row("json/template", around(b'"logentry":{"message":"' + b"{" * MIB + b'"}')),
        row("json/template-percent", around(b'"logentry":{"message":"' + b"%(" * (MIB // 2) + b'"}'), in_short=False),
        row("json/text-in-text", around(b'"extra":"[' + b"[]," * (MIB // 3) + b'1]"'), in_short=False),
        row("json/frames", around(filling(b"{}", b'"stacktrace":[', b"]")), in_short=False, native=400),
        row("json/breadcrumbs", around(filling(b'{"message":"b"}', b'"breadcrumbs":[', b"]")), in_short=False),
        row("json/escapes", around(b'"extra":{"t":"' + b"\\u00e9" * (MIB // 6) + b'"}'), in_short=False),
        row("json/quotes", around(b'"extra":{"t":"' + b"'" * MIB + b'"}'), in_short=False),
    ]
