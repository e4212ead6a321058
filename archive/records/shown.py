"""How a record is named: by its subject, or by its entry alone."""

from django.utils.translation import gettext as _

from archive.records import access
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from workflow.security_class import is_confidential


def list_title(record: Record, actor: Actor) -> str:
    """Return the name of a record in lists, which are seen over shoulders."""
    # Confidential subjects stand on their own page only (tata naskah 5.2).
    if is_confidential(record):
        return _("Confidential record")
    return own_title(record, actor)


def own_title(record: Record, actor: Actor) -> str:
    """Return the subject to whom may read the content; the bare kind to others."""
    if not access.reads(actor, record):
        return _("Classed record")
    return record.subject


def shown_party(record: Record, actor: Actor) -> str:
    """Return sender or receivers, which the entry of a classed record does not tell."""
    return record.party if access.reads(actor, record) else ""
