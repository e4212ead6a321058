"""Acts on the route of a letter and on who stands in: who presses what."""

from django.urls import reverse
from django.utils import timezone

from eoffice.organisation.models import Absence
from tests.office.kabupaten import superior_of
from tests.office.outgoing import submitted
from tests.office.visitors import client_of
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


def _absent(office):
    today = timezone.localdate()
    form = {
        "position": str(office.kabag.position.pk),
        "deputy": str(office.drafter.official.pk),
        "from_on": today.isoformat(),
        "to_on": today.isoformat(),
        "decree_number": "800.1.11.1/7/2026",
        "decree_on": today.isoformat(),
        "reason": "Cuti tahunan",
    }
    return office.kabag, reverse("absence_list"), form


def _absence_agree(office):
    person, address, form = _absent(office)
    client_of(person).post(address, form)
    absence = Absence.objects.get()
    superior = superior_of(office, office.kabag)
    return superior, reverse("absence_agree", args=[absence.pk]), {}


ACTS = [_correct_text, _skip, _reassign, _absence_agree]
