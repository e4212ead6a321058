"""What forged and damaged files get told: never a good word, never an exception."""

import hashlib
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from tests.workflow.signing.world import Office, letter_pdf
from tests.workflow.verification import attacks
from workflow.pades.preparation import QuietWriter
from workflow.verification import Issued, judge, verify
from workflow.verification.structure import covered_by

GOOD = {"genuine", "genuine_superseded", "valid_foreign"}
FUZZ = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def signed(world):
    return world.sign()


@pytest.fixture(scope="module")
def office(signed):
    return Office(**{hashlib.sha256(signed.pdf).hexdigest(): Issued()})


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        (lambda pdf: pdf + b"junk", "trailing_bytes"),
        (lambda pdf: pdf + b"\n% a comment\n", "trailing_bytes"),
        (lambda pdf: pdf + b"\0" * 100, "trailing_bytes"),
        (attacks.with_note_over_text, None),
        (attacks.with_changed_page, None),
        (attacks.with_added_page, None),
        (attacks.with_unsigned_field_over_text, None),
        (attacks.with_signature_stripped, "signature_removed"),
        (lambda pdf: pdf.replace(b"/Contents <", b"/Contents  <"), None),
    ],
)
@pytest.mark.parametrize("is_known", [True, False])
def test_tampered_letter_is_called_changed(
    world, signed, office, attack, reason, is_known
):
    forged = attack(signed.pdf)

    verdict = verify(forged, world.policy(), office if is_known else Office())

    assert forged != signed.pdf
    assert verdict.code == "changed"
    if is_known and forged.startswith(signed.pdf):
        assert verdict.reason.startswith("added_to_ours")
    else:
        assert reason in {None, verdict.reason}


def test_new_title_on_our_letter_is_called_changed(world, signed, office):
    forged = attacks.with_new_title(signed.pdf)

    assert verify(forged, world.policy(), office).code == "changed"


def test_changed_page_is_named(world, signed):
    verdict = judge(attacks.with_note_over_text(signed.pdf), world.policy())

    looks = next(check for check in verdict.checks if check.code == "appearance")
    assert looks.facts == {"page": "1"}


def test_refilled_text_field_is_called_changed(world):
    form = attacks.with_text_field(letter_pdf())
    signed = world.sign(form)

    forged = attacks.with_text_field_refilled(signed.pdf)

    assert judge(signed.pdf, world.policy()).code == "valid_foreign"
    assert judge(forged, world.policy()).code == "changed"


def test_visible_signature_of_a_colleague_over_text_is_called_changed(world):
    first = world.sign(item={"certify": False})
    colleague = world.service(world.signer()).open
    forged = _visibly_signed(first.pdf, colleague)

    verdict = judge(forged, world.policy())

    assert verdict.code == "changed"
    assert verdict.reason == "page_looks_different"


def test_signature_of_another_document_is_refused(world, signed):
    other = world.sign(letter_pdf("Rapat dibatalkan."))

    forged = attacks.with_contents_of(other.pdf, signed.pdf)

    verdict = judge(forged, world.policy())
    assert verdict.code == "changed"
    assert verdict.reason == "digest_differs"


def test_bytes_hidden_behind_the_signature_are_found(world, signed):
    verdict = judge(attacks.with_hidden_in_contents(signed.pdf), world.policy())

    assert verdict.code == "not_genuine"
    assert verdict.reason == "padding"


@pytest.mark.parametrize(
    "entries",
    [
        {"Contents": generic.ByteStringObject(b"")},
        {"Contents": generic.ByteStringObject(b"\0" * 100)},
        {"ByteRange": generic.NullObject()},
        {"ByteRange": generic.ArrayObject()},
        {"ByteRange": generic.ArrayObject(map(generic.NumberObject, (0, 9, 9, -9)))},
        {"SubFilter": generic.pdf_name("/adbe.x509.rsa_sha1")},
    ],
)
def test_rewritten_signature_object_is_never_good(world, signed, office, entries):
    forged = attacks.with_signature_object(signed.pdf, **entries)

    assert verify(forged, world.policy(), office).code not in GOOD
    assert judge(forged, world.policy()).code not in GOOD


def test_signature_of_an_unknown_authority_is_not_genuine(world, stranger):
    signed = stranger.sign()

    verdict = judge(signed.pdf, world.policy())

    assert verdict.code == "not_genuine"
    assert verdict.reason == "unknown_authority"
    assert verdict.signatures[0].root_kind == ""


def test_file_is_as_good_as_its_worst_signature(world, stranger, signed, office):
    item = {"field_name": "Tambahan", "certify": False}
    both = stranger.sign(
        signed.pdf,
        item=item,
        roots=(*stranger.roots(), *world.roots()),
        intermediates=(*stranger.authority.chain[:1], *world.authority.chain[:1]),
        revocation=partial(_joined_revocation, world, stranger),
    )

    verdict = verify(both.pdf, world.policy(), Office())

    assert verdict.code == "not_genuine"
    assert verdict.reason == "unknown_authority"
    assert verify(both.pdf, world.policy(), office).code == "changed"


def _joined_revocation(*worlds):
    from workflow.pades.ports import RevocationData

    data = [one.authority.revocation_data() for one in worlds]
    return RevocationData(crls=tuple(crl for one in data for crl in one.crls))


def test_signature_by_a_certificate_revoked_before_is_not_genuine(world):
    signer = world.new_signer()
    signed = world.sign(signer=signer)
    world.authority.revoke(signer.serial, at=datetime.now(UTC) - timedelta(minutes=4))

    verdict = judge(signed.pdf, world.policy())

    assert verdict.code == "not_genuine"
    assert verdict.reason == "revoked"


def test_unstamped_signature_claimed_after_revocation_is_not_genuine(world):
    signer = world.new_signer()
    signed = world.sign(signer=signer, timestamps=None)
    world.authority.revoke(signer.serial, at=datetime.now(UTC) - timedelta(minutes=4))

    assert judge(signed.pdf, world.policy()).code == "not_genuine"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_pdf"),
        (b"hello", "not_a_pdf"),
        (b"<html><body>error</body></html>", "not_a_pdf"),
        (b"%PDF-", "unreadable"),
        (b"%PDF-1.7\n%%EOF", "unreadable"),
    ],
)
def test_what_is_no_pdf_cannot_be_determined(world, content, reason):
    verdict = verify(content, world.policy(), Office())

    assert verdict.code == "undetermined"
    assert verdict.reason == reason


def test_encrypted_file_cannot_be_determined(world, signed):
    verdict = judge(attacks.encrypted(signed.pdf), world.policy())

    assert verdict.code == "undetermined"
    assert verdict.reason == "encrypted"


def test_junk_before_the_header_cannot_be_determined(world, signed):
    assert judge(b"x" + signed.pdf, world.policy()).reason == "not_a_pdf"


def test_file_beyond_the_limit_is_not_read(world, signed, office):
    policy = world.policy(max_bytes=1_000)

    verdict = verify(signed.pdf, policy, office)

    assert verdict.code == "undetermined"
    assert verdict.reason == "too_large"


@given(data=st.data())
@FUZZ
def test_any_flipped_byte_that_is_covered_is_noticed(world, signed, data):
    found = attacks.CONTENTS.search(signed.pdf)
    places = st.integers(0, len(signed.pdf) - 1).filter(
        lambda place: not found.start(1) <= place < found.end(1)
    )
    place = data.draw(places)
    flipped = bytearray(signed.pdf)
    flipped[place] ^= data.draw(st.integers(1, 255))

    assert judge(bytes(flipped), world.policy()).code not in GOOD


@given(place=st.floats(0, 1, exclude_max=True))
@FUZZ
def test_any_truncated_file_is_never_good(world, signed, place):
    cut = signed.pdf[: int(len(signed.pdf) * place)]

    verdict = judge(cut, world.policy())

    assert verdict.code not in GOOD


@given(content=st.binary(max_size=400))
@FUZZ
def test_any_bytes_end_in_a_verdict(world, content):
    assert judge(b"%PDF-1.7\n" + content, world.policy()).code == "undetermined"


@given(tail=st.binary(min_size=1, max_size=60))
@FUZZ
def test_anything_appended_is_noticed(world, signed, office, tail):
    verdict = verify(signed.pdf + tail, world.policy(), office)

    assert verdict.code == "changed"
    assert verdict.facts["size"] == str(len(tail))


def test_reported_range_is_the_whole_file(signed):
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    [one] = PdfFileReader(BytesIO(signed.pdf)).embedded_signatures
    assert covered_by(one).end == len(signed.pdf)


def _visibly_signed(pdf, open_session):
    from io import BytesIO

    from tests.workflow.signing.world import PASSPHRASE
    from workflow.pades.ports import Secret, SignerRef

    session = open_session(SignerRef(id="leader"), Secret(PASSPHRASE))
    signer = PdfSigner(
        PdfSignatureMetadata(field_name="Kolega", md_algorithm="sha256"),
        session._signer,
        new_field_spec=SigFieldSpec("Kolega", box=attacks.OVER_THE_TEXT),
    )
    writer = QuietWriter(BytesIO(pdf))
    return signer.sign_pdf(writer, bytes_reserved=32768).getvalue()
