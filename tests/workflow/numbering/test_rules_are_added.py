"""Rules of the registers that an office adds, and whose signatories it changes."""

import pytest
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.organisation.models import Unit
from tests.office.kabupaten import actor
from tests.office.outgoing import submitted
from tests.office.visitors import client_of, post, program_of
from tests.workflow.numbering.registers import number_of, rule, with_bagian
from workflow.approval.queries.moved_registers import moved_letters
from workflow.letters.queries.number_patterns import type_patterns
from workflow.models import RegisterRule
from workflow.numbering.changing import (
    RegisterRuleInput,
    SignerInput,
    add_register_rule,
    change_register_rule,
    looked_at,
)

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/nomor/aturan/"


@pytest.fixture
def office(office):
    """The office with its Bagian Umum and Bagian Hukum."""
    return with_bagian(office)


def given(office, **changes) -> RegisterRuleInput:
    """Return a rule for letters of the kadis, numbered by Bagian Hukum."""
    values = {
        "name": "Surat kadis kominfo",
        "order": 85,
        "signers": SignerInput(positions=(office.kadis.position.pk,)),
        "owner": "named",
        "owner_unit_id": office.hukum.pk,
        "series": "outgoing",
        "pattern": "{klasifikasi}/{urut}/{unit}/{tahun}",
        "letter_types": (),
        "from_on": timezone.localdate(),
        "reason": "Perbup 12/2026",
    }
    return RegisterRuleInput(**(values | changes))


def add(office, who=None, **changes) -> RegisterRule:
    return add_register_rule(
        actor=actor(who or office.admin),
        given=given(office, **changes),
        type_patterns=type_patterns(),
    )


def test_an_added_rule_numbers_its_signatories_and_nobody_elses(office):
    before = number_of(office, office.kadis)

    added = add(office)

    year = timezone.localdate().year
    assert number_of(office, office.kadis).text == f"000.1.5/1/SETDA-HK/{year}"
    assert number_of(office, office.kabid).text == f"000.1.5/2/DISKOMINFO/{year}"
    before.refresh_from_db()
    assert before.text == f"000.1.5/1/DISKOMINFO/{year}"
    assert added.code == "surat-kadis-kominfo-1"
    assert AuditEvent.objects.filter(action="number.rule_added").count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "required"),
        ({"order": 0}, "order"),
        ({"order": 100}, "order_taken"),
        ({"order": 150}, "never_reached"),
        ({"signers": SignerInput()}, "hides"),
        ({"signers": SignerInput(kinds=("raja",))}, "unknown_choice"),
        ({"reason": ""}, "required"),
        # Other letters of this register might print the same number.
        ({"series": "decree"}, "not_told_apart"),
    ],
)
def test_a_rule_that_contradicts_others_is_refused_in_words(office, changes, code):
    count = RegisterRule.objects.count()

    with pytest.raises(Invalid) as refusal:
        add(office, **changes)

    assert code in {fault.code for fault in refusal.value.faults}
    assert RegisterRule.objects.count() == count


def test_closed_owners_and_closed_signatories_are_refused(office):
    today = timezone.localdate()
    Unit.objects.filter(pk__in=[office.hukum.pk, office.dinkes.pk]).update(
        closed_on=today
    )

    with pytest.raises(Invalid) as refusal:
        add(office, signers=SignerInput(units=(office.dinkes.pk,)))

    codes = {fault.code for fault in refusal.value.faults}
    assert codes == {"unit_closed", "closed"}


def test_the_rule_for_all_others_stays_for_all(office):
    now = rule("agencies")

    with pytest.raises(Invalid) as refusal:
        change_register_rule(
            actor=actor(office.admin),
            code="agencies",
            given=given(
                office, name="", order=None, owner=now.owner, owner_unit_id=None
            ),
            type_patterns=type_patterns(),
        )

    assert "some_without" in {fault.code for fault in refusal.value.faults}


def test_signatories_of_a_rule_are_changed_and_kept_where_not_given(office):
    kept = change_register_rule(
        actor=actor(office.admin),
        code="leaders",
        given=given(
            office, name="", order=None, signers=None, owner_unit_id=office.umum.pk
        ),
        type_patterns=type_patterns(),
    )

    assert kept.signer_kinds == ["regional_head", "deputy_head", "regional_secretary"]
    assert (kept.name, kept.order) == (rule("leaders").name, 90)


def test_what_changes_for_letters_on_their_way_is_told_before(office):
    submitted(office)
    mine = SignerInput(positions=(office.sekda.position.pk,))
    wanted = given(office, signers=mine)

    shown, _patterns = looked_at(
        actor=actor(office.admin),
        code=None,
        given=wanted,
        type_patterns=type_patterns(),
    )
    [told] = moved_letters(shown, wanted.from_on)

    assert (told.count, told.type_name) == (1, "Surat Dinas")
    assert told.before.startswith("Bagian Umum")
    assert told.after.startswith("Bagian Hukum")


def test_only_administrators_add_rules(office):
    with pytest.raises(NotFound):
        add(office, who=office.setda_clerk)
    assert client_of(office.setda_clerk).get(PAGE).status_code == 404


def test_the_page_looks_ahead_and_saves(office):
    submitted(office)
    number_of(office, office.bupati, "keputusan_bupati")
    admin, year = client_of(office.admin), timezone.localdate().year
    form = {
        "name": "Surat sekda", "order": "85", "owner": "named",
        "owner_unit": office.hukum.pk, "series": "outgoing",
        "pattern": "{klasifikasi}/{urut}/{unit}/{tahun}",
        "signer_positions": [office.sekda.position.pk],
        "from_on": timezone.localdate().isoformat(), "reason": "Perbup 12/2026",
    }  # fmt: skip

    shown = admin.get(PAGE)
    looked = admin.post(PAGE, {**form, "act": "preview"}).content.decode()
    assert not RegisterRule.objects.filter(name="Surat sekda").exists()
    refused = admin.post(PAGE, {**form, "order": "90", "act": "save"})
    saved = admin.post(PAGE, {**form, "act": "save"})

    assert shown.status_code == refused.status_code == 200
    assert f"000.1.5/1/SETDA-HK/{year}" in looked
    assert "1 Surat Dinas" in looked
    assert saved.status_code == 302, saved.content.decode()
    assert number_of(office, office.sekda).register.unit == office.hukum


def test_programs_add_a_rule_and_read_its_signatories(office):
    program = program_of(office.admin)
    body = {
        "name": "Surat kadis", "order": 85, "owner": "named", "series": "outgoing",
        "owner_unit": str(office.hukum.pk), "reason": "Perbup 12/2026",
        "pattern": "{klasifikasi}/{urut}/{unit}/{tahun}",
        "signers": {"positions": [str(office.kadis.position.pk)]},
    }  # fmt: skip

    made = post(program, "/number-registers/rules", body)
    again = post(program, "/number-registers/rules", body)

    assert made.status_code == 201, made.content
    assert made.json()["signers"]["positions"] == body["signers"]["positions"]
    assert again.status_code == 422
