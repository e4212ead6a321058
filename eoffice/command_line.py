"""`eoffice`: the operator's face, Django's commands under the product's name.

The settings come from the environment. Where it holds none and a demo lies in
`var/demo`, its settings are taken, so that `eoffice token NAME` works beside
`make demo` without further words.
"""

import base64
import json
import os
import secrets
import sys
from importlib.metadata import entry_points
from pathlib import Path

DEMO_SETTINGS = Path("var") / "demo" / "environment.json"
HELP = frozenset({"--help", "-h", "help"})
# These read and write files only: no service, no secret is used.
WITHOUT_SERVICES = frozenset(
    {
        "check_letters",
        "collectstatic",
        "compilemessages",
        "document_configuration",
        "makemessages",
        "makemigrations",
    }
)


def lend_settings() -> None:
    """Set what the settings insist on, for a command that uses none of it."""
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    lent = {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "FIELD_KEYS": key,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "S3_ACCESS_KEY": "none",
        "S3_SECRET_KEY": "none",
    }
    for name, value in lent.items():
        os.environ.setdefault(name, value)


def use_demo_settings() -> None:
    """Take the demo's settings when the environment names no database."""
    if "DATABASE_URL" in os.environ or not DEMO_SETTINGS.is_file():
        return
    for name, value in json.loads(DEMO_SETTINGS.read_text()).items():
        os.environ.setdefault(name, value)


def print_help() -> int:
    """Print the commands; needs neither settings nor services, as a newcomer has."""
    lend_settings()
    from eoffice.process.start import start_django
    from eoffice.upkeep.command_help import help_page

    start_django()
    sys.stdout.write(f"{help_page()}\n")
    return 0


def run_demo(arguments: list[str]) -> int:
    """Hand over to the demonstration, which stands on top of the product.

    It is found by its entry point, so that nothing here imports it.
    """
    [entry] = entry_points(group="eoffice.commands", name="demo")
    try:
        command = entry.load()
    except ModuleNotFoundError:
        sys.stderr.write("eoffice: this installation carries no demonstration\n")
        return 2
    return int(command(arguments))


def main() -> None:
    """Run the command named on the command line (`eoffice verify-audit`)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings")
    arguments = list(sys.argv)
    if arguments[1:2] == ["demo"]:  # it makes the settings that all others read
        sys.exit(run_demo(arguments[2:]))
    if (
        arguments[1:] and arguments[1] not in HELP
    ):  # commands are modules, so `verify-audit` is verify_audit
        arguments[1] = arguments[1].replace("-", "_")
    if not arguments[1:] or (arguments[1] in HELP and not arguments[2:]):
        sys.exit(print_help())
    use_demo_settings()
    if arguments[1:2] and arguments[1] in WITHOUT_SERVICES:
        lend_settings()
    from django.core.management import execute_from_command_line

    from eoffice.process.start import start_django

    start_django()
    execute_from_command_line(arguments)
