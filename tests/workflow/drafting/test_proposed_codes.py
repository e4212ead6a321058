"""A draft is offered codes with the reason, by its picker and the API alike."""

import pytest

from tests.office.kabupaten import build_office
from tests.office.outgoing import make_draft, sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of, token_client
from workflow.models import Letter

pytestmark = pytest.mark.django_db


def offered(person, letter):
    """Return `(code, reason)` by both doors, which say the same."""
    page = client_of(person).get(f"/naskah-keluar/{letter.pk}/kode/")
    answer = token_client(person).get(f"/api/v1/letters/{letter.pk}/proposed-codes")
    by_page = [(one["value"], one["meta"]) for one in page.json()["options"]]
    by_api = [(one["code"], one["reason"]) for one in answer.json()["items"]]
    assert by_page == by_api
    return by_page


def test_subject_words_and_earlier_letters_lead_to_codes():
    house = build_office()
    draft = make_draft(house, subject="Permohonan cuti sakit pegawai")
    (code, reason), *_rest = offered(house.drafter, draft)
    assert code == "800.1.11.2"
    assert "cuti" in reason

    make_signer(house.sekda)
    earlier = sent(house, subject="Permohonan cuti sakit")
    (code, reason), *_rest = offered(house.drafter, draft)
    assert code == earlier.classification_code
    assert "1" in reason

    # What is veiled is no reason either.
    Letter.objects.filter(pk=earlier.pk).update(security_class="rahasia")
    assert offered(house.drafter, draft)[0][0] == "800.1.11.2"


def test_words_typed_search_as_everywhere():
    house = build_office()
    draft = make_draft(house)
    page = client_of(house.drafter).get(f"/naskah-keluar/{draft.pk}/kode/?q=rapat")
    assert page.json()["options"][0]["value"] == "000.1.5"


def test_who_may_not_edit_is_offered_nothing():
    house = build_office()
    draft = make_draft(house)
    for person in (house.kabag, house.stranger):
        page = client_of(person).get(f"/naskah-keluar/{draft.pk}/kode/")
        assert page.status_code == 404


def test_thanks_and_the_schedule_lead_to_no_code_and_the_open_subject_does():
    house = build_office()
    text = (
        "Dalam rangka penyusunan rencana kerja, kami mengharap kehadiran Saudara pada"
        " hari Kamis pukul 09.00 di aula. Mengingat pentingnya acara tersebut,"
        " diharapkan hadir tepat waktu. Demikian disampaikan, atas perhatian dan"
        " kehadiran Saudara diucapkan terima kasih."
    )
    draft = make_draft(house, subject="", body=[{"type": "paragraph", "value": text}])
    address = f"/naskah-keluar/{draft.pk}/kode/"

    unsaid = client_of(house.drafter).get(address).json()["options"]
    said = client_of(house.drafter).get(address, {"hal": "Undangan rapat koordinasi"})

    assert not [
        one for one in unsaid if "kasih" in one["meta"] or "tepat" in one["meta"]
    ]
    assert "rapat" in said.json()["options"][0]["title"].casefold()
    assert Letter.objects.get(pk=draft.pk).subject == ""
