"""Books as an inspektorat accepts them: every number in its place and explained."""

import io

import pytest
from openpyxl import load_workbook

from tests.office.incoming import disposed, disposition
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import initialled, make_draft, sent
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of, token_client
from workflow.books.book import Period
from workflow.books.exporting import export
from workflow.books.order import ExportOrder
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
)
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import LedgerNumber, NumberState, Register, Series
from workflow.numbering.operations import locked_register
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter


@pytest.fixture
def house(db):
    office = build_office()
    make_signer(office.sekda)
    return office


def sheets(person, name, **period) -> dict[str, list[dict[str, str]]]:
    order = ExportOrder(name=name, form="xlsx", period=Period(**period))
    found = {}
    for sheet in load_workbook(io.BytesIO(export(actor(person), order))):
        heads, *rows = sheet.values
        found[sheet.title] = [
            dict(zip(heads, [cell or "" for cell in row], strict=True)) for row in rows
        ]
    return found


def lines(person, name, **period) -> list[dict[str, str]]:
    return [line for sheet in sheets(person, name, **period).values() for line in sheet]


def to(*people, kind="to"):
    return [RecipientInput(kind=kind, position_id=one.position.pk) for one in people]


def void(house, reason="Salah ketik"):
    register = locked_register(house.setda, Series.OUTGOING, 2026)
    register.last_value += 1
    register.save(update_fields=["last_value"])
    return LedgerNumber.objects.create(
        register=register,
        value=register.last_value,
        text=f"000.1.5/{register.last_value}/SETDA/2026",
        purpose_id=make_draft(house).pk,
        state=NumberState.VOID,
        reason=reason,
    )


def test_the_agenda_of_outgoing_letters_explains_void_numbers(house):
    first, gap, last = sent(house), void(house), sent(house)

    told = lines(house.setda_clerk, "outgoing")

    assert [line["Nomor surat"] for line in told] == [
        first.number, gap.text, last.number,
    ]  # fmt: skip
    assert "Salah ketik" in told[1]["Hal"]
    assert [*told[1].values()][-1] == "Batal"


def test_addressees_come_first_and_copies_stand_apart(house):
    copies = to(house.kabid, kind="cc")
    sent(house, recipients=[*copies, *to(house.kadis, house.bupati)])

    [line] = lines(house.setda_clerk, "outgoing")

    assert line["Kepada"].splitlines() == [
        "Kepala Dinas Komunikasi dan Informatika", "Bupati Wanasari",
    ]  # fmt: skip
    assert line["Tembusan"] == "Kepala Bidang Aplikasi"


def test_a_book_is_one_series_and_one_year_of_the_unit_that_keeps_it(house):
    letter = sent(house)
    note = initialled(house, type_code="nota_dinas", recipients=to(house.bupati))
    sign_letter(actor=actor(house.sekda), letter_id=note.pk, secret=Secret(SECRET))
    note.refresh_from_db()

    found = sheets(house.setda_clerk, "outgoing")

    numbers = [[line["Nomor surat"] for line in rows] for rows in found.values()]
    assert numbers == [[letter.number], [note.number]]
    assert all(name.startswith("SETDA ") and "2026" in name for name in found)
    for register in Register.objects.exclude(series=Series.AGENDA):
        page = client_of(house.setda_clerk).get(
            "/laporan/buku/keluar/", {"buku": register.pk}
        )
        assert len(page.context["page"].items) == 1
        assert "Sekretariat Daerah" in page.content.decode()


def test_the_keeper_finds_the_number_of_a_secret_letter_and_nothing_of_it(house):
    secret = sent(house, security_class="rahasia", subject="Mutasi pejabat")
    after = sent(house)

    told = lines(house.setda_clerk, "outgoing")

    assert [line["Nomor surat"] for line in told] == ["1", after.number]
    assert "Mutasi" not in str(told)
    assert secret.classification_code not in str(told[0])
    assert lines(house.stranger, "outgoing") == []


def test_one_line_for_several_desks_of_a_register(house):
    copies = to(house.staff, kind="cc")
    sent(house, recipients=[*to(house.kadis, house.kabid), *copies])

    [line] = lines(house.kominfo_clerk, "incoming")

    assert line["Diteruskan kepada"].splitlines() == [
        "Kepala Dinas Komunikasi dan Informatika",
        "Kepala Bidang Aplikasi",
        "Pranata Komputer (tembusan)",
    ]


def test_counts_of_reports_are_the_lines_of_the_books(house):
    sent(house)
    void(house)
    sent(house, recipients=to(house.kadis, house.kabid))
    client = client_of(house.kominfo_clerk)

    for person in (house.setda_clerk, house.kominfo_clerk, house.kadis, house.stranger):
        reports = client_of(person).get("/laporan/")
        for name, _label, counted in reports.context["books"]:
            for one in counted:
                page = client_of(person).get(f"/laporan/buku/{name}/?{one.query}")
                assert page.context["page"].total == one.count
                assert len(page.context["page"].items) == one.count
    assert client.get("/laporan/").status_code == 200


def test_the_book_of_dispositions_says_what_came_of_each(house):
    given = disposed(house, house.kadis, note="Segera", due_on=None)
    below = forward_disposition(
        actor=actor(house.kadis),
        disposition_id=given.pk,
        content=disposition(house.kabid),
    )
    complete_disposition(
        actor=actor(house.kabid), disposition_id=below.pk, answer="Data sudah dikirim"
    )

    first, second = lines(house.sekda, "dispositions")

    assert first["Nomor surat"] == "400/12/Dinsos/2026"
    assert first["Nomor agenda"] == "SM/0001/SETDA/2026"
    assert first["Dari"] == "Sekretaris Daerah"
    assert first["Kepada"] == "Kepala Dinas Komunikasi dan Informatika"
    assert "Tindak lanjuti" in first["Instruksi"]
    assert second["Hasil"] == "Data sudah dikirim"


def test_the_api_pages_by_number_within_a_register(house):
    letters = [sent(house) for _n in range(3)]
    gap = void(house)
    program = token_client(house.setda_clerk.official)
    root = "/api/v1/registers/outgoing"

    first = program.get(root, {"limit": 2}).json()
    rest = program.get(root, {"limit": 2, "cursor": first["next"]}).json()
    last = program.get(root, {"limit": 1, "sort": "-number"}).json()

    numbers = [one["columns"]["number"] for one in first["items"] + rest["items"]]
    assert numbers == [*(letter.number for letter in letters), gap.text]
    assert (first["total"], rest["next"]) == (4, None)
    assert last["items"][0]["id"] == str(gap.pk)
