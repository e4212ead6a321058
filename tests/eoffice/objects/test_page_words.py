"""Words of pages: read once, none of secret ones, made again where they are damaged."""

import json
from pathlib import Path

import pytest

from eoffice import sandbox
from eoffice.environment import environment
from eoffice.files.encrypting import encrypt_object
from eoffice.files.leaving import delete_left
from eoffice.objects import page_words
from eoffice.objects.page_words import page_words_of, prepare_page_words
from tests.eoffice.objects.test_page_pictures import stored_pdf

pytestmark = pytest.mark.django_db
PAGES = [{"page": 1, "words": [["Rapat", 72.0, 80.5, 99.1, 92.0]]}]


@pytest.fixture
def jobs(monkeypatch):
    """Count the jobs that read; none is really begun."""
    begun = []

    def reading(task, data):
        begun.append((task, data))
        return PAGES

    monkeypatch.setattr(sandbox, "run", reading)
    return begun


def kept():
    return set(Path(environment().SANDBOX_DIR).rglob("*-words.json"))


def test_words_are_read_once(jobs):
    stored = stored_pdf()

    prepare_page_words(stored)
    prepare_page_words(stored)

    assert page_words_of(stored) == PAGES
    assert len(jobs) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-5],
        lambda whole: whole.replace(b"Rapat", b"Tepat"),
        lambda _whole: b"",
        lambda _whole: b"[]\n",
        None,
    ],
)
def test_words_damaged_or_missing_are_read_again(jobs, damage):
    before, stored = kept(), stored_pdf()
    page_words_of(stored)
    (place,) = kept() - before
    if damage:
        place.write_bytes(damage(place.read_bytes()))
    else:
        place.unlink()

    assert [page_words_of(stored) for _ in range(2)] == [PAGES, PAGES]
    assert len(jobs) == 2


def test_words_of_another_content_are_not_believed(jobs):
    before, stored = kept(), stored_pdf()
    page_words_of(stored)
    (place,) = kept() - before
    line, content = place.read_bytes().split(b"\n")
    facts = json.loads(line) | {"of": "0" * 64}
    place.write_bytes(json.dumps(facts).encode() + b"\n" + content)

    page_words_of(stored)

    assert len(jobs) == 2


def test_words_of_sealed_objects_are_never_kept(jobs):
    before, stored = kept(), stored_pdf(sealed=True)

    prepare_page_words(stored)
    assert jobs == []  # for nobody: they would not be kept

    assert [page_words_of(stored) for _ in range(2)] == [PAGES, PAGES]
    assert len(jobs) == 2
    assert kept() == before


def test_words_go_when_the_object_is_sealed(jobs):
    before, stored = kept(), stored_pdf()
    page_words_of(stored)
    old = {"bucket": stored.bucket, "key": stored.key, "version_id": stored.version_id}

    encrypt_object(stored.pk)
    delete_left(**old)

    assert kept() == before


def test_words_read_while_the_object_was_sealed_are_not_kept(monkeypatch):
    before, stored = kept(), stored_pdf()

    def sealing_meanwhile(_task, _data):
        encrypt_object(stored.pk)
        return PAGES

    monkeypatch.setattr(page_words.sandbox, "run", sealing_meanwhile)
    page_words_of(stored)

    assert kept() == before
