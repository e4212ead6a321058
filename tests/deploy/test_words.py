"""The check of words finds one that is put back, wherever people read it."""

import importlib

import pytest

from tests.harness.services import ROOT


@pytest.fixture
def words(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "deploy" / "lint"))
    return importlib.import_module("words")


@pytest.fixture
def tree(words, monkeypatch, tmp_path):
    """A tree of its own, with one file that a test writes."""
    monkeypatch.setattr(words, "ROOT", tmp_path)

    def say(name: str, text: str) -> list[str]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(
            words, "with_suffix", lambda *ends: [name] if name.endswith(ends) else []
        )
        known = words.words()
        return [
            fault
            for where, said in words.texts()
            for fault in words.word_faults(where, said, known)
        ]

    return say


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "locale/id/LC_MESSAGES/django.po",
            'msgid "Signatory"\nmsgstr "Penandatangan"\n',
        ),
        (
            "eoffice/shell/wagtail_words/id/LC_MESSAGES/django.po",
            'msgid "There are no results."\nmsgstr "Tidak ada temuan."\n',
        ),
        ("templates/x.html", "<p>Dicocokkan dengan\n jangkar</p>"),
        ("workflow/typesetting/typst/page.typ", "Sidik isi: #hash"),
        ("docs/panduan/arsip.md", "Berkas disegel sampai akhir."),
    ],
)
def test_a_word_of_the_list_is_found_where_people_read(tree, name, text):
    [fault] = tree(name, text)

    assert fault.startswith(name)
    assert ", say " in fault


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/panduan/auditor.md", "Temuan auditor dicatat di sana."),
        ("docs/panduan/tte.md", "Segel elektronik badan usaha."),
        ("templates/x.html", '{% if bucket %}<i class="muatan">naskah</i>{% endif %}'),
        ("docs/panduan/x.md", "Jalankan `bucket`, baca [di sini](muatan.md)."),
        ("workflow/typesetting/typst/page.typ", "// jangkar of the page\nKode isi"),
        ("docs/panduan/x.md", "Surat ditandatangani; penandatanganan ditemukan."),
    ],
)
def test_code_and_the_words_in_their_own_sense_are_no_fault(tree, name, text):
    assert tree(name, text) == []


def test_a_state_is_no_order(words):
    source = (
        "class State(models.TextChoices):\n"
        '    READ = "read", _("Read")\n'
        '    SENT = "sent", _("Sent")\n'
        '    SCOPE = "scope", pgettext_lazy("token scope", "Close")\n'
    )
    labels = set(words.state_labels(source))

    told = {"Read": "Baca", "Sent": "Terkirim", "Close": "Tutup"}

    assert labels == {"Read", "Sent"}
    [fault] = words.order_faults(labels, told)
    assert "'Baca'" in fault
    assert not list(words.order_faults(labels, told | {"Read": "Sudah dibaca"}))


def test_every_word_of_the_list_says_the_better_one_and_why(words):
    known = words.words()

    assert len(known) > 30
    assert all(word.better and word.why for word in known)
