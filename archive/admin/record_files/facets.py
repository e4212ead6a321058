"""What the first rows of the list of files hold, to narrow it by."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.admin.list_facets import facet
from archive.admin.record_files.filters import STATES
from archive.desk.windows import Window
from archive.record_files.models import RecordFile
from archive.retention.models import FinalDisposition
from eoffice.shell.components import Facet

FATE = "retention_rule__final_disposition"
#: Columns whose values are counted; `state` is annotated by the list.
COUNTED = ("state", FATE, "unit")


def file_facets(window: Window[RecordFile], given: QueryDict) -> list[Facet]:
    """Return the facets with their counts, and what is chosen of each."""
    states, fates = window.counts["state"], window.counts[FATE]
    return [
        facet("keadaan", _("State"), STATES.items(), states, given.get("keadaan", "")),
        facet(
            "nasib", _("Fate"), FinalDisposition.choices, fates, given.get("nasib", "")
        ),
    ]
