"""Write `docs/configuration.md` from the typed settings."""

from typing import Any

from django.core.management.base import BaseCommand

from eoffice.process.configuration_page import PAGE, page


class Command(BaseCommand):
    help = "Write docs/configuration.md from the typed settings."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the page."""
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(f"wrote {PAGE.name}")
