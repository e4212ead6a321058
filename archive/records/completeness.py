"""Which mandatory facts a record lacks, computed from what it says now.

PP 28/2012 Ps 32 and 42: type, number, subject, code, party and content. A record that
lacks one is "belum lengkap": it may be filed, but its file says so when it is closed.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.records.models import Record, RecordKind

# What is no letter has no sender, and its kind stands in its description.
OF_LETTER = ~Q(kind=RecordKind.REGISTERED)
#: Fact -> when it is missing, and its name for people.
MANDATORY: dict[str, tuple[Q, str | Promise]] = {
    "letter_type": (OF_LETTER & Q(letter_type=""), gettext_lazy("type")),
    "number": (Q(number=""), gettext_lazy("number")),
    "subject": (Q(subject=""), gettext_lazy("subject")),
    "party": (OF_LETTER & Q(party=""), gettext_lazy("sender or receiver")),
    "classification": (
        Q(classification__isnull=True),
        gettext_lazy("classification code"),
    ),
    "quantity": (Q(quantity=0), gettext_lazy("file or quantity")),
}
#: What holds of a record that lacks anything.
INCOMPLETE = reduce(or_, (missing for missing, _name in MANDATORY.values()))


def lacks(record: Record) -> list[str]:
    """Return the names of the facts that the record lacks; no query."""
    is_letter = record.kind != RecordKind.REGISTERED
    empty = {
        "letter_type": is_letter and not record.letter_type,
        "number": not record.number,
        "subject": not record.subject,
        "party": is_letter and not record.party,
        "classification": record.classification_id is None,
        "quantity": not record.quantity,
    }
    return [name for name, is_empty in empty.items() if is_empty]


def lack_words(record: Record) -> str:
    """Return what the record lacks, in words; empty where it is complete."""
    return ", ".join(str(MANDATORY[name][1]) for name in lacks(record))


def told_incomplete(records: Iterable[Record]) -> str:
    """Return which items of a file lack what, in words."""
    return "; ".join(
        _("item %(item)s: %(lacks)s")
        % {"item": one.item_number or "-", "lacks": lack_words(one)}
        for one in records
    )
