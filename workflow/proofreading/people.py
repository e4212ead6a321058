"""People whom a text names: NIP, name with degrees, and whether they still serve."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eoffice.organisation.models import Official
from workflow.proofreading.passages import Passage, passages_of
from workflow.rendering.errors import BlockFault
from workflow.rendering.tree import Block, PeopleTable

_NIP = re.compile(r"(?<!\d)(\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A NIP in the text, with the name beside it where the block tells."""

    place: Passage
    nip: str
    name: str = ""


def _nips(body: Sequence[Block]) -> Iterator[_Named]:
    for place in passages_of(body):
        for found in _NIP.findall(place.text):
            yield _Named(place=place, nip=re.sub(r"\D", "", found))


def _rows(body: Sequence[Block]) -> Iterator[_Named]:
    for index, block in enumerate(body):
        if isinstance(block, PeopleTable):
            place = Passage(index=index, block_id=block.id, text="", steady="")
            for person in block.value:
                digits = re.sub(r"\D", "", person.nip)
                yield _Named(place=place, nip=digits, name=person.name)


def _letters(name: str) -> str:
    """Return the letters and points of a name, so that spaces make no difference."""
    return re.sub(r"\s+", "", name).casefold()


def people_warnings(body: Sequence[Block]) -> Iterator[BlockFault]:
    """Yield names that differ from the office's own, and people who have left.

    One query. A NIP the office does not know is no fault: letters name others too.
    """
    rows = [row for row in _rows(body) if row.nip]
    loose = {row.nip for row in rows}
    named = [*rows, *(one for one in _nips(body) if one.nip not in loose)]
    if not named:
        return
    nips = {one.nip for one in named}
    known = {one.nip: one for one in Official.objects.filter(nip__in=nips)}
    for one in named:
        official = known.get(one.nip)
        if official is not None:
            yield from _told(one, official)


def _told(one: _Named, official: Official) -> Iterator[BlockFault]:
    if not official.is_active:
        text = _("%(name)s is no longer in service. Name somebody else.")
        told = text % {"name": official.full_name}
        yield one.place.fault("person_left", told, one.name or one.nip)
    elif one.name and _letters(one.name) != _letters(official.full_name):
        text = _("NIP %(nip)s belongs to %(right)s; “%(written)s” stands beside it.")
        told = text % {
            "nip": one.nip,
            "right": official.full_name,
            "written": one.name,
        }
        yield one.place.fault("name_differs", told, one.name)
