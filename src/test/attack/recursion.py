"""Names that a regular expression reads by calling itself once a repetition, until the stack is used up."""

from cost import row

TIMES = 4_000

DEEP = [
    ("java", "lambda", "lambda$" + "$1" * TIMES + "x"),
    ("java", "kotlin", "f" + "$lambda$1" * 900 + "\nx"),
    ("scala", "anonfun", "$anonfun$a" + "$1" * TIMES + "x"),
    ("scala", "adapted", "$anonfun$" + "$1" * TIMES + "$adaptedx"),
    ("java", "classes", "f" + "$1" * TIMES + "x"),
    ("go", "numbers", "f" + ".1" * TIMES + "x"),
    ("go", "closures", "f" + ".func1" * 1_300 + "x"),
    ("javascript", "new", "new " * 2_000),
    ("javascript", "async", "async " * 1_300 + "f"),
    ("rust", "part", "f.part" + ".1" * TIMES + "x"),
    ("rust", "closures", "f" + "::{{closure}}" * 600 + "x"),
    ("ruby", "blocks", "block in " * 900 + "f"),
    ("swift", "closures", "closure #1 in " * 580 + "f"),
    ("swift", "in", "implicit closure #1 (a) in " * 300),
    ("php", "closures", "{closure:a:1}" * 600),
    ("csharp", "arities", "f" + "`1[a]" * 1_600),
    ("elixir", "funs", "f" + "/1-fun-1-" * 900 + "\n"),
]

IN_SHORT = {"java/lambda", "scala/anonfun", "go/numbers", "javascript/new", "rust/part"}


def event(platform, name):
    def made(serial):
        frames = [{"filename": f"a{serial}", "function_name": name, "in_app": True}]
        return {"message": f"m{serial}", "platform": platform, "stacktrace": frames}
    return made


def type_name(serial):
    return {"message": f"m{serial}", "exception": {"type_name": "T$$a$$" + "w" * 190, "value": "%(" * 4_000}}


def nested(serial):
    """As deep as a reader that calls itself could be led."""
    return b'{"message":"m%d","extra":{"a":%b1%b}}' % (serial, b"[" * 100_000, b"]" * 100_000)


def rows():
    return [
        *(row(f"recursion/{platform}/{label}", event(platform, name), in_short=f"{platform}/{label}" in IN_SHORT)
          for platform, label, name in DEEP),
        row("recursion/type", type_name, in_short=False),
        row("recursion/json", nested),
    ]
