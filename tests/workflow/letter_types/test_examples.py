"""Every type shows a whole letter that its reader can draft and submit unchanged."""

from datetime import date

import pytest
from django.utils import timezone

from eoffice.days.working_days import WorkCalendar
from tests.office.kabupaten import build_office, make_person
from tests.office.visitors import token_client
from workflow.approval.route_check import faults_before_submit
from workflow.letter_types.example_words import TOKEN, DayWords, UnknownWord, filled
from workflow.models import Letter, LetterTypeVersion

pytestmark = pytest.mark.django_db
JSON = "application/json"
TYPES = "/api/v1/letter-types"


@pytest.fixture
def office():
    house = build_office()
    # The council is served by an office of the government and signs by its chair.
    make_person(
        "ketua.dprd", "Sutrisno", "Ketua DPRD", house.setda, duties=("signatory",)
    )
    return house


def test_every_example_is_drafted_and_breaks_no_rule(office):
    # Nobody of the secretariat drafts for the head of another office.
    drafters = [token_client(one) for one in (office.drafter, office.staff)]
    broken = {}
    versions = LetterTypeVersion.objects.draftable()
    codes = list(versions.values_list("letter_type__code", flat=True))
    for code in codes:
        answers = [(one, one.get(f"{TYPES}/{code}/example")) for one in drafters]
        good = [(one, answer) for one, answer in answers if answer.status_code == 200]
        assert good, (code, answers[0][1].json())
        drafter, example = good[0]

        made = drafter.post("/api/v1/letters", example.json(), content_type=JSON)

        assert made.status_code == 201, (code, made.json())
        letter = Letter.objects.get(pk=made.json()["id"])
        faults = [(one.field, one.code) for one in faults_before_submit(letter)]
        broken |= {code: faults} if faults else {}
    assert broken == {}
    assert len(codes) == 40


def test_an_example_is_made_for_the_seat_that_is_asked(office):
    drafter = token_client(office.drafter)
    asked = {"signatory": str(office.kabag.position.pk)}

    answer = drafter.get(f"{TYPES}/nota_dinas/example", asked).json()

    assert answer["signatory"] == {
        "position": asked["signatory"],
        "authority": "own",
    }
    assert answer["recipients"] == [{"position": str(office.sekda.position.pk)}]


def test_no_example_for_a_seat_that_one_does_not_draft_for(office):
    drafter = token_client(office.drafter)
    asked = {"signatory": str(office.kadis.position.pk)}

    answer = drafter.get(f"{TYPES}/surat_dinas/example", asked)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "other_office"


def test_words_of_an_example_stand_for_working_days():
    friday = date(2026, 12, 4)
    days = DayWords(friday, WorkCalendar(holidays=frozenset({date(2026, 12, 7)})))
    said = {"text": "[[day+1]], [[date+1]]; [[p1.name.upper]]", "rows": ["[[day-1]]"]}

    found = filled(said, {"p1.name": "A & B"}, days, is_html=True)

    assert found == {
        "text": "Selasa, 8 Desember 2026; A &amp; B",
        "rows": ["Kamis"],
    }
    with pytest.raises(UnknownWord):
        filled("[[somebody]]", {}, days, is_html=True)


def test_examples_of_all_types_have_only_known_words():
    for version in LetterTypeVersion.objects.all():
        words = _Anything()
        said = filled(
            version.example,
            words,
            DayWords(timezone.localdate(), WorkCalendar()),
            is_html=True,
        )
        # A row of rows begins so as well, but with a quote behind it.
        assert not TOKEN.search(str(said)), version


class _Anything(dict):
    def get(self, name, default=None):
        people = name[:2] in {"p1", "p2", "p3", "p4", "to"}
        known = people or name.split(".")[0] in {
            "region", "place", "office", "head", "signatory", "secretary",
        }  # fmt: skip
        return "kata" if known else default
