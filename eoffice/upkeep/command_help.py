"""`eoffice --help`: the operator's commands, one line each, as they say themselves."""

from django.core.management import get_commands, load_command_class

ROOMS = ("eoffice", "workflow", "archive", "search", "demo")
# For those who build the product; they keep their own `--help`.
BUILDERS = frozenset({"document_configuration", "makemessages"})
# Written without Django's machinery, or Django's own that an operator needs.
OTHERS = {
    "demo": "Start, stop or reset the demonstration on this machine.",
    "migrate": "Bring the database to this version.",
}


def operator_commands() -> dict[str, str]:
    """Return each command of ours and its sentence, by name as typed."""
    found = dict(OTHERS)
    for name, room in get_commands().items():
        if str(room).partition(".")[0] in ROOMS and name not in BUILDERS:
            command = load_command_class(str(room), name)
            found[name.replace("_", "-")] = command.help
    return dict(sorted(found.items()))


def help_page() -> str:
    """Return what `eoffice --help` prints."""
    commands = operator_commands()
    width = max(map(len, commands))
    lines = [f"  {name.ljust(width)}  {said}" for name, said in commands.items()]
    return "\n".join(
        [
            "usage: eoffice COMMAND [arguments]",
            "",
            *lines,
            "",
            "`eoffice COMMAND --help` tells its arguments, docs/operations.md when.",
        ]
    )
