"""Rules of the office: in force from a day, with a page, an address, a history."""

from datetime import timedelta
from typing import Annotated

import lxml.html
import pytest
from django.db import models
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Fault, Invalid, NotFound, Stale
from eoffice.policies import policy as registry
from eoffice.policies.changing import change_policy
from eoffice.policies.models import PolicyVersion
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy
from tests.office.kabupaten import actor
from tests.office.visitors import browser_of, patch, program_of

pytestmark = pytest.mark.django_db


class Tea(models.TextChoices):
    GREEN = "green", "Hijau"
    BLACK = "black", "Hitam"


class Round(PolicyShape):
    who: Annotated[str, Told("Siapa")]
    tea: Annotated[Tea, Told("Teh")] = Tea.GREEN


class Pause(PolicyShape):
    minutes: Annotated[int, Told("Menit")] = 15
    is_on: Annotated[bool, Told("Berlaku")] = True
    places: Annotated[tuple[str, ...], Told("Tempat")] = ()
    rounds: Annotated[tuple[Round, ...], Told("Giliran")] = ()


def too_long(value: Pause):
    if value.minutes > 60:
        yield Fault(field="minutes", code="too_long", message="Paling lama 60 menit.")
    for n, one in enumerate(value.rounds):
        if one.who == "bupati":
            yield Fault(field=f"rounds.{n}.who", code="not_he", message="Bukan bupati.")


PAUSE = OfficePolicy(
    name="pause",
    label="Jeda",
    purpose="Kapan kantor minum teh.",
    shape=Pause,
    default=Pause(rounds=(Round(who="sekda"),)),
    order=1,
    effects=lambda old, new: [f"{new.minutes - old.minutes} menit lebih lama"],
    faults=too_long,
)
PAGE = "/pengaturan/aturan/pause/"
ADDRESS = "/api/v1/settings/pause"


@pytest.fixture(autouse=True)
def pause(monkeypatch):
    monkeypatch.setattr(registry, "_policies", dict(registry._policies))
    return register_policy(PAUSE)


def change(office, value, **facts):
    given = {"reason": "Perbup 1/2026", "expected_version": None, **facts}
    return change_policy(actor=actor(office.admin), name="pause", value=value, **given)


def filled(**values):
    return {
        "minutes": "20",
        "is_on": "on",
        "places": "Ruang rapat\nTeras",
        "rounds-TOTAL_FORMS": "2",
        "rounds-INITIAL_FORMS": "1",
        "rounds-0-who": "sekda",
        "rounds-0-tea": "green",
        "rounds-1-who": "ajudan",
        "rounds-1-tea": "black",
        "reason": "Perbup 1/2026",
        "version": "0",
        **values,
    }


def test_a_change_counts_from_its_day_and_the_trail_tells_it(office):
    tomorrow = timezone.localdate() + timedelta(days=1)

    version = change(office, {"minutes": 30}, effective_from=tomorrow)

    assert PAUSE.current().minutes == 15
    assert PAUSE.current(tomorrow).minutes == 30
    event = AuditEvent.objects.get(action="policy.changed")
    assert event.object_id == str(version.pk)


def test_a_planned_change_takes_its_turn_after_one_written_meanwhile(office):
    later = timezone.localdate() + timedelta(days=10)
    change(office, {"minutes": 30}, effective_from=later)
    change(office, {"minutes": 25})

    assert PAUSE.current().minutes == 25
    assert PAUSE.current(later).minutes == 30


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"minutes": 90}, "minutes"),
        ({"minutes": "a cup"}, "minutes"),
        ({"hours": 2}, "hours"),
        ({"rounds": [{"who": "bupati"}]}, "rounds.0.who"),
        ({"rounds": [{"who": "sekda", "tea": "milk"}]}, "rounds.0.tea"),
        (None, ""),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_at_its_field(office, value, field):
    with pytest.raises(Invalid) as refusal:
        change(office, value)

    assert refusal.value.faults[0].field == field
    assert not PolicyVersion.objects.exists()


def test_neither_the_past_nor_a_change_without_a_reason(office):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(Invalid) as refusal:
        change(office, {}, effective_from=yesterday, reason=" ")

    assert {f.field for f in refusal.value.faults} == {"effective_from", "reason"}


def test_who_read_an_older_version_is_told(office):
    change(office, {"minutes": 20}, expected_version=0)

    with pytest.raises(Stale):
        change(office, {"minutes": 25}, expected_version=0)


def test_only_administrators_see_and_change_it(office):
    with pytest.raises(NotFound):
        change_policy(
            actor=actor(office.sekda),
            name="pause",
            value={},
            reason="x",
            expected_version=None,
        )
    assert browser_of(office.sekda.official).get(PAGE).status_code == 404
    assert program_of(office.sekda).get(ADDRESS).status_code == 404


def test_the_page_shows_first_and_saves_then(office):
    browser = browser_of(office.admin.official)

    shown = browser.post(PAGE, filled(act="preview")).content.decode()
    assert "5 menit lebih lama" in shown
    assert "<ins>ajudan · Hitam</ins>" in shown
    assert not PolicyVersion.objects.exists()

    saved = browser.post(PAGE, filled(act="save"))
    assert saved.status_code == 302
    value = PAUSE.current()
    assert (value.minutes, value.places) == (20, ("Ruang rapat", "Teras"))
    assert [r.who for r in value.rounds] == ["sekda", "ajudan"]
    assert "Perbup 1/2026" in browser.get(PAGE).content.decode()


def test_rows_are_added_taken_out_and_refused_in_their_row(office):
    browser = browser_of(office.admin.official)

    more = browser.post(PAGE, filled(act="more")).content.decode()
    assert 'name="rounds-2-who"' in more

    wrong = browser.post(PAGE, filled(act="save", **{"rounds-1-who": "bupati"}))
    assert "Bukan bupati." in wrong.content.decode()

    browser.post(PAGE, filled(act="save", **{"rounds-0-DELETE": "on"}))
    assert [r.who for r in PAUSE.current().rounds] == ["ajudan"]


def test_two_pages_open_at_once_do_not_overwrite_each_other(office):
    browser = browser_of(office.admin.official)
    browser.post(PAGE, filled(act="save"))

    second = browser.post(PAGE, filled(act="save", minutes="50"))

    assert second.status_code == 200
    assert PAUSE.current().minutes == 20


def test_the_api_gives_and_changes_the_value_by_version(office):
    client = program_of(office.admin)
    read = client.get(ADDRESS)
    value = read.json()["value"]

    changed = patch(
        client,
        "/settings/pause",
        {"value": {**value, "minutes": 45}, "reason": "Perbup 2/2026"},
        **{"if-match": read.headers["ETag"]},
    )
    stale = patch(
        client,
        "/settings/pause",
        {"value": value, "reason": "Perbup 3/2026"},
        **{"if-match": read.headers["ETag"]},
    )

    assert (changed.status_code, stale.status_code) == (200, 412)
    assert changed.json()["value"]["minutes"] == 45
    assert changed.json()["versions"][0]["reason"] == "Perbup 2/2026"
    assert "pause" in [
        one["name"] for one in client.get("/api/v1/settings").json()["items"]
    ]


def test_the_list_asks_once_for_all_versions(office, django_assert_max_num_queries):
    change(office, {"minutes": 20})
    client = program_of(office.admin)
    client.get("/api/v1/settings")

    with django_assert_max_num_queries(12) as asked:
        listed = client.get("/api/v1/settings").json()["items"]

    assert {one["name"]: one["version"] for one in listed}["pause"] == 1
    versions = [
        q for q in asked.captured_queries if "policies_policyversion" in q["sql"]
    ]
    assert len(versions) == 1


def as_a_browser_sends(page: str) -> dict[str, str]:
    """Return what the form holds untouched: values, ticks, the option that shows."""
    form = lxml.html.fromstring(page).xpath("//main//form[@method='post']")[0]
    return dict(form.form_values())


def test_a_page_saved_as_it_stands_adds_no_row(office):
    browser = browser_of(office.admin.official)
    untouched = as_a_browser_sends(browser.get(PAGE).content.decode())

    saved = browser.post(PAGE, {**untouched, "reason": "Perbup 1/2026", "act": "save"})

    assert saved.status_code == 302, saved.content.decode()
    assert PAUSE.current() == PAUSE.default
