"""The register of mandates: entering, contradicting, ending; asked again at signing."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, make_draft
from tests.office.signers import SECRET, make_signer
from workflow.approval.operations.submitting import submit_letter
from workflow.mandates.custom import BASIS
from workflow.mandates.operations.entering import (
    MandateInput,
    MandateOver,
    end_mandate,
    enter_mandate,
    put_customary_table_in,
)
from workflow.mandates.queries.offered import offered_forms
from workflow.mandates.queries.register import Subject
from workflow.models import (
    LetterStatus,
    LetterTypeVersion,
    Signature,
    SigningMandate,
)
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import open_attempt, sign_letter
from workflow.signing.refusals import FormWithoutMandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def line_of(person) -> SigningMandate:
    return SigningMandate.objects.get(receiver=person.position)


def entry(office, person, forms=("own", "an"), **changes) -> MandateInput:
    values = {
        "giver": person.position.mandate_giver,
        "receiver": person.position,
        "forms": forms,
        "from_on": timezone.localdate(),
        "basis": "Perbup 12/2026 Ps 4",
    }
    return MandateInput(**(values | changes))


def end(office, person, on=None):
    line = line_of(person)
    return end_mandate(actor=actor(office.admin), mandate_id=line.pk, on=on)


def forms_of(person, type_code="surat_dinas", code="000.1.5"):
    position = Position.objects.get(pk=person.position.pk)
    version = LetterTypeVersion.objects.current().get(letter_type__code=type_code)
    forms = frozenset(version.forms)
    subject = Subject(type_code=type_code, code=code, forms=forms)
    return [o.form for o in offered_forms(position, holding_of(position), subject)]


def test_a_line_is_entered_by_an_administrator_and_stands_in_the_trail(office):
    end(office, office.kadis)

    made = enter_mandate(
        actor=actor(office.admin),
        content=entry(office, office.kadis, codes=("800.1.*",), forms=("an", "own")),
    )

    assert made.entered_by == office.admin.official
    assert (made.forms, made.codes) == (["own", "an"], ["800.1"])
    assert forms_of(office.kadis, code="800.1.3") == ["own", "an"]
    assert forms_of(office.kadis, code="800.11") == ["own"]
    acts = AuditEvent.objects.filter(action__startswith="mandate.").order_by("id")
    assert [one.action for one in acts] == ["mandate.ended", "mandate.entered"]


def test_nobody_else_enters_or_ends(office):
    for person in (office.sekda, office.bupati, office.auditor):
        with pytest.raises(NotFound):
            enter_mandate(actor=actor(person), content=entry(office, office.kadis))
        with pytest.raises(NotFound):
            end_mandate(
                actor=actor(person), mandate_id=line_of(office.kadis).pk, on=None
            )
        with pytest.raises(NotFound):
            put_customary_table_in(actor=actor(person))

    assert SigningMandate.objects.filter(ended_at=None).count() == 4


@pytest.mark.parametrize(
    ("changes", "contradicts"),
    [
        ({"forms": ("own",)}, True),
        ({"forms": ("an",), "letter_types": ("surat_dinas",)}, True),
        ({"forms": ("own",), "codes": ("000.1",)}, True),
        ({"forms": ("own", "an")}, False),  # says the same
    ],
)
def test_a_line_that_says_otherwise_is_refused_with_the_other_named(
    office, changes, contradicts
):
    before = SigningMandate.objects.count()

    try:
        enter_mandate(
            actor=actor(office.admin), content=entry(office, office.kadis, **changes)
        )
        faults = []
    except Invalid as refusal:
        faults = refusal.faults

    assert [one.code for one in faults] == (["contradicts"] if contradicts else [])
    assert SigningMandate.objects.count() == before + (not contradicts)
    if faults:
        assert "Bupati Wanasari" in str(faults[0].message)
        assert BASIS in str(faults[0].message)


def test_lines_of_other_letters_or_days_do_not_contradict(office, today):
    end(office, office.kadis, on=today)
    for changes in (
        {"forms": ("own",), "codes": ("800",)},
        {"forms": ("an",), "codes": ("900",)},
        {"forms": ("own",), "codes": ("000",), "letter_types": ("surat_dinas",)},
        {"forms": ("an",), "codes": ("000",), "letter_types": ("surat_izin",)},
    ):
        content = entry(
            office, office.kadis, **changes, from_on=today + timedelta(days=1)
        )
        enter_mandate(actor=actor(office.admin), content=content)

    assert SigningMandate.objects.filter(receiver=office.kadis.position).count() == 5


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"forms": ()}, "forms", "required"),
        ({"basis": " "}, "basis", "required"),
        ({"to_on": "yesterday"}, "to", "date_order"),
        ({"giver": "kadis"}, "giver", "not_its_giver"),
        ({"forms": ("ub",)}, "forms", "form_not_in_use"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused(office, today, changes, field, code):
    if changes.get("to_on"):
        changes = {"to_on": today - timedelta(days=1)}
    if changes.get("giver"):
        changes = {"giver": office.kadis.position}

    with pytest.raises(Invalid) as refusal:
        enter_mandate(
            actor=actor(office.admin), content=entry(office, office.sekda, **changes)
        )

    assert (field, code) in [(one.field, one.code) for one in refusal.value.faults]


def test_a_line_ends_once_and_stays_on_record(office, today):
    ended = end(office, office.kadis)

    assert ended.ended_by == office.admin.official
    assert forms_of(office.kadis) == ["own"]
    with pytest.raises(MandateOver):
        end(office, office.kadis)
    assert SigningMandate.objects.filter(receiver=office.kadis.position).exists()


def test_the_last_day_counts_whole(office, today):
    end(office, office.kadis, on=today)

    assert forms_of(office.kadis) == ["own", "an"]


def test_what_is_passed_on_ends_with_the_mandate_it_comes_from(office):
    assert forms_of(office.kabag) == ["own", "an", "ub"]

    end(office, office.sekda)

    assert forms_of(office.kabag) == ["own", "an"]


def test_another_giver_of_the_position_takes_its_mandates_away(office):
    Position.objects.filter(pk=office.kabid.position.pk).update(
        mandate_giver=office.bupati.position
    )

    assert forms_of(office.kabid) == ["own"]


def test_a_line_without_own_authority_takes_it_away(office):
    end(office, office.kabag)
    enter_mandate(
        actor=actor(office.admin),
        content=entry(
            office, office.kabag, forms=("an", "ub"), letter_types=("surat_dinas",)
        ),
    )

    assert forms_of(office.kabag) == ["an", "ub"]
    assert forms_of(office.kabag, type_code="nota_dinas") == ["own"]


def test_the_customary_table_is_put_in_once_and_respects_what_was_ended(office):
    SigningMandate.objects.exclude(receiver=office.kadis.position).delete()
    end(office, office.kadis)

    added = put_customary_table_in(actor=actor(office.admin))
    again = put_customary_table_in(actor=actor(office.admin))

    assert {one.receiver for one in added} == {
        office.sekda.position,
        office.kabag.position,
        office.kabid.position,
    }
    assert again == []
    assert forms_of(office.kadis) == ["own"]


def test_a_form_without_a_mandate_is_refused_at_submit_with_the_remedy(office):
    letter = make_draft(office, authority="an")
    end(office, office.sekda)

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    [fault] = refusal.value.faults
    assert (fault.field, fault.code) == ("signatory.authority", "mandate")
    assert "UU 30/2014" in str(fault.message)
    assert "Pengaturan, Mandat" in str(fault.message)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT


def test_a_mandate_that_ended_after_the_submit_signs_nothing(office):
    make_signer(office.sekda)
    letter = initialled(office, authority="an")
    end(office, office.sekda)

    with pytest.raises(FormWithoutMandate):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not Signature.objects.exists()
    assert not letter.attempts.exists()


def test_a_mandate_that_ends_while_the_signer_works_signs_nothing(office, monkeypatch):
    make_signer(office.sekda)
    letter = initialled(office, authority="an")

    def opened_and_ended(**given):
        prepared = open_attempt(**given)
        end(office, office.sekda)
        return prepared

    place = "workflow.signing.operations.signing.open_attempt"
    monkeypatch.setattr(place, opened_and_ended)
    with pytest.raises(FormWithoutMandate):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not Signature.objects.exists()
    assert [one.outcome for one in letter.attempts.all()] == ["form_without_mandate"]


def test_a_mandate_that_is_entered_again_lets_the_same_letter_be_signed(office):
    make_signer(office.sekda)
    letter = initialled(office, authority="an")
    end(office, office.sekda)
    enter_mandate(actor=actor(office.admin), content=entry(office, office.sekda))

    signed = sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )

    signature = Signature.objects.get(letter=signed)
    assert signature.printed_title == "a.n. BUPATI WANASARI SEKRETARIS DAERAH"


def test_an_office_that_runs_signs_on_from_the_first_minute_of_the_upgrade(office):
    SigningMandate.objects.all().delete()

    upgrade = import_module("workflow.migrations.0019_customary_mandates")
    upgrade.put_customary_table_in(apps, None)

    assert forms_of(office.sekda) == ["own", "an"]
    assert forms_of(office.kadis) == ["own", "an"]
    assert forms_of(office.kabag) == ["own", "an", "ub"]
    assert forms_of(office.kabid) == ["own", "an"]
