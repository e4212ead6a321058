"""What the editor shows: the form as saved, and the choices of its fields."""

import json

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from workflow.admin.drafting.attachment_choices import (
    AttachmentChoice,
    attachment_choices,
)
from workflow.admin.drafting.authority_choices import authority_choices
from workflow.admin.drafting.editor_tools import editor_tools
from workflow.admin.drafting.noted import open_notes
from workflow.admin.drafting.offered_parts import (
    abilities,
    editor_words,
    offered_parts,
)
from workflow.admin.drafting.pickers import (
    PickerChoice,
    letter_choice,
    recipient_choice,
)
from workflow.admin.drafting.preview import told_faults, told_route
from workflow.admin.drafting.wished_day import WishedDayForm
from workflow.admin.letters.letter_tags import status_tag
from workflow.approval.models import Decision, DecisionKind
from workflow.approval.route_check import faults_before_submit
from workflow.approval.routes import route_of
from workflow.approval.warnings import letter_warnings
from workflow.classification import catalogue
from workflow.letters.body import body_blocks
from workflow.letters.models import (
    Letter,
    LetterStatus,
    RecipientKind,
)
from workflow.letters.queries.shown import shown_title
from workflow.mandates.queries.signatories import (
    acting_for,
    signatories_for,
    signs_letters,
)
from workflow.outgoing.allowed_acts import allowed_acts
from workflow.security_class import SecurityClass
from workflow.unit_texts.queries import snippets_for
from workflow.urgency import urgency_choices


def signatories(letter: Letter) -> list[tuple[Position, str]]:
    """Return who may sign for the drafter, and who was chosen, with names."""
    able, chosen = signatories_for(letter.drafter_position), letter.signatory_position
    if chosen is not None and chosen not in able and signs_letters(chosen):
        # A choice of before, or by the API, must not vanish when the form is saved.
        able.append(chosen)
    held = acting_for(able)
    return [(p, held[p.pk].name if p.pk in held else _("vacant")) for p in able]


def _classification(code: str) -> list[PickerChoice]:
    entry = catalogue().find(code) if code else None
    if entry is None:
        return [PickerChoice(value=code, title=code)] if code else []
    return [PickerChoice(value=entry.code, title=f"{entry.code} {entry.name}")]


def _pickers(
    letter: Letter,
) -> dict[str, list[PickerChoice] | list[AttachmentChoice]]:
    recipients = list(letter.recipients.select_related("position", "unit"))
    planned = letter.planned_steps.select_related("position")
    return {
        "to": [recipient_choice(r) for r in recipients if r.kind == RecipientKind.TO],
        "cc": [recipient_choice(r) for r in recipients if r.kind == RecipientKind.CC],
        "codes": _classification(letter.classification_code),
        "references": [
            letter_choice(r.referred)
            for r in letter.references.select_related("referred")
        ],
        "attachments": attachment_choices(letter),
        "planned": [
            PickerChoice(value=f"position:{p.position_id}", title=p.position.title)
            for p in planned
        ],
    }


def _returned(letter: Letter) -> dict[str, object]:
    if letter.status != LetterStatus.RETURNED:
        return {}
    version = letter.current_version
    decision = (
        Decision.objects.filter(version=version, kind=DecisionKind.RETURNED)
        .select_related("official")
        .first()
    )
    return {"decision": decision}


def text_editor(letter: Letter) -> dict[str, object]:
    """Return what the part that writes the text needs."""
    allowed = letter.type_version.blocks
    return {
        "body": json.dumps(body_blocks(letter.body), ensure_ascii=False),
        "words": json.dumps(editor_words(), ensure_ascii=False),
        "knows": json.dumps(abilities()),
        "allows": json.dumps(allowed),
        "parts": offered_parts(allowed),
        "tools": editor_tools(allowed),
        "upload": reverse("letter_upload"),
        "pictures": f"{reverse('letter_read', args=[letter.pk])}gambar/",
    }


def editor_context(letter: Letter, actor: Actor) -> dict[str, object]:
    """Return the page's context."""
    drafts = f"{reverse('letter_list')}?tab=konsep"
    steps = route_of(letter)
    return {
        "crumbs": [
            (_("Outgoing letters"), reverse("letter_list")),
            (_("My drafts"), drafts),
            (letter.letter_type.name, ""),
        ],
        "letter": letter,
        "shown_title": shown_title(letter),
        "status": status_tag(letter),
        "editor": text_editor(letter),
        "snippets": snippets_for(actor, letter.type_version.blocks),
        "signatories": signatories(letter),
        "wished": WishedDayForm(initial={"letter_date": letter.letter_date}),
        "urgencies": urgency_choices(letter.urgency),
        "classes": SecurityClass.choices,
        "authorities": authority_choices(letter),
        "faults": told_faults(faults_before_submit(letter)),
        "warnings": told_faults(letter_warnings(letter)),
        "route": told_route(steps),
        "returned": _returned(letter),
        "notes": open_notes(letter, actor),
        "acts": allowed_acts(actor, letter),
        **_pickers(letter),
    }
