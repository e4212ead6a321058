"""`eoffice makemessages`: our sources, both domains, Indonesian, no line numbers.

Without line numbers a catalogue changes only where words change, so that branches
seldom meet in it. Wagtail's words are kept apart, in `eoffice/shell/wagtail_words`.
"""

from typing import Any

from django.core.management.commands import makemessages

OURS = {
    "locale": ["id"],
    "no_location": True,
    "no_obsolete": True,
    "no_wrap": False,
    "ignore_patterns": ["var", "node_modules", ".venv", "tests", "deploy", "bench"],
}


class Command(makemessages.Command):
    """Collect the messages of templates, Python and scripts."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run Django's command once for each domain."""
        for domain in ("django", "djangojs"):
            super().handle(*args, **{**options, **OURS, "domain": domain})
