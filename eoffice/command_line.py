"""`eoffice`: the operator's face, Django's commands under the product's name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line (`eoffice verify-audit`)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings")
    arguments = list(sys.argv)
    if len(arguments) > 1:  # commands are modules, so `verify-audit` is verify_audit
        arguments[1] = arguments[1].replace("-", "_")
    execute_from_command_line(arguments)
