"""Frames in the alphabet of each platform's rules, as long as a frame may be, as many as an event can hold."""

from cost import row

LONGEST = 8_192
MANY = 120


def repeated(piece, before="", after="", blunt=0):
    """`before`, the piece as often as it fits, `after`; `blunt` characters less than the longest."""
    room = LONGEST - blunt - len(before) - len(after)
    return before + piece * (room // len(piece)) + after


# platform, field, what it is made of, the text
HOSTILE = [
    ("javascript", "filename", "underscores", repeated("_", "x/")),
    ("javascript", "filename", "capitals", repeated("aA", "x/-")),
    ("javascript", "function_name", "blanks", repeated(" ", "f", "x")),
    ("javascript", "function_name", "opened", repeated("(", "f", "x")),
    ("javascript", "function_name", "less-than", repeated("<", "f")),
    ("node", "filename", "dashes", repeated("-A1", "x/")),
    ("native", "function_name", "blanks", repeated(" ", "f", "x")),
    ("native", "function_name", "clones", repeated("[clone ", "f")),
    ("native", "function_name", "versions", repeated("@A", "f", "!")),
    ("native", "function_name", "templates", repeated("<", "f")),
    ("rust", "function_name", "closures", repeated("::{closure", "f")),
    ("cpp", "function_name", "lambdas", repeated("{lambda(", "f")),
    ("swift", "function_name", "closures", repeated("closure #1 (", "")),
    ("csharp", "function_name", "opened", repeated("(", "", "\nx")),
    ("csharp", "function_name", "written-in", repeated("<a", "f")),
    ("csharp", "function_name", "local", repeated(">g__", "f")),
    ("csharp", "function_name", "arities", repeated("`1[", "f")),
    ("dotnet", "function_name", "lines", repeated("(\n", "f")),
    ("php", "function_name", "anonymous", repeated("@anonymous")),
    ("php", "function_name", "closures", repeated("{closure:")),
    ("php", "function_name", "twig", repeated("__TwigTemplate_", "", "\n")),
    ("php", "filename", "evaluated", repeated("(1) : eval", "a.php")),
    ("php", "filename", "views", repeated("/cache/a", "a.php", "\n")),
    ("python", "filename", "notebooks", repeated("/ipykernel_1", "x/", "\n")),
    ("python", "filename", "inputs", repeated("<ipython-input-")),
    ("python", "abs_path", "libraries", repeated("/lib/python3.", "")),
    ("python", "abs_path", "modules", repeated("/Lib/a", "")),
    ("ruby", "function_name", "templates", repeated("_erb", "_a")),
    ("ruby", "abs_path", "versions", repeated("/ruby/1.")),
    ("go", "function_name", "arguments", repeated("[")),
    ("go", "function_name", "closures", repeated(".func1", "f", "x")),
    ("go", "function_name", "versions", repeated("/v1", "f", "x")),
    ("go", "function_name", "at-versions", repeated("@v", "f")),
    ("java", "function_name", "lambdas", repeated("$lambda", "f", "\n")),
    ("java", "function_name", "classes", repeated("$1", "f", "x")),
    ("java", "function_name", "underscores", repeated("__1", "f", "x")),
    ("java", "function_name", "proxies", repeated("$$", "f")),
    ("elixir", "function_name", "closures", repeated("/1-fun-", "f", "\n")),
    ("elixir", "function_name", "dashes", repeated("/1", "f", "x")),
    ("other", "filename", "digits", repeated("1a", "x/_")),
    ("other", "filename", "dots", repeated("a.", "x/")),
    ("other", "filename", "slashes", repeated("/", "x")),
    ("other", "filename", "origin", repeated("a", "", "://")),
]

# What the issue saw end a node; the short form takes these.
SEEN = {"javascript/filename-underscores", "javascript/function_name-blanks", "native/function_name-blanks",
        "csharp/function_name-opened", "php/function_name-anonymous", "php/function_name-closures"}


def event(platform, field, text, count):
    """The serial number stands where it changes nothing for the rules: in front of the last characters."""
    def made(serial):
        frames = []
        for number in range(count):
            mark = f"{serial}.{number}"
            frame = {"filename": f"dir/file{mark}", "function_name": f"call{mark}", "in_app": True, "platform": platform}
            frames.append(frame | {field: text, "module": f"m{mark}"[:200]})
        return {"message": f"m{serial}", "platform": platform, "stacktrace": frames}
    return made


def rows():
    return [
        row(f"frames/{platform}/{field}-{label}", event(platform, field, text, MANY),
            in_short=f"{platform}/{field}-{label}" in SEEN, probe=event(platform, field, text, 1))
        for platform, field, label, text in HOSTILE
    ]
