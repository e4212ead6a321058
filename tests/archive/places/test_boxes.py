"""Boxes: made, filled with the files of one unit, carried, and left by what is gone."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.models import BoxedFile, BoxEventKind, BoxState, RecordBox, RecordFile
from archive.places.carrying import box_named, carry_box
from archive.places.errors import BoxNotEmpty, BoxNotOpen, MixedUnits, NotInBox
from archive.places.filling import files_destroyed, put_into_box, take_from_box
from archive.places.finding import boxes_for, contents_of_box, place_of
from archive.places.labels import address_of, box_labels, labels_order
from archive.places.making import BoxInput, BoxPlace, change_state, make_box
from archive.records.mediums import HYBRID, medium_of_file
from archive.registering.registering import register_record
from eoffice.errors import Invalid, NotFound
from tests.archive.registering.test_registering import row_of
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record

pytestmark = pytest.mark.django_db
A = BoxPlace(room="Ruang Arsip A", shelf="3", position="B2")


@pytest.fixture
def keeper(office):
    return actor(office.setda_archivist)


def box_of(office, keeper, **facts) -> RecordBox:
    wanted = BoxInput(unit_id=office.setda.pk, place=A, **facts)
    return make_box(actor=keeper, box=wanted)


def test_a_box_takes_its_own_units_files_in_their_order_and_no_others(office, keeper):
    box = box_of(office, keeper)
    first, second = (make_file(office.setda_archivist, office.setda) for _n in "12")
    foreign = make_file(office.setda_archivist, office.bagian)

    put_into_box(actor=keeper, box_id=box.pk, record_files=[second.pk, first.pk])

    lies = list(contents_of_box(keeper, box))
    assert [(one.folder_number, one.record_file_id) for one in lies] == [
        (1, first.pk),
        (2, second.pk),
    ]
    with pytest.raises(MixedUnits):
        put_into_box(actor=keeper, box_id=box.pk, record_files=[foreign.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        BoxedFile.objects.create(record_file=foreign, box=box, folder_number=9)
    with pytest.raises(Invalid):
        put_into_box(
            actor=keeper, box_id=box.pk, record_files=[first.pk], folder_number=2
        )
    assert BoxedFile.objects.count() == 2


def test_a_file_lies_in_one_box_and_a_closed_one_takes_none(office, keeper):
    old, new = box_of(office, keeper), box_of(office, keeper, code="setda/2")
    berkas = make_file(office.setda_archivist, office.setda)
    put_into_box(actor=keeper, box_id=old.pk, record_files=[berkas.pk])

    put_into_box(actor=keeper, box_id=new.pk, record_files=[berkas.pk], folder_number=7)

    lies = place_of(berkas.pk)
    assert (lies.box, lies.folder_number, new.code) == (new, 7, "SETDA/2")
    assert old.events.filter(kind=BoxEventKind.TAKEN, record_file=berkas).exists()
    with pytest.raises(BoxNotEmpty):
        change_state(actor=keeper, box_id=new.pk, state=BoxState.EMPTIED)
    change_state(actor=keeper, box_id=new.pk, state=BoxState.CLOSED)
    other = make_file(office.setda_archivist, office.setda)
    with pytest.raises(BoxNotOpen):
        put_into_box(actor=keeper, box_id=new.pk, record_files=[other.pk])
    take_from_box(actor=keeper, box_id=new.pk, record_file_id=berkas.pk)
    with pytest.raises(NotInBox):
        take_from_box(actor=keeper, box_id=new.pk, record_file_id=berkas.pk)


def test_a_box_is_carried_by_its_label_or_its_code_and_only_by_its_keeper(
    office, keeper
):
    box = box_of(office, keeper)
    assert box_named(keeper, box.code.lower()) == box
    assert box_named(keeper, address_of(box)) == box
    for stranger in (office.staff, office.drafter):
        with pytest.raises(NotFound):
            carry_box(actor=actor(stranger), box_id=box.pk, place=A)
    with pytest.raises(NotFound):
        box_named(actor(office.stranger), box.code)

    carry_box(actor=keeper, box_id=box.pk, place=BoxPlace(room="Depo 2"))

    box.refresh_from_db()
    assert box.place == "Depo 2"
    told = box.events.first()
    assert (told.kind, told.told.endswith("→ Depo 2")) == (BoxEventKind.CARRIED, True)
    with pytest.raises(Invalid):
        carry_box(actor=keeper, box_id=box.pk, place=BoxPlace(room=" "))
    assert [one.file_count for one in boxes_for(keeper, words="depo")] == [0]


def test_what_was_destroyed_leaves_its_box_with_a_line(office, keeper):
    box = box_of(office, keeper)
    gone, stays = (make_file(office.setda_archivist, office.setda) for _n in "12")
    put_into_box(actor=keeper, box_id=box.pk, record_files=[gone.pk, stays.pk])
    RecordFile.objects.filter(pk=gone.pk).update(destroyed_on=timezone.localdate())

    assert files_destroyed([gone.pk, stays.pk], because="Usul musnah 2026") == 1
    assert files_destroyed([gone.pk, stays.pk], because="Usul musnah 2026") == 0

    assert [one.record_file for one in box.files.all()] == [stays]
    told = box.events.get(kind=BoxEventKind.DESTROYED)
    assert (told.record_file, told.told) == (gone, "Usul musnah 2026")


def test_labels_hold_the_address_and_are_printed_for_keepers_alone(office, keeper):
    box = box_of(office, keeper)
    order = labels_order([box])["book"]["labels"][0]
    assert (order["code"], order["qr_svg"][:4]) == (box.code, "<svg")
    assert box_labels(actor=keeper, boxes=[box.pk]).startswith(b"%PDF")
    with pytest.raises(NotFound):
        box_labels(actor=actor(office.sekda), boxes=[box.pk])


def test_paper_beside_computer_files_is_hybrid(office, keeper):
    berkas = make_file(office.setda_archivist, office.setda)
    assert medium_of_file(berkas.pk) == ""
    register_record(actor=keeper, row=row_of(office, record_file_id=berkas.pk))
    assert medium_of_file(berkas.pk) == "Kertas"
    record = make_record(office)
    record.record_file, record.item_number = berkas, 2
    record.save()
    assert medium_of_file(berkas.pk) == str(HYBRID)


def test_pages_and_programs_do_the_same(client, office, keeper):
    client.force_login(office.setda_archivist.user)
    berkas = make_file(office.setda_archivist, office.setda)
    place = {"room": "Ruang A", "shelf": "1"}
    given = {**place, "unit": str(office.setda.pk)}
    made = client.post("/arsip/boks/baru/", given)
    assert made.status_code == 302, made.context["form"].errors
    box = RecordBox.objects.get()
    page = made["Location"]

    filled = client.post(f"{page}isi/", {"record_files": [str(berkas.pk)]})
    assert filled.status_code == 302, filled.context["filling"].errors
    assert BoxedFile.objects.get().record_file == berkas
    assert berkas.title in client.get(page).text
    assert box.code in client.get(f"/arsip/berkas/{berkas.pk}/").text
    assert client.get("/arsip/boks/").status_code == 200
    client.post("/arsip/boks/pindai/", {"room": "Depo 2"})
    assert client.post("/arsip/boks/pindai/", {"box": "tidak ada"}).status_code == 422
    assert client.post("/arsip/boks/pindai/", {"box": box.code}).status_code == 302
    assert "Depo 2" in client.get(page).text
    into = f"/arsip/berkas/{berkas.pk}/boks/"
    assert client.post(into, {"box": box.code, "folder_number": 4}).status_code == 302
    program = client.get(f"/api/v1/boxes/{box.pk}").json()
    assert (program["room"], program["files"]) == ("Depo 2", 1)
    lies = client.get(f"/api/v1/boxes/{box.pk}/contents").json()["items"]
    assert [one["folder_number"] for one in lies] == [4]
    moved = client.post(
        f"/api/v1/boxes/{box.pk}/move", place, content_type="application/json"
    )
    assert moved.json()["room"] == "Ruang A", moved.text
    again = client.post("/api/v1/boxes", given, content_type="application/json")
    assert again.status_code == 201, again.text
    assert len(client.get("/api/v1/boxes").json()["items"]) == 2
