"""Choosing by typing: what the editor's pickers hold and what they are offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.errors import NotFound
from eoffice.organisation.queries.positions_held import name_there
from eoffice.shell.acting import acting
from workflow.classification import ClassificationEntry, catalogue
from workflow.contacts.models import Contact
from workflow.contacts.queries import same_name, suggested
from workflow.drafting.addressee_groups import groups_named, positions_of
from workflow.drafting.proposed_codes import ProposedCode, proposed_codes
from workflow.letters import access
from workflow.letters.models import Letter, LetterRecipient
from workflow.letters.queries.suggestions import (
    found_positions,
    found_references,
    found_units,
)
from workflow.security_class import is_confidential

# What fits under a box without scrolling; more words find the rest.
OFFERED = 8
CONTACTS = 5
GROUPS = 3
MAIL = "mailto:"  # marks the line of somebody outside that is no line of address
# A single letter would find half of the organisation at every key.
SHORTEST = 2
LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PickerChoice:
    """Something chosen or offered: value of the hidden field, title, small print.

    What `leads_to` other words is not chosen: the picker goes on with these words.
    What `is_typed` is not chosen either: the rest of it is asked for first.
    What stands for `many` is chosen as all of them.
    """

    value: str
    title: str
    meta: str = ""
    leads_to: str = ""
    is_typed: bool = False
    many: tuple["PickerChoice", ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the shape the picker reads."""
        told: dict[str, object] = {
            "value": self.value,
            "title": self.title,
            "meta": self.meta,
        }
        if self.leads_to:
            told["leads_to"] = self.leads_to
        if self.is_typed:
            told["typed"] = True
        if self.many:
            told["many"] = [one.as_json() for one in self.many]
        return told


def recipient_choice(recipient: LetterRecipient) -> PickerChoice:
    """Return a recipient as chosen."""
    if recipient.position is not None:
        return PickerChoice(
            value=f"position:{recipient.position_id}", title=recipient.position.title
        )
    if recipient.unit is not None:
        return PickerChoice(
            value=f"unit:{recipient.unit_id}", title=recipient.unit.name
        )
    name, lines, email = (
        recipient.external,
        recipient.address.splitlines(),
        recipient.email,
    )
    meta = ", ".join(filter(None, [_("outside"), *lines, email]))
    return PickerChoice(value=outside_value(name, lines, email), title=name, meta=meta)


def outside_value(name: str, address_lines: Sequence[str], email: str = "") -> str:
    """Return somebody outside as a form carries them.

    The name, then lines of address, then the e-mail behind its mark.
    """
    mail = [f"{MAIL}{email}"] if email else []
    return "\n".join([f"external:{name}", *address_lines, *mail])


def position_choices(words: str) -> list[PickerChoice]:
    """Return positions by title or by their holder's name."""
    return [
        PickerChoice(value=f"position:{p.pk}", title=p.title, meta=name_there(p))
        for p in found_positions(words, OFFERED)
    ]


def _unit_choices(words: str) -> list[PickerChoice]:
    return [
        PickerChoice(value=f"unit:{u.pk}", title=u.name, meta=_("unit, to its head"))
        for u in found_units(words, OFFERED)
    ]


def _recipient_choices(request: HttpRequest, words: str) -> list[PickerChoice]:
    outside = PickerChoice(
        value=f"external:{words}",
        title=words,
        meta=_("outside: add address and e-mail"),
        is_typed=True,
    )
    inside = [*position_choices(words), *_unit_choices(words)][:OFFERED]
    known = [
        _contact_choice(one) for one in suggested(acting(request), words, CONTACTS)
    ]
    # Last: those inside get the letter at once, so they are offered first.
    return [*_group_choices(words), *inside, *known, outside]


def _group_choices(words: str) -> list[PickerChoice]:
    found = []
    for row in groups_named(words)[:GROUPS]:
        many = tuple(
            PickerChoice(value=f"position:{one.pk}", title=one.title)
            for one in positions_of(row)
        )
        told = ngettext("%(many)d position", "%(many)d positions", len(many))
        meta = _("group, %(many)s") % {"many": told % {"many": len(many)}}
        if many:
            found.append(PickerChoice(value="", title=row.name, meta=meta, many=many))
    return found


def _contact_choice(contact: Contact) -> PickerChoice:
    place = ", ".join(contact.address_lines)
    meta = f"{_('outside')}, {place}" if place else _("outside, in the register")
    return PickerChoice(
        value=outside_value(contact.name, contact.address_lines),
        title=contact.name,
        meta=meta,
    )


def _same_party_choices(request: HttpRequest, words: str) -> list[PickerChoice]:
    found = same_name(acting(request), words, CONTACTS)
    return [_contact_choice(one) for one in found]


def _code_choices(request: HttpRequest, words: str) -> list[PickerChoice]:
    return [_code_choice(entry) for entry in catalogue().search(words, OFFERED)]


def _code_choice(entry: ClassificationEntry) -> PickerChoice:
    title = f"{entry.code} {entry.name}"
    if entry.is_leaf:
        return PickerChoice(value=entry.code, title=title)
    # A heading has no retention; it is a way to the codes below it.
    meta = _("heading: show the codes below it")
    return PickerChoice(value="", title=title, meta=meta, leads_to=f"{entry.code}.")


def codes_for_letter(request: HttpRequest, letter_id: UUID) -> JsonResponse:
    """Answer codes for the words typed; without words those the draft speaks of."""
    actor = acting(request)
    letter = access.visible_letter(actor, letter_id)
    access.require(actor, "letter.edit", letter)
    words = _typed(request)
    if words:
        found = _code_choices(request, words) if len(words) >= SHORTEST else []
    else:
        # The subject as it stands in the window; nothing is kept here.
        letter.subject = request.GET.get("hal", letter.subject)[:LONGEST_SUBJECT]
        found = [_proposed_choice(one) for one in proposed_codes(actor, letter)]
    return JsonResponse({"options": [choice.as_json() for choice in found]})


def _proposed_choice(one: ProposedCode) -> PickerChoice:
    title = f"{one.entry.code} {one.entry.name}"
    return PickerChoice(value=one.entry.code, title=title, meta=one.reason)


def _letter_choices(request: HttpRequest, words: str) -> list[PickerChoice]:
    # In force alone: a letter does not rest on what was revoked.
    found = found_references(acting(request), words, OFFERED)
    return [letter_choice(letter) for letter in found]


def letter_choice(letter: Letter) -> PickerChoice:
    """Return a letter as a reference."""
    # The list opens while somebody types, before all who look on.
    meta = "" if is_confidential(letter) else letter.subject
    return PickerChoice(value=str(letter.pk), title=letter.number, meta=meta)


def _only_positions(request: HttpRequest, words: str) -> list[PickerChoice]:
    return position_choices(words)


SOURCES = {
    "tujuan": _recipient_choices,
    "kode": _code_choices,
    "surat": _letter_choices,
    "jabatan": _only_positions,
    "kontak": _same_party_choices,
}


def lookup(request: HttpRequest, source: str) -> JsonResponse:
    """Answer what a picker may offer for the words typed."""
    acting(request)
    if source not in SOURCES:
        raise NotFound
    words = _typed(request)
    found = SOURCES[source](request, words) if len(words) >= SHORTEST else []
    return JsonResponse({"options": [choice.as_json() for choice in found]})


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").split())[:100]
