"""A new schedule: judged, compared, simulated, in force, and followed by files."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.classification.catalogue import code_today
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import (
    ChangeKind,
    CountedFrom,
    RecordFile,
    RetentionRule,
    ScheduleState,
    ScheduleVersion,
    ScopeKind,
)
from archive.retention.dates import retention_dates
from archive.schedules import recomputing
from archive.schedules.differences import differences_of
from archive.schedules.drafting import ScheduleInput, bring_schedule
from archive.schedules.entering import put_in_force
from archive.schedules.errors import (
    BroughtByOneself,
    SoonerChanged,
    StillComputing,
    VersionDecided,
)
from archive.schedules.simulating import moved_files, simulate
from archive.schedules.tables import schedule_of_file
from eoffice.errors import Invalid, NotFound
from tests.office.disposal import confirm_schedule, make_committee, make_due, proposed
from tests.office.kabupaten import Person, actor
from tests.office.records import CODE, make_file, make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
HEADS = "kode,uraian,aktif,dihitung dari,peristiwa,inaktif,total_years,keterangan,"
HEADS += "pengecualian,induk"
TODAY = timezone.localdate


def table(*rows: str) -> bytes:
    return "\n".join([HEADS, *rows]).encode()


def line(code=CODE, active=1, inactive=1, fate="musnah", counted=",", parent="") -> str:
    return f"{code},Rapat,{active},{counted},{inactive},,{fate},,{parent}"


def brought(office, *rows: str, is_complete=False) -> ScheduleVersion:
    schedule = ScheduleInput(
        name="JRA Wanasari 2026",
        decree_number="Perbup 12/2026",
        decree_on=date(2026, 1, 5),
        lines=schedule_of_file(table(*rows)),
        is_complete=is_complete,
    )
    return bring_schedule(actor=actor(office.admin), schedule=schedule)


def forced(office, version) -> ScheduleVersion:
    sooner = simulate(version).sooner
    return put_in_force(
        actor=actor(second_admin(office)),
        version_id=version.pk,
        confirmed_sooner=sooner,
    )


def second_admin(office) -> Person:
    office.kabag.position.duties = ["admin"]
    office.kabag.position.save()
    return office.kabag


def closed_file(office, title="Rapat 2026", **rule) -> RecordFile:
    """Return a file that was closed today, under its rule with these facts."""
    berkas = make_file(office.setda_archivist, office.setda, title)
    facts = {"counted_from": "file_closed", "final_disposition": "destroy"}
    years = {"active_years": 2, "inactive_years": 3}
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        **{**facts, **years, "disposition_exception": "", **rule}
    )
    year, day = TODAY().year, {"closed_on": TODAY(), "activity_ended_on": TODAY()}
    ends = {"active_until": date(year + 2, 12, 31)}
    ends["inactive_until"] = date(year + 5, 12, 31)
    RecordFile.objects.filter(pk=berkas.pk).update(**day, **ends)
    return RecordFile.objects.get(pk=berkas.pk)


def test_every_wrong_cell_is_told_with_what_to_do():
    rows = (
        line(active=-1),
        line("800.1.", fate="hilang"),
        line(inactive=500),
        line("000.1.2.1", counted="peristiwa,"),
        line("000.1.2.1"),
        f"{CODE}.7,,1,,,1,9,musnah,,",
    )

    with pytest.raises(Invalid) as refusal:
        schedule_of_file(table(*rows))

    told = {fault.field: str(fault.message) for fault in refusal.value.faults}
    assert set(told) == {
        "lines.2.active",
        "lines.3.code",
        "lines.3.fate",
        "lines.4.inactive",
        "lines.4.code",
        "lines.5.trigger",
        "lines.6.code",
        "lines.7.description",
        "lines.7.total",
    }
    assert "sel C2" in told["lines.2.active"]
    assert "baris 5" in told["lines.6.code"]
    with pytest.raises(Invalid):
        schedule_of_file(b"\xff\x00")


def test_unknown_codes_and_loops_are_refused_and_local_codes_of_any_depth_taken(office):
    with pytest.raises(Invalid) as refusal:
        brought(
            office,
            line("999.9.9"),
            line("000.1.5.8", parent="000.1.5.9"),
            line("000.1.5.9", parent="000.1.5.8"),
        )
    codes = [fault.code for fault in refusal.value.faults]
    assert codes == ["unknown_code", "loop", "loop"]
    assert not ScheduleVersion.objects.exists()

    deep = f"{CODE}.1.2.3"
    version = brought(office, line(deep), line(f"{CODE}.1.2"), line(f"{CODE}.1"))
    assert differences_of(version).new_codes == 3
    forced(office, version)

    made = code_today(deep)
    assert (made.level, made.is_local, made.parent.code) == (6, True, f"{CODE}.1.2")
    assert not code_today(CODE).is_leaf
    with pytest.raises(NotFound):
        put_in_force(
            actor=actor(office.setda_archivist),
            version_id=version.pk,
            confirmed_sooner=0,
        )


def test_differences_name_new_changed_gone_and_gaps(office):
    rules = RetentionRule.objects.filter(classification__code=CODE)
    rules.update(active_years=2, inactive_years=3, final_disposition="destroy")
    total = RetentionRule.objects.filter(valid_to_on__isnull=True).count()
    version = brought(office, line(), line(f"{CODE}.1"), is_complete=True)

    found = differences_of(version)

    assert [one.line.code for one in found.changed] == [CODE]
    assert ("2 + 3", "1 + 1") in found.changed[0].words
    assert [one.code for one in found.new] == [f"{CODE}.1"]
    assert (len(found.gone), found.same) == (total - 1, 0)
    assert CODE not in {one.code for one in found.gaps}


def test_files_that_end_sooner_move_only_after_somebody_saw_how_many(office):
    berkas = closed_file(office)
    old_rule, old_end = berkas.retention_rule_id, berkas.inactive_until
    version = brought(office, line(active=1, inactive=1))
    counts = simulate(version).counts
    assert counts == {ChangeKind.EARLIER: 1}
    [moved] = moved_files(version, ChangeKind.EARLIER)
    assert (moved.record_file, moved.before) == (berkas, old_end)
    with pytest.raises(SoonerChanged):
        put_in_force(
            actor=actor(second_admin(office)),
            version_id=version.pk,
            confirmed_sooner=0,
        )
    with pytest.raises(BroughtByOneself):
        put_in_force(
            actor=actor(office.admin), version_id=version.pk, confirmed_sooner=1
        )

    forced(office, version)
    other = brought(office, line(active=9))
    with pytest.raises(StillComputing):
        forced(office, other)
    with pytest.raises(VersionDecided):
        forced(office, version)
    with CaptureQueriesContext(connection) as asked:
        recomputing.recompute_retention()
    # What a lock waited for is seen by the statements after it alone.
    told = [one["sql"] for one in asked if "archive_recordfile" in one["sql"]]
    [lock] = [n for n, one in enumerate(told) if "NO KEY UPDATE" in one]
    [move] = [n for n, one in enumerate(told) if "UPDATE archive_recordfile" in one]
    assert lock < move

    berkas.refresh_from_db()
    version.refresh_from_db()
    year = TODAY().year
    assert berkas.inactive_until == date(year + 2, 12, 31)
    assert berkas.retention_rule.version == version
    kept = berkas.retention_changes.get()
    assert (kept.old_rule_id, kept.old_inactive_until) == (old_rule, old_end)
    assert RetentionRule.objects.get(pk=old_rule).valid_to_on < TODAY()
    assert version.recomputed_at is not None
    assert recomputing.recompute_slice() is None


def test_listed_and_held_files_keep_their_dates(office):
    confirm_schedule()
    make_committee(office)
    listed = make_due(office, make_record(office, "Daftar hadir"))
    proposed(office)
    held, free = closed_file(office, "Perkara"), closed_file(office, "Lain")
    place_hold(
        actor=actor(office.setda_archivist),
        hold=HoldInput(
            case_name="Perkara 12/G/2026",
            requester="Bagian Hukum",
            basis="Surat 180/4/2026",
            scopes=[ScopeInput(kind=ScopeKind.RECORD_FILE, record_file_id=held.pk)],
        ),
    )
    before = {one.pk: one.inactive_until for one in (listed, held, free)}
    RecordFile.objects.filter(pk=listed.pk).update(row_version=7)
    version = forced(office, brought(office, line(active=0, inactive=0)))

    # A process that died in the middle is followed by another that goes on.
    moved = [recomputing.recompute_slice(size=1) for _turn in range(3)]
    recomputing.recompute_retention()

    now = dict(RecordFile.objects.values_list("pk", "inactive_until"))
    assert now[listed.pk] == before[listed.pk]
    assert now[held.pk] == before[held.pk]
    assert now[free.pk] < before[free.pk]
    assert sum(one or 0 for one in moved) == version.changes.count() == 1


@pytest.mark.parametrize("counted", CountedFrom.values)
def test_the_database_counts_as_the_rule_does(office, counted):
    berkas = closed_file(office)
    words = {
        "file_closed": "berkas ditutup,",
        "event": "peristiwa,Setelah serah terima",
    }
    row = line(active=3, inactive=4, counted=words.get(counted, "selama berlaku,"))
    version = forced(office, brought(office, row))
    rule = version.rules.get()
    for trigger in (None, date(2020, 2, 29), date(2031, 3, 1)):
        RecordFile.objects.filter(pk=berkas.pk).update(trigger_on=trigger)
        RecordFile.objects.filter(pk=berkas.pk).update(
            retention_rule=version.rules.model.objects.exclude(pk=rule.pk)
            .filter(classification=berkas.classification_id)
            .first()
        )
        version.changes.all().delete()
        ScheduleVersion.objects.update(recomputed_to=None, recomputed_at=None)
        recomputing.recompute_retention()

        berkas.refresh_from_db()
        ended = berkas.activity_ended_on
        dates = retention_dates(rule, ended_on=ended, trigger_on=trigger)
        told = (berkas.active_until, berkas.inactive_until)
        assert told == (
            (dates.active_until, dates.inactive_until) if dates else (None, None)
        )


def test_a_schedule_is_brought_and_put_into_force_by_pages(office):
    closed_file(office)
    admin = browser_of(office.admin.official, stepped_up=True)
    form = {
        "name": "JRA Wanasari 2026",
        "decree_number": "Perbup 12/2026",
        "decree_on": "5-1-2026",
    }

    def sent(content: bytes):
        file = SimpleUploadedFile("jra.csv", content)
        return admin.post("/pengaturan/jra/", {**form, "file": file})

    assert "sel C2" in sent(table(line(active="x"))).content.decode()
    answer = sent(table(line(active=0, inactive=1)))
    version = ScheduleVersion.objects.get()
    page = f"/pengaturan/jra/{version.pk}/"
    assert answer.headers["Location"] == page
    shown = admin.get(page)
    assert shown.context["simulated"].sooner == 1
    assert "Berakhir lebih awal" in shown.content.decode()
    blind = admin.post(page, {"act": "force", "version": 1, "sooner": 1})
    assert blind.status_code == 422
    assert "Administrator lain" in shown.content.decode()
    other = browser_of(second_admin(office).official, stepped_up=True)
    other.post(page, {"act": "force", "version": 1, "sooner": 1, "has_seen": "on"})
    version.refresh_from_db()
    assert version.state == ScheduleState.IN_FORCE
    assert version.in_force_from_on == TODAY()
    assert version.decided_at - version.brought_at < timedelta(days=1)
    assert "JRA Wanasari 2026" in admin.get("/pengaturan/jra/").content.decode()
    clerk = browser_of(office.setda_archivist.official, stepped_up=True)
    assert clerk.get(page).status_code == 404
