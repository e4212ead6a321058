"""A rule of the registers ends from a day on; numbers and history stay."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.identifiers import uuid7
from tests.office.kabupaten import actor
from tests.office.outgoing import submitted
from tests.office.visitors import browser_of, post, program_of
from tests.workflow.numbering.registers import number_of, rule, with_bagian
from tests.workflow.numbering.test_rules_are_added import add, given
from workflow.letters.queries.number_patterns import type_patterns
from workflow.models import RegisterRule
from workflow.numbering.changing import change_register_rule
from workflow.numbering.ending import RuleEnded, RuleEnding, end_register_rule

pytestmark = pytest.mark.django_db
CODE = "surat-kadis-kominfo-1"
PAGE = f"/pengaturan/nomor/aturan/{CODE}/akhiri/"


@pytest.fixture
def office(office):
    """The office with a rule of its own, that began last year."""
    office = with_bagian(office)
    add(office)
    RegisterRule.objects.filter(code=CODE).update(valid_from_on=date(2020, 1, 1))
    return office


def end(who, code=CODE, **changes):
    values = {"from_on": timezone.localdate(), "reason": "Perbup 9/2027"} | changes
    return end_register_rule(
        actor=actor(who),
        ending=RuleEnding(code=code, **values),
        type_patterns=type_patterns(),
    )


def test_its_letters_follow_the_next_rule_and_its_numbers_stay(office):
    before = number_of(office, office.kadis)

    ended = end(office.admin)

    year = timezone.localdate().year
    after = number_of(office, office.kadis)
    before.refresh_from_db()
    assert before.text == f"000.1.5/1/SETDA-HK/{year}"
    assert after.text == f"000.1.5/1/DISKOMINFO/{year}"
    assert ended.valid_to_on == timezone.localdate() - timedelta(days=1)
    assert ended.ended_by == office.admin.official
    assert AuditEvent.objects.filter(action="number.rule_ended").count() == 1
    with pytest.raises(RuleEnded):
        end(office.admin)


def test_a_change_before_the_end_takes_the_place_of_the_end(office):
    today = timezone.localdate()
    end(office.admin, from_on=today + timedelta(days=30))

    change_register_rule(
        actor=actor(office.admin),
        code=CODE,
        given=given(office, from_on=today + timedelta(days=9)),
        type_patterns=type_patterns(),
    )

    former = RegisterRule.objects.get(code=CODE, valid_from_on=date(2020, 1, 1))
    assert former.valid_to_on == today + timedelta(days=8)
    assert (former.ended_reason, former.ended_by, former.ended_at) == ("", None, None)


@pytest.mark.parametrize(
    ("code", "changes", "fault"),
    [
        (CODE, {"reason": " "}, "required"),
        (CODE, {"from_on": date(2020, 1, 2)}, "date_past"),
        ("agencies", {"from_on": date(2030, 1, 1)}, "some_without"),
    ],
)
def test_what_would_leave_letters_without_a_register_is_refused(
    office, code, changes, fault
):
    with pytest.raises(Invalid) as refusal:
        end(office.admin, code, **changes)

    assert fault in {one.code for one in refusal.value.faults}
    assert rule(code).valid_to_on is None


def test_only_administrators_end_the_version_that_they_read(office):
    with pytest.raises(NotFound):
        end(office.kadis)
    with pytest.raises(Stale):
        end(office.admin, read=uuid7())

    body = {"reason": "Perbup 9/2027"}
    answer = post(program_of(office.admin), f"/number-registers/rules/{CODE}/end", body)

    assert answer.status_code == 200, answer.content
    assert answer.json()["valid_to"] is not None


def test_the_page_shows_what_moves_before_it_ends(office):
    submitted(office, signatory_position_id=office.sekda.position.pk)
    browser = browser_of(office.admin, stepped_up=True)
    today = timezone.localdate().isoformat()
    form = {"from_on": today, "reason": "Perbup 9/2027"}

    shown = browser.post(PAGE, {**form, "act": "preview"}).content.decode()
    assert "Belum ada yang disimpan" in shown
    assert rule(CODE).valid_to_on is None
    browser.post(PAGE, {**form, "act": "save"})

    page = browser.get(f"/pengaturan/nomor/aturan/{CODE}/").content.decode()
    assert "Perbup 9/2027" in page
    assert RegisterRule.objects.get(code=CODE).valid_to_on is not None
