"""A field filled in by the computer: tied to its box, sure or in doubt, and why."""

from dataclasses import dataclass

from django.forms import BoundField

from eoffice.shell.components.base import PagePart


@dataclass(frozen=True, kw_only=True)
class ConfidenceField(PagePart):
    """A form field with the number of its box on the scan.

    `sure` True: "Yakin"; False: "Ragu, periksa"; None: typed by a person.
    """

    template_name = "eoffice/components/confidence.html"
    field: BoundField
    box: int | None = None
    sure: bool | None = None
    reason: str = ""
