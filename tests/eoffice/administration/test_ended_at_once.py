"""A tenure ends with a moment, in force at once, and frees the seat the same day."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from eoffice.administration.agreeing import ask, confirm_agreement
from eoffice.administration.terms import end_acting_assignment, end_term
from eoffice.errors import Invalid
from eoffice.organisation.models import ActingAssignment, Agreement, TermOfOffice
from eoffice.organisation.queries.holders import holding_of
from tests.eoffice.accounts.test_pages import log_in
from tests.office.kabupaten import actor, make_acting, make_person
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
ME = "/api/v1/me"


@pytest.fixture
def acting(office):
    """An assignment that began today, by mistake."""
    today = timezone.localdate()
    return make_acting(
        office.staff,
        office.kadis.position,
        "acting_absent",
        today,
        today + timedelta(days=5),
    )


def end_now(office, acting):
    return end_acting_assignment(
        actor=actor(office.admin),
        assignment_id=acting.pk,
        on=None,
        expected_version=None,
    )


def acts_for_kadis(person) -> bool:
    return any(m.kind == "acting_absent" for m in actor(person).mandates)


def test_what_began_today_is_over_this_moment(office, acting):
    browser = log_in("staf")
    before = acts_for_kadis(office.staff)

    ended = end_now(office, acting)

    assert before
    assert not acts_for_kadis(office.staff)
    assert actor(office.kadis).holds(office.kadis.position.pk)
    assert holding_of(office.kadis.position).official == office.kadis.official
    assert ended.ended_at is not None
    assert browser.get(ME).status_code == 401


def test_another_acts_from_the_same_day(office, acting):
    second = make_person(
        "admin2", "Sari", "Administrator Kedua", office.kominfo, duties=("admin",)
    )
    end_now(office, acting)
    today = timezone.localdate()
    values = {
        "kind": "acting_absent",
        "official": office.kabid.official,
        "position": office.kadis.position,
        "from_on": today,
        "to_on": today,
        "decree_number": "800/2",
    }

    asked = ask("assign_acting_holder", actor=actor(office.admin), values=values)
    confirm_agreement(actor=actor(second), agreement_id=asked.pk)

    assert acts_for_kadis(office.kabid)


def test_two_in_force_on_one_day_stay_impossible(office, acting):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_acting(
            office.kabid,
            office.kadis.position,
            "acting_absent",
            acting.from_on,
            acting.to_on,
        )

    assert ActingAssignment.objects.count() == 1


def test_what_has_not_begun_never_begins(office, acting):
    later = timezone.localdate() + timedelta(days=3)
    ActingAssignment.objects.filter(pk=acting.pk).update(from_on=later)

    end_now(office, acting)

    acting.refresh_from_db()
    assert not any(acting.contains(later + timedelta(days=n)) for n in range(-4, 5))
    assert acting.to_on == later


def test_what_is_over_stays_as_it_was(office, acting):
    end_now(office, acting)
    acting.refresh_from_db()
    moment = acting.ended_at

    end_now(office, acting)

    acting.refresh_from_db()
    assert acting.ended_at == moment


def test_one_alone_does_not_take_the_end_back(office, acting):
    end_now(office, acting)
    client = token_client(office.admin.official)
    path = f"/api/v1/acting-assignments/{acting.pk}"

    answer = client.patch(
        path,
        json.dumps({"to": f"{timezone.localdate() + timedelta(days=2)}"}),
        content_type="application/json",
        headers={"if-match": "*"},
    )

    assert answer.status_code == 202
    assert Agreement.objects.get().act == "end_acting_assignment"
    assert not acts_for_kadis(office.staff)


def test_the_page_ends_a_term_at_once(office):
    term = TermOfOffice.objects.get(official=office.staff.official)
    browser = browser_of(office.admin.official, stepped_up=True)
    page = f"/pengaturan/organisasi/definitif/{term.pk}/akhiri/"

    browser.post(page, {"at_once": "on", "on": ""})
    nothing = browser.post(page, {"on": ""})

    term.refresh_from_db()
    assert term.ended_at is not None
    assert not actor(office.staff).mandates
    assert nothing.status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [({"at_once": True}, 200), ({}, 422), ({"at_once": True, "on": "2026-12-31"}, 422)],
)
def test_the_api_ends_at_once_or_on_a_day(office, body, status):
    term = TermOfOffice.objects.get(official=office.staff.official)
    client = token_client(office.admin.official)

    answer = client.post(
        f"/api/v1/appointments/{term.pk}/end",
        json.dumps(body),
        content_type="application/json",
    )

    term.refresh_from_db()
    assert answer.status_code == status
    assert (term.ended_at is not None) == (status == 200)


def test_a_last_day_before_the_first_is_refused(office):
    term = TermOfOffice.objects.get(official=office.staff.official)

    with pytest.raises(Invalid):
        end_term(
            actor=actor(office.admin),
            term_id=term.pk,
            on=term.from_on - timedelta(days=1),
            expected_version=None,
        )

    term.refresh_from_db()
    assert term.to_on is None


def test_nobody_else_decides_what_is_in_force():
    """Days of tenures are compared in one place, which knows ends at once."""
    own = re.compile(r"\bto_on__(gte|gt|isnull)\b|\.to_on (>=|>|<) ")
    wrong = [
        str(path.relative_to(ROOT))
        for room in ("eoffice", "workflow", "archive", "search")
        for path in (ROOT / room).rglob("*.py")
        if not {"migrations", "demo"} & set(path.parts)
        and own.search(path.read_text().replace("valid_to_on", ""))
    ]

    allowed = {
        "eoffice/organisation/models/term.py",
        "eoffice/administration/terms.py",  # closing days, longer or not
        "eoffice/importing/plan_people.py",  # an end before a beginning
        # days of mandates to sign, which are no tenures
        "workflow/mandates/models.py",
        "workflow/mandates/operations/entering.py",
        # days of an absence that is asked for: the tenure made of it ends like others
        "eoffice/organisation/models/absence.py",
        "eoffice/absences/operations.py",
        # days of a hold on records
        "archive/admin/holds/pages.py",
        "archive/api/holds.py",
        "archive/holds/holding.py",
        "archive/holds/models.py",
        "archive/holds/placing.py",
    }
    assert set(wrong) <= allowed
