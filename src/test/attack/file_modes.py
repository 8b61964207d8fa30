"""The journal holds whole events: nobody else on the machine may read it."""

import os
import stat

from good import event
from http_calls import call_json
from processes import Failed
from stage import Row


def journalled(stage, prepared):
    """With PostgreSQL gone an event goes to the journal; then modes are read, of the files and of their directory."""
    name = "prepared" if prepared else "fresh"
    server, database = stage.start_postgres(f"files-{name}")
    stage.command("migrate", "up", database=database)
    data = stage.work / f"data-{name}"
    if prepared:
        data.mkdir(mode=0o755)
    mask = os.umask(0o022)
    try:
        node = stage.start(f"files-{name}", database, watched=False, MESHER_DATA_DIR=data).ready()
    finally:
        os.umask(mask)
    server.stop()
    status, answer = call_json(node, "POST", "/api/v1/events", event())
    if status != 202:
        raise Failed(f"an event without PostgreSQL got {status} {answer}")
    files = [each for each in data.rglob("*") if each.is_file() and each.name.startswith("journal")]
    if not files:
        raise Failed(f"no journal in {data}")
    wide = [f"{each.name} {mode(each):o}" for each in files if mode(each) & 0o077]
    if mode(data) & 0o077 and not prepared:
        wide.append(f"its directory {mode(data):o}")
    node.stop()
    if wide:
        raise Failed(f"readable by others: {', '.join(wide)}")
    return ", ".join(sorted(each.name.split(".", 1)[1] for each in files))


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def rows():
    return [
        Row("files/journal", lambda stage: journalled(stage, False)),
        # A directory that is there already may be so for a reason; the files are the node's in any case.
        Row("files/journal-in-old-directory", lambda stage: journalled(stage, True), in_short=False),
    ]
