"""The canonical JSON and its hash: what initials refer to."""

import json

import pytest
from pydantic import ValidationError

from workflow.rendering.tree import (
    Letterhead,
    LetterTree,
    canonical_json,
    content_hash,
)

from . import letters


def test_a_tree_comes_back_from_its_frozen_bytes():
    tree = letters.letter()
    again = LetterTree.model_validate_json(canonical_json(tree))
    assert again == tree
    assert canonical_json(again) == canonical_json(tree)


def test_canonical_json_has_sorted_keys_no_space_and_no_empty_field():
    frozen = canonical_json(letters.letter(attachments=None))
    loaded = json.loads(frozen)
    assert list(loaded) == sorted(loaded)
    assert "attachments" not in loaded
    assert b'": ' not in frozen


def test_the_hash_of_a_known_letter_stays_the_same_over_releases():
    (lines,) = letters.letter().recipients
    first = letters.letter(
        format=1, recipients=((*lines, "di Jakarta"),), recipients_place=None
    )
    assert content_hash(first) == KNOWN_HASH_OF_FORMAT_1
    assert content_hash(letters.letter()) == KNOWN_HASH_OF_FORMAT_2


def test_one_changed_sign_changes_the_hash():
    other = letters.letter(subject="Penyampaian data dukung evaluasi SPBE tahun 2027")
    assert content_hash(other) != content_hash(letters.letter())


def test_composed_and_decomposed_letters_are_the_same_letter():
    assert content_hash(letters.letter(subject="Rés")) == content_hash(
        letters.letter(subject="Re\u0301s")
    )


def test_a_nota_dinas_names_its_sender():
    with pytest.raises(ValidationError, match="sender"):
        letters.nota_dinas(sender=None)


def test_a_tree_never_changes():
    with pytest.raises(ValidationError):
        letters.letter().subject = "lain"


def test_foreign_fields_are_refused():
    with pytest.raises(ValidationError):
        Letterhead(kind="agency", lines=("A",), colour="red")


KNOWN_HASH_OF_FORMAT_1 = (
    "e9c06e7ed711deed31096af023cd20ace92526816fc751b12606820ae17037dc"
)
KNOWN_HASH_OF_FORMAT_2 = (
    "a2e9feb89d6cf2369b4c02d89fe5ab381244c84489bb05bedaea3c6545c12a7a"
)
