"""Security classes by code: proposed as shipped, confirmed or changed by the office."""

import json

import pytest

from archive.classification.catalogue import code_today
from archive.classification.securing import (
    RuleInput,
    confirm_security_rules,
    proposed_count,
    set_security_rule,
)
from archive.models import SecurityRule
from archive.reference_data import PROPOSED_CLASSES, class_by_prefix
from archive.retention.decree import ScheduleNotConfirmed, require_retention_decree
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.policies.changing import change_policy
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.visitors import browser_of, token_client
from workflow.classification import catalogue
from workflow.letters.checks import letter_faults

pytestmark = pytest.mark.django_db
DECREE = "Keputusan Bupati 000.5/12/2026"


def lowest(code: str) -> str:
    found = catalogue().find(code)
    assert found is not None
    return found.security_class


def put(office, code: str, security_class: str, **more) -> SecurityRule | None:
    values = {"reason": "Usul Bagian Hukum", **more}
    content = RuleInput(code=code, security_class=security_class, **values)
    return set_security_rule(actor=actor(office.admin), content=content)


def faults_of(act) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        act()
    return {(fault.field, fault.code) for fault in refused.value.faults}


def test_discipline_medical_and_supervision_codes_are_proposed_and_hold(db):
    assert proposed_count() == len(PROPOSED_CLASSES)
    assert not SecurityRule.objects.filter(is_confirmed=True).exists()
    for code, security_class in (
        ("800.1.6.2", "rahasia"),
        ("800.1.12.10", "rahasia"),
        ("700.1.2.1", "terbatas"),
        ("700.1.2.2", "rahasia"),
        ("000.1.5", "biasa"),
    ):
        assert lowest(code) == security_class


@pytest.mark.parametrize(
    ("code", "expected"),
    [("1.2.3", "rahasia"), ("1.2.4", "terbatas"), ("1.23", "biasa"), ("1", "biasa")],
)
def test_the_line_of_the_longest_code_holds(code, expected):
    given = {"1.2": "terbatas", "1.2.3": "rahasia"}

    assert class_by_prefix(code, given) == expected


def test_a_letter_classed_lower_than_its_code_is_refused(office):
    letter = make_draft(office)
    assert letter.classification_code == "000.1.5"
    put(office, "000.1.5", "terbatas")

    faults = {fault.field for fault in letter_faults(letter)}

    assert "security_class" in faults


def test_a_class_is_set_for_a_branch_confirmed_and_ended_with_a_trail(office):
    put(office, "000.1", "terbatas")
    assert lowest("000.1.5") == "terbatas"
    put(office, "000.1", "rahasia", basis=DECREE)
    assert lowest("000.1.5") == "rahasia"

    assert put(office, "000.1", "") is None

    assert lowest("000.1.5") == "biasa"
    lines = SecurityRule.objects.filter(prefix="000.1")
    assert [one.security_class for one in lines.order_by("entered_at")] == [
        "terbatas",
        "rahasia",
    ]
    assert all(one.ended_at for one in lines)
    told = AuditEvent.objects.filter(action__startswith="security_rule.")
    assert told.count() == 3


def test_what_is_wrong_with_a_line_is_said_together(office):
    def wrong() -> None:
        put(office, "9.9.9", "sekali", reason=" ")

    assert faults_of(wrong) == {
        ("code", "unknown_code"),
        ("security_class", "unknown"),
        ("reason", "required"),
    }
    assert SecurityRule.objects.count() == len(PROPOSED_CLASSES)


def test_confirming_needs_the_decree_and_keeps_what_was_proposed(office):
    admin = actor(office.admin)
    assert faults_of(lambda: confirm_security_rules(actor=admin, basis=" ")) == {
        ("basis", "required")
    }

    done = confirm_security_rules(actor=admin, basis=DECREE)

    assert len(done) == len(PROPOSED_CLASSES)
    assert proposed_count() == 0
    assert {one.basis for one in done} == {DECREE}
    assert lowest("800.1.6.2") == "rahasia"
    assert SecurityRule.objects.filter(ended_at__isnull=False).count() == len(done)


def test_administrators_alone_change_classes(office):
    for person in (office.setda_archivist, office.sekda, office.stranger):
        with pytest.raises(NotFound):
            confirm_security_rules(actor=actor(person), basis=DECREE)
        client = browser_of(person.official)
        assert client.get("/pengaturan/skkaad/").status_code == 404
    assert proposed_count() == len(PROPOSED_CLASSES)


def test_the_page_lists_sets_and_confirms(office):
    client, path = browser_of(office.admin.official), "/pengaturan/skkaad/"

    listed = client.get(f"{path}?keadaan=usul&q=disiplin").content.decode()
    wrong = client.post(path, {"act": "set", "code": "9.9", "security_class": "biasa"})
    fields = {"code": "000.1.5", "security_class": "terbatas", "reason": "Usul"}
    saved = client.post(path, {"act": "set", **fields})
    confirmed = client.post(path, {"act": "confirm", "decree": DECREE})

    assert "800.1.6.2" in listed
    assert "400.7.31" not in listed
    assert (wrong.status_code, saved.status_code, confirmed.status_code) == (
        200,
        302,
        302,
    )
    assert proposed_count() == 0
    assert DECREE in client.get(path).content.decode()
    assert code_today("000.1.5").default_security_class == "terbatas"


def test_the_settings_say_what_is_still_to_be_confirmed(office):
    client = browser_of(office.admin.official)
    before = client.get("/pengaturan/").content.decode()
    confirm_security_rules(actor=actor(office.admin), basis=DECREE)

    after = client.get("/pengaturan/").content.decode()

    assert f"{len(PROPOSED_CLASSES)} klasifikasi masih usul" in before
    assert "masih usul" not in after


def test_the_api_does_what_the_page_does(office):
    client, path = token_client(office.admin.official), "/api/v1/security-rules"

    def post(address: str, body: dict):
        return client.post(address, json.dumps(body), content_type="application/json")

    listed = client.get(path, {"confirmed": "false", "limit": 100}).json()["items"]
    body = {"code": "000.1.5", "security_class": "rahasia", "reason": "Usul"}
    made = post(path, body)
    done = post(f"{path}/confirm", {"basis": DECREE, "codes": ["000.1.5"]})
    ended = post(path, {**body, "security_class": None})

    assert len(listed) == len(PROPOSED_CLASSES)
    assert (made.status_code, made.json()["confirmed"]) == (201, False)
    assert [one["basis"] for one in done.json()] == [DECREE]
    assert ended.status_code == 204


def test_no_destruction_without_the_regions_own_decree(office):
    with pytest.raises(ScheduleNotConfirmed):
        require_retention_decree()
    page = browser_of(office.setda_clerk.official).get("/arsip/berkas/")
    assert "contoh dari daerah lain" in page.content.decode()

    change_policy(
        actor=actor(office.admin),
        name="retention_decree",
        value={"number": "Perbup 12/2026", "decided_on": "2026-03-02", "approval": ""},
        reason="Ditetapkan",
        expected_version=None,
    )

    assert require_retention_decree().number == "Perbup 12/2026"
    page = browser_of(office.setda_clerk.official).get("/arsip/berkas/")
    assert "contoh dari daerah lain" not in page.content.decode()


def test_a_decree_has_a_number_and_a_date(office):
    def half() -> None:
        change_policy(
            actor=actor(office.admin),
            name="retention_decree",
            value={"number": "Perbup 12/2026", "decided_on": None, "approval": ""},
            reason="Ditetapkan",
            expected_version=None,
        )

    assert faults_of(half) == {("decided_on", "required")}
