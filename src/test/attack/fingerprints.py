"""A client's own fingerprint: variables without end, each filled with a long text."""

from cost import row

LETTERS = "p" * 8_192


def filled(variable, times, **fields):
    def event(serial):
        frame = {"filename": "a.py", "function_name": f"f{serial}", "abs_path": LETTERS, "in_app": True}
        return {"message": f"{serial} {LETTERS}"[:8_192], "fingerprint": variable * times, "stacktrace": [frame]} | fields
    return event


def parts(serial):
    return filled("", 0)(serial) | {"fingerprint": ["{{path}}" * 1_300] * 100}


def opened(serial):
    return {"message": f"m{serial}", "fingerprint": "{{ \"" * 250_000}


def rows():
    variables = {"path": "{{path}}", "message": "{{message}}", "abs_path": "{{ stack.abs_path }}", "default": "{{ default }}"}
    made = [
        row(f"fingerprints/{name}", filled(text, 1_000_000 // len(text)), in_short=name in ("path", "message"),
            probe=filled(text, 2_000))
        for name, text in variables.items()
    ]
    tags = {"tags": {"t": "v" * 1_000, "long": "w" * 1_000}}
    return [
        *made,
        row("fingerprints/tags", filled("{{tags.t}}", 100_000, **tags), in_short=False, probe=filled("{{tags.t}}", 2_000, **tags)),
        row("fingerprints/hundred-parts", parts, in_short=False),
        row("fingerprints/never-closed", opened),
    ]
