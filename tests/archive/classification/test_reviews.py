"""Each confirmed class has its day of review, and goes on with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.admin.waiting import waiting_items
from archive.classification.reviewing import (
    ReviewInput,
    due_for_review,
    next_review,
    review_security_rules,
)
from archive.classification.securing import confirm_security_rules
from archive.models import SecurityRule
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from tests.archive.classification.test_skkaad import DECREE, faults_of, lowest, put
from tests.office.kabupaten import actor
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
CODES = ("700.1.2.2", "800.1.6.2")
WHY = "Uji konsekuensi 2026"


@pytest.fixture
def due(office) -> None:
    """Two confirmed lines whose day has come."""
    confirm_security_rules(actor=actor(office.admin), basis=DECREE)
    rows = SecurityRule.objects.filter(prefix__in=CODES, ended_at=None)
    rows.update(review_on=timezone.localdate())


def test_confirmed_lines_have_a_day_and_proposed_ones_none(office):
    assert not due_for_review(next_review(years=90)).exists()

    line = put(office, "000.1", "terbatas", basis=DECREE)
    proposed = put(office, "000.2", "terbatas")

    assert line.review_on == next_review()
    assert proposed.review_on is None
    day = timezone.localdate() + timedelta(days=30)
    assert put(office, "000.1", "rahasia", review_on=day).review_on == day
    past = timezone.localdate()
    assert faults_of(lambda: put(office, "000.1", "biasa", review_on=past)) == {
        ("review_on", "out_of_range")
    }


def test_what_is_due_waits_for_administrators_and_goes_on_with_a_reason(office, due):
    admin, today = actor(office.admin), timezone.localdate()
    [row] = [one for one in waiting_items(admin, today) if one.act == "review"]
    assert "2 klasifikasi keamanan" in row.title
    assert not waiting_items(actor(office.sekda), today)

    done = review_security_rules(actor=admin, review=ReviewInput(reason=WHY))

    assert [one.prefix for one in done] == list(CODES)
    assert {(one.reason, one.basis, one.review_on) for one in done} == {
        (WHY, DECREE, next_review())
    }
    assert lowest("800.1.6.2") == "rahasia"
    assert not [one for one in waiting_items(admin, today) if one.act == "review"]
    told = AuditEvent.objects.filter(action="security_rule.reviewed").order_by("at")
    assert len(told) == len(CODES)
    assert '"before":{"reason":' in told[0].payload
    assert today.isoformat() in told[0].payload
    assert next_review().isoformat() in told[0].payload
    assert SecurityRule.objects.filter(prefix=CODES[0]).count() == 3


def test_a_review_names_its_lines_reason_and_a_day_to_come(office, due):
    admin, today = actor(office.admin), timezone.localdate()

    def wrong(**facts) -> set[tuple[str, str]]:
        given = ReviewInput(**{"reason": WHY, **facts})
        return faults_of(lambda: review_security_rules(actor=admin, review=given))

    assert wrong(reason=" ", review_on=today) == {
        ("reason", "required"),
        ("review_on", "out_of_range"),
    }
    assert wrong(codes=["9.9.9"]) == {("codes", "unknown")}
    assert wrong(codes=[]) == {("codes", "unknown")}
    put(office, "000.2", "terbatas")
    assert wrong(codes=["000.2"]) == {("codes", "unknown")}
    with pytest.raises(NotFound):
        review_security_rules(
            actor=actor(office.setda_archivist), review=ReviewInput(reason=WHY)
        )
    review_security_rules(actor=admin, review=ReviewInput(reason=WHY))
    assert wrong() == {("codes", "nothing_due")}
    with pytest.raises(Invalid):
        review_security_rules(
            actor=admin,
            review=ReviewInput(reason=WHY, review_on=next_review(years=11)),
        )


def test_page_and_program_review_what_is_due(office, due):
    browser, path = browser_of(office.admin.official), "/pengaturan/skkaad/"
    listed = browser.get(f"{path}?keadaan=tinjau").text
    assert ("800.1.6.2" in listed, "400.7.31" in listed) == (True, False)
    fields = {"act": "review", "codes": CODES[0], "review_on": "1-2-2027"}
    assert browser.post(path, {**fields, "reason": ""}).status_code == 200

    browser.post(path, {**fields, "reason": WHY})

    assert [one.prefix for one in due_for_review()] == [CODES[1]]
    program, api = token_client(office.admin.official), "/api/v1/security-rules"
    items = program.get(f"{api}?due=true").json()["items"]
    assert [one["code"] for one in items] == [CODES[1]]
    kind = "application/json"
    done = program.post(f"{api}/review", {"reason": WHY}, content_type=kind)
    assert [one["review_on"] for one in done.json()] == [next_review().isoformat()]
    assert program.get(f"{api}?due=true").json()["items"] == []
