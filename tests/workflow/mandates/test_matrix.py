"""Whose letters they are by addressee, and the warning for those who stand in.

Rules: tata naskah 3.5 (who signs what), UU 30/2014 Ps 14 (7).
"""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid
from eoffice.organisation.queries.holders import Holding
from eoffice.policies.models import PolicyVersion
from tests.office.kabupaten import actor, make_acting
from tests.office.outgoing import initialled, letter_input, make_draft, submitted
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of, token_client
from workflow.approval.operations.submitting import submit_letter
from workflow.approval.warnings import letter_warnings
from workflow.letters.operations.drafting import RecipientInput, create_draft
from workflow.mandates.matrix import matrix_faults
from workflow.mandates.strategic import strategic_warning
from workflow.models import LetterReference, LetterStatus
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import FormWithoutMandate

pytestmark = pytest.mark.django_db


def refused(position, form, addressee) -> bool:
    return bool(list(matrix_faults(position, form, [addressee])))


# addressee -> is it the bupati's to write to
ADDRESSEES = (
    ("Presiden Republik Indonesia", True),
    ("Bapak Presiden Republik Indonesia", True),
    ("Yth. Menteri Dalam Negeri", True),
    ("Plt. Gubernur Jawa Tengah", True),
    ("Wakil Gubernur Jawa Tengah", True),
    ("Ketua DPRD Kabupaten Wanasari", True),
    ("DPRD Kabupaten Wanasari", True),
    ("Pimpinan Dewan Perwakilan Rakyat Daerah", True),
    ("Sekretaris DPRD", False),
    ("Kepala Biro Gubernur Center", False),
    ("Presidensi Mahasiswa", False),
    ("Bupati Nusa Harapan", False),
    ("Kepala Desa Karangjati", False),
)


@pytest.mark.parametrize(("addressee", "is_the_bupatis"), ADDRESSEES)
def test_an_addressee_is_known_by_the_words_it_begins_with(
    seats, addressee, is_the_bupatis
):
    assert refused(seats.kabag.position, "own", addressee) is is_the_bupatis
    assert not refused(seats.bupati.position, "own", addressee)


@pytest.mark.parametrize(
    ("seat", "form"),
    [("kabag", "own"), ("kabag", "ub"), ("kadis", "an"), ("sekda", "an")],
)
def test_nobody_below_signs_to_the_governor(seats, seat, form):
    assert refused(getattr(seats, seat).position, form, "Gubernur Jawa Tengah")


def test_the_wakil_signs_only_while_the_bupati_is_absent(seats):
    today = timezone.localdate()
    assert refused(seats.wakil.position, "own", "Gubernur")

    make_acting(seats.sekda, seats.bupati.position, "acting_absent", today, today)

    assert not refused(seats.wakil.position, "own", "Gubernur")


def test_an_office_may_say_otherwise(seats):
    row = {"addressees": "Gubernur", "signer": "in_name"}
    PolicyVersion.objects.create(
        name="signing_matrix",
        number=1,
        value={"rows": [row]},
        effective_from=timezone.localdate(),
        reason="Perbup 12/2026",
    )

    assert not refused(seats.kadis.position, "an", "Gubernur")
    assert not refused(seats.kabag.position, "ub", "Gubernur")
    assert refused(seats.kadis.position, "own", "Gubernur")
    assert refused(seats.kabag.position, "an", "Gubernur")
    assert not refused(seats.kabag.position, "own", "Presiden")


OUTSIDE = [RecipientInput(kind="to", external="Kepala Desa Karangjati")]
RECTOR = [RecipientInput(kind="to", external="Gubernur Jawa Tengah")]


def test_a_letter_of_another_hand_is_refused_at_submit(office):
    letter = make_draft(office, recipients=RECTOR)

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert [(f.field, f.code) for f in refusal.value.faults] == [
        ("signatory", "matrix")
    ]
    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT


def test_a_matrix_that_changed_on_the_way_is_asked_again_at_signing(office):
    make_signer(office.sekda)
    letter = initialled(office)
    PolicyVersion.objects.create(
        name="signing_matrix",
        number=1,
        value={"rows": [{"addressees": "Kepala Dinas", "signer": "head"}]},
        effective_from=timezone.localdate(),
        reason="Perbup 12/2026",
    )

    with pytest.raises(FormWithoutMandate):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE


# how held, code -> warned
STRATEGIC = (
    ("acting_absent", "100.3.3.2", True),
    ("acting_vacant", "800.1.3", True),
    ("acting_absent", "900.1.1.2", True),
    ("acting_head", "100.3.3.2", False),
    ("permanent", "100.3.3.2", False),
    ("acting_absent", "000.1.5", False),
    ("acting_absent", "100.3.31", False),
    ("acting_absent", "", False),
)


@pytest.mark.parametrize(("kind", "code", "warned"), STRATEGIC)
def test_those_who_stand_in_are_warned_of_strategic_codes(office, kind, code, warned):
    holding = Holding(official=office.kabag.official, kind=kind)

    assert bool(strategic_warning(holding, code)) is warned


def test_who_signs_against_the_warning_is_on_record(office):
    today = timezone.localdate()
    make_acting(office.kabid, office.sekda.position, "acting_absent", today,
                today + timedelta(days=3))  # fmt: skip
    make_signer(office.kabid)
    letter = submitted(office, classification_code="800.1.3.1")
    warned = letter_warnings(letter)
    checked = token_client(office.drafter.official).get(
        f"/api/v1/letters/{letter.pk}/check"
    )
    from workflow.approval.operations.approving import approve_step

    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    page = client_of(office.kabid).get(f"/naskah-keluar/{letter.pk}/")
    sign_letter(actor=actor(office.kabid), letter_id=letter.pk, secret=Secret(SECRET))

    assert [one.code for one in warned] == ["uu_30_2014_14_7"]
    assert [w["code"] for w in checked.json()["warnings"]] == ["uu_30_2014_14_7"]
    assert "UU 30/2014 Ps 14 ayat (7)" in page.content.decode()
    event = AuditEvent.objects.get(action="letter.warning_overridden")
    told = json.loads(event.payload)["data"]
    assert told["rule"] == "uu_30_2014_14_7"
    assert told["held_as"] == "acting_absent"


def test_an_ordinary_letter_leaves_no_such_line(office):
    make_signer(office.sekda)
    letter = initialled(office)

    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))

    assert not AuditEvent.objects.filter(action="letter.warning_overridden").exists()


def test_what_leaders_sign_for_an_office_goes_up_with_a_note(office):
    make_signer(office.kadis)
    content = letter_input(office, recipients=OUTSIDE)
    letter = create_draft(
        actor=actor(office.kadis), type_code="surat_dinas", content=content
    )
    own = make_draft(office)

    note = create_draft(
        actor=actor(office.kadis),
        type_code="nota_dinas",
        content=letter_input(office, signatory_position_id=office.kadis.position.pk),
    )

    assert [one.code for one in letter_warnings(letter)] == ["concept_note"]
    assert letter_warnings(own) == []
    LetterReference.objects.create(letter=letter, referred=note)
    assert letter_warnings(letter) == []
