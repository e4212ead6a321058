"""Acts on the route of a letter: who presses what."""

from django.urls import reverse
from django.utils import timezone

from tests.office.kabupaten import superior_of
from tests.office.outgoing import submitted
from workflow.letters.access import refresh_access
from workflow.models import RouteChange


def _at(name, letter):
    step = letter.steps.get(state="open")
    return reverse(name, args=[letter.pk, step.pk])


def _correct_text(office):
    letter = submitted(office)
    form = {"row_version": letter.row_version, "subject": "Undangan rapat koordinasi"}
    return office.kabag, _at("text_correct", letter), form


def _skip(office):
    letter, superior = submitted(office), superior_of(office, office.kabag)
    RouteChange.objects.create(
        letter=letter,
        step=letter.steps.get(state="open"),
        kind="escalated",
        seen_by=superior.position,
        made_on=timezone.localdate(),
    )
    refresh_access(letter)
    form = {"reason": "Sedang dinas luar"}
    return superior, _at("step_skip", letter), form


def _reassign(office):
    form = {
        "reason": "Sedang dinas luar",
        "position": str(office.admin.position.pk),
    }
    return office.kabag, _at("step_reassign", submitted(office)), form


ACTS = [_correct_text, _skip, _reassign]
