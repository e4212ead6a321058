"""Codes of three digits are found where their matter is now."""

import pytest
from django.db.models import Q

from archive.classification.catalogue import ArchiveCatalogue
from archive.classification.former_codes import codes_now, former_codes
from archive.classification.models import ClassificationCode

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [entry.code for entry in ArchiveCatalogue().search(words, 5)]


@pytest.mark.parametrize(
    ("former", "first"),
    [
        ("005", "000"),
        ("800", "800"),
        ("900", "900"),
        ("050", "000.7"),
        ("090", "000.1.2"),
        ("180", "100.3"),
        ("420", "400.3"),
    ],
)
def test_a_former_code_finds_the_present_one(former, first):
    assert found(former)[0] == first


def test_every_present_code_of_the_table_exists():
    known = set(ClassificationCode.objects.values_list("code", flat=True))

    for former in former_codes().values():
        assert former.codes
        assert set(former.codes) <= known, former


def test_a_group_is_named_as_it_was():
    for digit in range(10):
        former = former_codes()[f"{digit}00"]
        now = ClassificationCode.objects.get(code=former.code)

        assert former.name.casefold() == now.name.casefold()


@pytest.mark.parametrize("words", ["001", "080", "5", "0005", "rapat", ""])
def test_what_has_no_certain_place_is_not_mapped(words):
    assert codes_now(words) == ()


def test_words_find_what_they_found():
    with_name = ClassificationCode.objects.filter(
        Q(name__icontains="perjalanan"), Q(name__icontains="dinas"), is_leaf=True
    )

    assert set(found("perjalanan dinas")) <= {
        *with_name.values_list("code", flat=True), "000.1.2", "000.1.3",
    }  # fmt: skip
