"""Exception groups and chains: many members that are alike, deep ones, and ones that point at each other."""

from cost import row

MEMBERS, FRAMES, LENGTH = 49, 25, 700


def frame(serial, member, number, length):
    mark = f"call{serial}.{member}.{number}"
    return {"filename": f"pkg/{mark}.py", "function_name": mark + "x" * (length - len(mark)), "in_app": True}


def link(serial, member, parent, *, group, length=LENGTH):
    mechanism = {"exception_id": member, "is_exception_group": group}
    if parent is not None:
        mechanism["parent_id"] = parent
    return {
        "type_name": "ExceptionGroup" if group else "ValueError",
        "value": f"v{member}",
        "mechanism": mechanism,
        "stacktrace": [] if group else [frame(serial, member, number, length) for number in range(FRAMES)],
    }


def flat(serial):
    """A group with as many members as are read."""
    members = [link(serial, member, 0, group=False) for member in range(1, MEMBERS + 1)]
    return {"message": "m", "platform": "python", "exceptions": [*members, link(serial, 0, None, group=True)]}


def deep(serial):
    """Each member the cause of the next."""
    members = [link(serial, member, member - 1, group=False) for member in range(MEMBERS, 0, -1)]
    return {"message": "m", "platform": "python", "exceptions": [*members, link(serial, 0, None, group=True)]}


def nested(serial):
    """Groups in groups, one exception in each."""
    groups = [link(serial, number, number - 2 if number > 1 else None, group=True) for number in range(1, MEMBERS, 2)]
    members = [link(serial, number, number - 1, group=False) for number in range(2, MEMBERS, 2)]
    return {"message": "m", "platform": "python", "exceptions": [*members, *reversed(groups)]}


def circle(serial):
    """Members that are each other's parents."""
    chain = [link(serial, member, (member + 1) % MEMBERS, group=True) for member in range(MEMBERS)]
    return {"message": "m", "platform": "python", "exceptions": chain}


def many_frames(serial):
    """As many frames as are read, in each of few members."""
    members = [link(serial, member, 0, group=False) for member in range(1, 8)]
    for member, each in enumerate(members):
        each["stacktrace"] = [frame(serial, member, number, 200) for number in range(500)]
    return {"message": "m", "platform": "python", "exceptions": [*members, link(serial, 0, None, group=True)]}


def rows():
    return [
        row("groups/flat", flat),
        row("groups/deep", deep, in_short=False),
        row("groups/nested", nested, in_short=False),
        row("groups/circle", circle),
        row("groups/many-frames", many_frames, in_short=False),
    ]
