"""Files merged, split and moved: never silently earlier, never past a hold."""

import io
import json

import pytest
from openpyxl import load_workbook

from archive.arranging.errors import EarlierRetention, FileHeld, UnlikeStates
from archive.arranging.merging import merge_record_files
from archive.arranging.moving import FileMove, move_record_file
from archive.arranging.outlook import Outlook
from archive.arranging.splitting import Split, split_record_file
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import RetentionRule, ScopeKind
from archive.record_files.closing import close_record_file
from archive.record_files.errors import FileMerged, OtherRegister
from archive.record_files.filing_many import file_records
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
OTHER_CODE = "000.1.2.3"


def filled(office, title, code="000.1.5", count=2):
    berkas = make_file(office.setda_archivist, office.setda, title, code)
    records = [make_record(office, code=code) for _one in range(count)]
    choices = [(one.pk, berkas.pk) for one in records]
    file_records(actor=actor(office.setda_archivist), choices=choices)
    return berkas, records


def rule(berkas, years, fate="destroy"):
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from="file_closed",
        active_years=years[0],
        inactive_years=years[1],
        final_disposition=fate,
    )


def shut(office, berkas):
    own = actor(office.setda_archivist)
    return close_record_file(actor=own, record_file_id=berkas.pk)


def merged(office, target, *sources, **more):
    return merge_record_files(
        actor=actor(office.setda_archivist),
        record_file_id=target.pk,
        sources=[one.pk for one in sources],
        reason=more.pop("reason", "Satu kegiatan"),
        **more,
    )


def moved(office, berkas, accept_earlier=False, **move):
    return move_record_file(
        actor=actor(office.setda_archivist),
        record_file_id=berkas.pk,
        move=FileMove(reason="Salah kode", **move),
        accept_earlier=accept_earlier,
    )


def test_merged_records_lie_in_one_file_and_the_other_stays_empty(office):
    target, _inside = filled(office, "Satu")
    source, carried = filled(office, "Dua")
    closed, _more = filled(office, "Tutup")
    shut(office, closed)

    with pytest.raises(UnlikeStates):
        merged(office, target, closed)
    with pytest.raises(Invalid):
        merged(office, target, source, reason=" ")
    merged(office, target, source)

    source.refresh_from_db()
    assert list(
        target.records.values_list("item_number", flat=True).order_by("item_number")
    ) == [1, 2, 3, 4]
    assert (source.merged_into, source.records.count()) == (target, 0)
    with pytest.raises(FileMerged):
        shut(office, source)
    told = AuditEvent.objects.get(action="record_file.merged")
    assert "Satu kegiatan" in told.payload
    assert (
        AuditEvent.objects.filter(
            action="record.filed", object_id=str(carried[0].pk)
        ).count()
        == 2
    )


def test_closed_files_end_with_the_last_and_an_earlier_end_is_asked(office):
    short, _a = filled(office, "Pendek")
    long, _b = filled(office, "Panjang", OTHER_CODE)
    rule(short, (1, 1))
    rule(long, (5, 5))
    for one in (short, long):
        shut(office, one)
    end = long.__class__.objects.get(pk=long.pk).inactive_until

    with pytest.raises(EarlierRetention) as asked:
        merged(office, short, long)
    long.refresh_from_db()
    assert (long.inactive_until, long.merged_into) == (end, None)
    [told] = asked.value.differences
    assert told.record_file_id == long.pk

    merged(office, long, short)  # later for what lay in the short one: nothing asked
    long.refresh_from_db()
    assert (long.records.count(), long.inactive_until) == (4, end)


def test_another_code_counts_anew_and_asks_where_it_ends_earlier(office):
    berkas, _inside = filled(office, "Panjang")
    other = make_file(office.setda_archivist, office.setda, "Lain", OTHER_CODE)
    rule(berkas, (5, 5))
    rule(other, (1, 1))
    shut(office, berkas)

    with pytest.raises(EarlierRetention):
        moved(office, berkas, classification_code=OTHER_CODE)
    berkas.refresh_from_db()
    assert berkas.classification.code == "000.1.5"
    after = moved(office, berkas, classification_code=OTHER_CODE, accept_earlier=True)

    assert after.inactive_until.year == after.activity_ended_on.year + 2
    assert after.retention_rule == other.retention_rule
    with pytest.raises(Invalid):
        moved(office, berkas)
    with pytest.raises(Invalid):
        moved(office, berkas, classification_code="9.9.9")
    with pytest.raises(NotFound):
        moved(office, berkas, unit_id=office.kominfo.pk)


def test_file_is_moved_within_its_register_alone(office):
    berkas, records = filled(office, "Undangan")
    keeper = office.setda_archivist

    after = moved(office, berkas, unit_id=office.bagian.pk)

    assert (after.unit, after.number) == (office.bagian, 1)
    records[0].refresh_from_db()
    assert records[0].unit == office.setda  # where it comes from does not change
    assert actor(keeper)
    assert OtherRegister.code == "other_register"


def test_split_takes_some_with_their_clock_and_a_hold_keeps_all(office):
    berkas, records = filled(office, "Dua kegiatan", count=3)
    own = actor(office.setda_archivist)
    wish = Split(records=[records[1].pk], title="Rapat", reason="Kegiatan lain")

    for wrong in (
        Split(records=[one.pk for one in records], title="Semua", reason="Tes"),
        Split(records=[records[0].pk], title=" ", reason=""),
    ):
        with pytest.raises(Invalid):
            split_record_file(actor=own, record_file_id=berkas.pk, split=wrong)
    shut(office, berkas)
    made = split_record_file(actor=own, record_file_id=berkas.pk, split=wish)
    berkas.refresh_from_db()
    assert (made.inactive_until, made.unit) == (berkas.inactive_until, berkas.unit)
    assert list(made.records.values_list("pk", flat=True)) == [records[1].pk]

    scope = ScopeInput(kind=ScopeKind.RECORD, record_id=records[0].pk)
    hold = HoldInput(
        case_name="Perkara", requester="Hukum", basis="180/1", scopes=[scope]
    )
    place_hold(actor=own, hold=hold)
    with pytest.raises(FileHeld):
        moved(office, berkas, classification_code=OTHER_CODE)
    with pytest.raises(FileHeld):
        merged(office, made, berkas)


@pytest.mark.parametrize("before", [None, 3, 9])
@pytest.mark.parametrize("after", [None, 3, 9])
def test_fate_weighs_more_than_years(before, after):
    kept = Outlook(until=None, years=before, fate="permanent")
    gone = Outlook(until=None, years=after, fate="destroy")

    assert gone.is_worse_than(kept)
    assert not kept.is_worse_than(gone)


def test_programs_merge_split_and_move(office):
    client = token_client(office.setda_archivist.official)
    target, records = filled(office, "Satu", count=3)
    source, _carried = filled(office, "Dua")

    def post(act, body, pk=target.pk):
        address = f"/api/v1/record-files/{pk}/{act}"
        return client.post(address, json.dumps(body), content_type="application/json")

    merging = {"record_files": [str(source.pk)], "reason": "Satu kegiatan"}
    assert post("merge", merging).json()["record_count"] == 5
    parted = post(
        "split", {"records": [str(records[0].pk)], "title": "X", "reason": "Lain"}
    )
    assert (parted.status_code, parted.json()["record_count"]) == (201, 1)
    rule(target, (5, 5))
    other = make_file(office.setda_archivist, office.setda, "Lain", OTHER_CODE)
    rule(other, (1, 1))
    moving = {"classification_code": OTHER_CODE, "reason": "Salah kode"}
    asked = post("move", moving)
    assert asked.status_code == 409
    assert asked.json()["differences"][0]["record_file"] == str(target.pk)
    done = post("move", moving | {"accept_earlier": True})
    assert done.json()["code"] == OTHER_CODE


def test_pages_ask_before_an_earlier_end_and_then_do_it(office):
    page = browser_of(office.setda_archivist.official)
    berkas, records = filled(office, "Panjang", count=3)
    other = make_file(office.setda_archivist, office.setda, "Lain", OTHER_CODE)
    rule(berkas, (5, 5))
    rule(other, (1, 1))
    path = f"/arsip/berkas/{berkas.pk}/"
    moving = {
        "unit": office.setda.pk,
        "classification_code": OTHER_CODE,
        "reason": "Salah kode",
    }

    asked = page.post(f"{path}pindah/", moving)
    done = page.post(f"{path}pindah/", moving | {"accept_earlier": "on"})
    parted = page.post(
        f"{path}pisah/",
        {
            "records": [records[0].pk],
            "title": "Rapat",
            "classification_code": OTHER_CODE,
            "reason": "Kegiatan lain",
        },
        follow=True,
    )
    made = parted.context["file"]
    merging = {"sources": [made.pk], "reason": "Satu kegiatan"}
    merged_again = page.post(f"{path}gabung/", merging)

    assert asked.status_code == 409
    assert "Panjang" in asked.content.decode()
    assert (done.status_code, merged_again.status_code) == (302, 302)
    told = page.get(f"/arsip/berkas/{made.pk}/").content.decode()
    assert f'href="{path}"' in told
    clerk = browser_of(office.sekda.official)
    assert clerk.get(f"{path}gabung/").status_code == 404


def test_lists_of_the_law_are_sheets_in_which_nothing_runs(office):
    page = browser_of(office.setda_archivist.official)
    berkas, records = filled(office, "=CMD()")
    records[0].refresh_from_db()
    records[0].number = "@SUM(1)"
    records[0].save()

    def cells(path):
        answer = page.get(path)
        sheet = load_workbook(io.BytesIO(answer.content)).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    files = cells("/arsip/berkas/daftar.xlsx")
    inside = cells(f"/arsip/berkas/{berkas.pk}/isi.xlsx")

    assert len(files[0]) == 7
    assert files[1][3] == "'=CMD()"
    assert [row[1] for row in inside[1:]] == ["1", "2"]
    assert inside[1][3].startswith("'@SUM(1)")
    stranger = browser_of(office.stranger.official)
    assert stranger.get(f"/arsip/berkas/{berkas.pk}/isi.xlsx").status_code == 404
