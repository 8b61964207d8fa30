"""PHP 8.4 as WebAssembly (npm's @php-wasm/cli), whose closures are named by where they are written. Programs: ../php,
whose paths are shortened as in Laravel and Symfony."""
from recorder import tools
from recorder.deployment import copied, run, sent

NEEDS = ["node", "npm"]


def deploy(place, dsn, variant):
    copied("php", place, variant)
    program = tools.npm(tools.TOOLS / "php84", tools.GROUPING / "recorder/php84") / "@php-wasm/cli/main.js"
    # It ends before a pipe has taken all that it wrote.
    run(place, dsn, variant, "sh", "-c", f"node {program} {place}/main.php > events", PHP="8.4", PREFIX=str(place))
    sent(dsn, (place / "events").read_text())
