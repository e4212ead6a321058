"""What a type asks of its letters: fields, parts, signatories, and its own state."""

import pytest

from eoffice.errors import Invalid
from tests.office.kabupaten import actor, build_office
from tests.office.letter_types import rewrite_type
from tests.office.outgoing import initialled, make_draft
from workflow.approval.operations.submitting import submit_letter
from workflow.letter_types.content_rules import BLOCK_WORDS
from workflow.letter_types.layouts import WORDS
from workflow.letter_types.models import VersionState
from workflow.letter_types.places import HEAD, is_met, parts_of
from workflow.letter_types.signers import (
    SignerKind,
    may_sign_type,
    proposed_signatory,
    signer_kind,
)
from workflow.letters.checks import letter_faults
from workflow.mandates.forms import MANDATED_FORMS
from workflow.models import Letter, LetterTypeVersion
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import FormWithoutMandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return build_office()


def version_of(code):
    return LetterTypeVersion.objects.current().get(letter_type__code=code)


def codes(letter):
    return {(fault.field, fault.code) for fault in letter_faults(letter)}


def fields(*labels, value="isi"):
    rows = [{"label": label, "value": value} for label in labels]
    return {"type": "fields", "value": rows}


def paragraph(text):
    return {"type": "paragraph", "value": text}


PLACES = (
    ("row:Hari/tanggal", [fields("hari, tanggal")], True),
    ("row:Hari/tanggal", [fields("hari, tanggal", value=" ")], False),
    ("row:Tempat", [paragraph("Tempat")], False),
    ("block:people_table", [{"type": "people_table", "value": []}], False),
    ("block:people_table", [{"type": "people_table", "value": [{"name": "A"}]}], True),
    ("block:considerations:Dasar",
     [{"type": "considerations", "value": [{"label": "DASAR", "items": ["a"]}]}], True),
    ("block:considerations:Dasar",
     [{"type": "considerations", "value": [{"label": "Untuk", "items": ["a"]}]}],
     False),
    ("block:heading:Saran",
     [{"type": "heading", "value": {"text": "SARAN"}}, paragraph("a")], True),
    ("block:heading:Saran", [{"type": "heading", "value": "Saran"}], False),
    ("block:heading:Saran", [{"type": "heading", "value": 7}], False),
    ("block:fields", [{"type": "fields", "value": None}], False),
    ("letter:copies", [], False),
    ("letter:subject", [], True),
    ("nowhere", [paragraph("a")], False),
)  # fmt: skip


@pytest.mark.parametrize(("place", "blocks", "met"), PLACES)
def test_a_place_is_met_by_what_stands_there(place, blocks, met):
    assert is_met(place, blocks, {"copies": False}) is met


def test_shipped_types_are_whole():
    versions = list(LetterTypeVersion.objects.select_related("letter_type"))

    assert len(versions) == 40
    for one in versions:
        code = one.letter_type.code
        assert one.fields, code
        assert one.purpose.endswith("."), code
        assert one.layout in WORDS, code
        assert one.number_pattern, code
        assert one.start, code
        assert one.example["body"], code
        assert set(one.blocks) <= set(BLOCK_WORDS), code
        assert {b["type"] for b in one.start} <= set(one.blocks), code
        assert set(one.signer_kinds) <= set(SignerKind.values), code
        assert one.forms, code
        assert set(one.forms) <= set(MANDATED_FORMS), code
        for row in one.fields:
            kind, name = parts_of(row["place"]) or ("", "")
            assert kind, (code, row)
            assert kind != "letter" or name in HEAD, (code, row)


def test_a_needed_field_that_is_missing_is_named_with_its_place(office):
    rewrite_type(
        fields=[
            {"code": "acara", "label": "Acara", "place": "row:Acara", "needed": True},
            {"code": "catatan", "label": "Catatan", "place": "row:X", "needed": False},
            {"code": "lampiran", "label": "Lampiran", "place": "letter:attachments",
             "needed": True},
        ]
    )  # fmt: skip

    letter = make_draft(office, body=[paragraph("Isi."), fields("Tempat")])

    faults = {one.field: str(one.message) for one in letter_faults(letter)}
    assert set(faults) == {"row:Acara", "letter:attachments"}
    assert "Acara" in faults["row:Acara"]
    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    assert {one.code for one in refusal.value.faults} == {"field_missing"}
    assert Letter.objects.get(pk=letter.pk).status == "draft"


def test_a_part_that_the_type_does_not_allow_is_named(office):
    rewrite_type(blocks=["paragraph"])

    letter = make_draft(office, body=[paragraph("Isi."), fields("Tempat")])

    assert codes(letter) == {("body.1", "block_not_allowed")}


def test_who_does_not_sign_the_type_is_refused_at_submit(office):
    rewrite_type(signer_kinds=["regional_head"], signer_titles=["Ketua DPRD"])

    letter = make_draft(office)

    assert codes(letter) == {("signatory", "type_signer")}
    (fault,) = letter_faults(letter)
    assert "Ketua DPRD" in str(fault.message)


def test_the_rule_of_signers_is_asked_again_at_signing(office):
    letter = initialled(office)
    rewrite_type(signer_kinds=["regional_head"])

    with pytest.raises(FormWithoutMandate):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret("rahasia")
        )

    assert Letter.objects.get(pk=letter.pk).number == ""


def test_a_decree_of_the_bupati_is_signed_in_his_name_alone_by_others(office):
    version = version_of("keputusan_bupati")
    seats = {name: getattr(office, name).position for name in ("bupati", "sekda")}

    assert may_sign_type(version, seats["bupati"], "own")
    assert may_sign_type(version, seats["sekda"], "an")
    assert not may_sign_type(version, seats["sekda"], "own")
    assert proposed_signatory(version, office.drafter.position) == seats["bupati"]


def test_kinds_of_signatories_follow_the_seat(office):
    found = {
        name: signer_kind(getattr(office, name).position)
        for name in ("bupati", "sekda", "kadis", "kabag", "drafter")
    }

    assert found == {
        "bupati": "regional_head",
        "sekda": "regional_secretary",
        "kadis": "office_head",
        "kabag": "unit_head",
        "drafter": "other",
    }


def test_a_retired_type_ends_its_drafts_but_starts_none(office):
    letter = make_draft(office)
    rewrite_type(state=VersionState.RETIRED)

    with pytest.raises(Invalid) as refusal:
        make_draft(office)
    assert refusal.value.faults[0].code == "type_retired"
    assert codes(letter) == set()
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert Letter.objects.get(pk=letter.pk).status != "draft"


def test_a_letter_keeps_the_version_it_was_made_under(office):
    letter = make_draft(office)
    first = version_of("surat_dinas")
    second = LetterTypeVersion.objects.get(pk=first.pk)
    second.pk, second.number = None, 2
    second._state.adding = True
    second.id = LetterTypeVersion._meta.pk.get_default()
    second.blocks = ["table"]
    second.save()

    letter = Letter.objects.get(pk=letter.pk)

    assert letter.type_version == first
    assert codes(letter) == set()
    assert make_draft(office).type_version == second
