"""A region's SKKAAD from a table: differences first, then confirmed as one set."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import Workbook

from archive.classification.catalogue import code_today
from archive.classification.importing import SkkaadInput, import_security_rules
from archive.classification.securing import confirm_security_rules, told_unconfirmed
from archive.classification.tables import (
    MOST_BYTES,
    LineGiven,
    as_text,
    lines_of_file,
    lines_of_text,
)
from archive.models import SecurityRule
from archive.reference_data import PROPOSED_CLASSES
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.health.notices import notices
from tests.office.kabupaten import actor
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
DECREE = "Keputusan Bupati 000.5/12/2026"
PAGE = "/pengaturan/skkaad/impor/"
# New, of another class, and as proposed.
TABLE = "kode;klasifikasi;alasan\n000.1.5;T;Rapat\n800.1.6.2;SR;\n700.1.2;terbatas;\n"


def in_force() -> dict[str, tuple[str, bool]]:
    lines = SecurityRule.objects.filter(ended_at__isnull=True)
    return {one.prefix: (one.security_class, one.is_confirmed) for one in lines}


def take(who, *, dry_run=False, table=TABLE, **more):
    content = SkkaadInput(lines=lines_of_text(table), **more)
    return import_security_rules(actor=actor(who), content=content, dry_run=dry_run)


def test_the_differences_are_told_before_anything_is_written(office):
    before = in_force()

    found = take(office.admin, dry_run=True, basis=DECREE, is_complete=True)

    assert [one.code for one in found.added] == ["000.1.5"]
    assert [rule.prefix for rule, _line in found.changed] == ["800.1.6.2"]
    assert [one.code for one in found.confirmed] == ["700.1.2"]
    assert len(found.ended) == len(PROPOSED_CLASSES) - 2
    assert in_force() == before


def test_a_table_with_its_decree_is_confirmed_as_one_set(office):
    take(office.admin, basis=DECREE)
    again = take(office.admin, basis=DECREE)

    now = in_force()
    assert now["000.1.5"] == ("terbatas", True)
    assert now["800.1.6.2"] == ("sangat_rahasia", True)
    assert sum(confirmed for _class, confirmed in now.values()) == 3
    assert again.is_empty
    assert code_today("000.1.5").default_security_class == "terbatas"
    assert AuditEvent.objects.filter(action="security_rule.imported").count() == 1


def test_without_a_decree_the_lines_are_proposals_to_be_confirmed(office):
    take(office.admin)
    assert in_force()["000.1.5"] == ("terbatas", False)

    confirm_security_rules(
        actor=actor(office.admin), basis=DECREE, codes=["000.1.5", "800.1.6.2"]
    )

    assert in_force()["000.1.5"] == ("terbatas", True)


@pytest.mark.parametrize(
    "content",
    [
        b"000.1.5;terbatas\n000.1.5;biasa",
        b"000.1.5;sekali rahasia",
        b"=HYPERLINK(1);biasa\n=1+1;rahasia",
        b"kode;kelas",
        b'000.1.5;"' + b"x" * 200_000,
        b"000.1.5;biasa;\x00" + b"\xff" * 10,
        b"PK\x03\x04 no workbook",
        b"9" * (MOST_BYTES + 1),
    ],
)
def test_hostile_and_broken_tables_are_refused_whole(content):
    with pytest.raises(Invalid):
        lines_of_file(content)


def test_codes_that_are_not_in_force_are_named_and_nothing_is_written(office):
    before = in_force()

    with pytest.raises(Invalid) as refusal:
        take(office.admin, table=f"{TABLE}9.9.9;biasa;\n")

    assert "9.9.9" in str(refusal.value.faults[0].message)
    assert in_force() == before


def test_what_was_read_is_read_again_the_same():
    lines = [
        LineGiven(code="000.1", security_class="sangat_rahasia", reason='a "b"\tc')
    ]

    assert lines_of_text(as_text(lines)) == lines


def test_the_page_reads_a_workbook_and_writes_after_a_look(office):
    book = Workbook()
    book.active.append(["kode", "klasifikasi", "alasan"])
    book.active.append(["000.1.5", "Rahasia", "=1+1"])
    file = io.BytesIO()
    book.save(file)
    client = browser_of(office.admin.official)
    upload = SimpleUploadedFile("skkaad.xlsx", file.getvalue())

    looked = client.post(PAGE, {"file": upload, "basis": DECREE}).content.decode()
    assert "000.1.5" not in in_force()
    saved = client.post(
        PAGE, {"apply": "1", "basis": DECREE, "table": "000.1.5\trahasia"}
    )

    assert "000.1.5" in looked
    assert saved.status_code == 302
    assert in_force()["000.1.5"] == ("rahasia", True)


def test_programs_take_a_table_over_and_others_find_no_door(office):
    client, path = token_client(office.admin.official), "/api/v1/security-rules/import"
    body = {
        "lines": [{"code": "000.1.5", "security_class": "rahasia"}],
        "basis": DECREE, "dry_run": False,
    }  # fmt: skip

    done = client.post(path, json.dumps(body), content_type="application/json")

    assert done.status_code == 200, done.content
    assert (done.json()["added"], done.json()["applied"]) == (["000.1.5"], True)
    with pytest.raises(NotFound):
        take(office.setda_archivist)
    assert browser_of(office.sekda.official).get(PAGE).status_code == 404


def test_health_tells_that_nothing_was_confirmed_and_fails_by_nothing(
    office, capsys, monkeypatch
):
    assert "skkaad" in notices()
    monkeypatch.setattr(
        "eoffice.health.management.commands.health.run_all", lambda _names: []
    )

    call_command("health")
    assert "no SKKAAD was confirmed" in capsys.readouterr().out
    take(office.admin, basis=DECREE)

    assert told_unconfirmed() == ""
