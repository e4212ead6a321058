"""Emblems that an office brings: checked, kept, pinned by their hash."""

import base64
import hashlib
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from eoffice.errors import Invalid, NotFound
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft, submitted
from tests.office.signers import SECRET, make_signer
from workflow.approval.operations.approving import approve_step
from workflow.letterheads.emblems import bring_emblem, checked_emblem, use_emblem
from workflow.letterheads.errors import EmblemRefused
from workflow.letters.content import build_tree, readable_body
from workflow.letters.page_check import judged_letter
from workflow.models import Emblem, EmblemKind, Letter
from workflow.pades.ports import Secret
from workflow.rendering.emblems import emblem_named
from workflow.rendering.errors import RenderFailed
from workflow.rendering.file_check import check_file
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree, content_hash
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"'
ROUND = '<circle cx="45" cy="45" r="40" style="fill:#264"/>'
GOOD = f"{HEAD}><title>Lambang</title>{ROUND}</svg>"
OTHER = f'{HEAD}><rect x="5" y="5" width="80" height="80" fill="#933"/></svg>'


def svg(inside: str, more: str = "") -> bytes:
    return f"{HEAD}{more}>{inside}</svg>".encode()


def png(width: int = 300, height: int = 340, mode: str = "RGBA") -> bytes:
    target = io.BytesIO()
    ink = (20, 90, 60, 200) if mode == "RGBA" else 1
    Image.new(mode, (width, height), ink).save(target, "PNG")
    return target.getvalue()


def brought(office, content: bytes = GOOD.encode(), kind=EmblemKind.AGENCY) -> Emblem:
    return bring_emblem(
        actor=actor(office.admin), kind=kind, name="lambang.svg", content=content
    )


def used(office, content: bytes = GOOD.encode(), kind=EmblemKind.AGENCY) -> Emblem:
    emblem = brought(office, content, kind)
    return use_emblem(
        actor=actor(office.admin),
        emblem_id=emblem.pk,
        effective_from=None,
        reason="Perda Nomor 1",
    )


BAD = {
    "script": (svg("<script>alert(1)</script>"), "emblem_element"),
    "on_load": (svg('<rect width="9" height="9" onload="x()"/>'), "emblem_script"),
    "on_load_of_root": (svg("", ' onload="x()"'), "emblem_script"),
    "foreign": (svg("<foreignObject/>"), "emblem_element"),
    "picture_outside": (
        svg('<image href="http://a.example/x.png"/>'),
        "emblem_element",
    ),
    "use_outside": (svg('<use href="http://a.example/x.svg#a"/>'), "emblem_element"),
    "fill_outside": (
        svg('<rect width="9" height="9" fill="url(http://a.example/x)"/>'),
        "emblem_outside",
    ),
    "style_outside": (
        svg('<rect width="9" height="9" style="fill:url(//a.example/x)"/>'),
        "emblem_outside",
    ),
    "style_import": (
        svg('<rect width="9" height="9" style="x:url(http://a.example)"/>'),
        "emblem_outside",
    ),
    "gradient_outside": (
        svg('<linearGradient id="a" href="http://a.example/x.svg#b"/>'),
        "emblem_outside",
    ),
    "style_sheet": (svg("<style>*{fill:red}</style>"), "emblem_element"),
    "sheet_beside": (
        b'<?xml-stylesheet href="x.css"?>' + GOOD.encode(),
        "emblem_outside",
    ),
    "entities": (
        b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        + svg("&b;"),
        "emblem_entities",
    ),
    "file_entity": (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
        "emblem_entities",
    ),
    "text": (svg("<text>Lambang</text>"), "emblem_element"),
    "too_many": (svg('<rect width="1" height="1"/>' * 1501), "emblem_too_complex"),
    "too_deep": (svg("<g>" * 40 + "</g>" * 40), "emblem_too_complex"),
    "too_large": (svg("<path d='" + "M0 0" * 140_000 + "'/>"), "emblem_too_large"),
    "no_size": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "emblem_no_size"),
    "too_long": (png(900, 90), "emblem_too_long"),
    "other_root": (b"<html/>", "emblem_no_svg"),
    "no_xml": (b"GIF89a", "emblem_no_svg"),
    "broken_png": (png()[:200], "emblem_file_broken"),
    "huge_png": (png(9000, 9000, "1"), "emblem_file_too_large"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_runs_fetches_or_grows_is_refused_by_name(office, name):
    content, code = BAD[name]

    with pytest.raises(EmblemRefused) as refusal:
        brought(office, content)

    assert refusal.value.code == code
    assert not Emblem.objects.exists()


def test_only_what_draws_is_kept():
    notes = "<metadata>Nama pembuat</metadata><!-- catatan -->"
    foreign = '<x:namedview xmlns:x="http://inkscape.example/"/>'

    kept = checked_emblem(svg(notes + foreign + '<path d="M0 0h90v90z" data-x="1"/>'))

    assert kept.count("<") == 3
    assert 'd="M0 0h90v90z"' in kept
    assert "catatan" not in kept
    assert "data-x" not in kept


def test_a_png_is_encoded_again_and_made_smaller():
    kept = checked_emblem(png(2400, 2800))

    coded = kept.partition("base64,")[2].partition('"')[0]
    picture = Image.open(io.BytesIO(base64.b64decode(coded)))
    assert max(picture.size) == 450
    assert len(kept) < 192 * 1024


@pytest.mark.parametrize("content", [GOOD.encode(), png()])
def test_pages_with_an_emblem_keep_the_archive_standard(office, content):
    used(office, content)
    letter = make_draft(office)

    page = judged_letter(letter, [])

    assert page.faults == []
    assert page.tree.letterhead.emblem_sha256 is not None
    assert check_file(page.rendered.bytes) == []


def test_it_is_in_use_only_from_its_day_and_only_on_its_letters(office):
    emblem = used(office, kind=EmblemKind.HEAD_OF_REGION)
    letter = make_draft(office)
    tree = build_tree(letter, body=readable_body(letter))
    assert tree.letterhead.emblem_sha256 is None

    later = brought(office, OTHER.encode())
    use_emblem(
        actor=actor(office.admin),
        emblem_id=later.pk,
        effective_from=timezone.localdate() + timedelta(days=3),
        reason="Perda Nomor 2",
    )

    again = build_tree(letter, body=readable_body(letter))
    assert again.letterhead.emblem_sha256 is None
    assert emblem.sha256 == hashlib.sha256(emblem.svg.encode()).hexdigest()


def test_a_letter_keeps_the_emblem_that_was_initialled(office):
    first = used(office)
    make_signer(office.sekda)
    letter = submitted(office)
    used(office, OTHER.encode())
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)

    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))

    signed = Letter.objects.get(pk=letter.pk)
    head = signed.current_version.content["letterhead"]
    assert head["emblem_sha256"] == first.sha256
    fresh = make_draft(office)
    tree = build_tree(fresh, body=readable_body(fresh))
    assert tree.letterhead.emblem_sha256 != first.sha256


def test_an_emblem_that_is_not_what_its_hash_says_is_not_drawn(office):
    emblem = used(office)
    letter = make_draft(office)
    tree = build_tree(letter, body=readable_body(letter))
    emblem_named.cache_clear()
    Emblem.objects.filter(pk=emblem.pk).update(svg=OTHER)

    facts = RenderFacts(mode="frozen", content_hash=content_hash(tree))
    with pytest.raises(RenderFailed):
        TypstRenderer().render(tree, tree.type, facts)


def test_the_hash_of_the_emblem_is_in_the_hash_of_the_letter(office):
    letter = make_draft(office)
    without = build_tree(letter, body=readable_body(letter))
    used(office)

    tree = build_tree(letter, body=readable_body(letter))

    assert content_hash(tree) != content_hash(without)
    kept = LetterTree.model_validate(tree.model_dump(mode="json", exclude_none=True))
    assert content_hash(kept) == content_hash(tree)


@pytest.mark.parametrize("who", ["drafter", "sekda"])
def test_only_an_administrator_brings_and_uses(office, who):
    with pytest.raises(NotFound):
        bring_emblem(
            actor=actor(getattr(office, who)),
            kind=EmblemKind.AGENCY,
            name="a.svg",
            content=GOOD.encode(),
        )
    emblem = brought(office)
    with pytest.raises(NotFound):
        use_emblem(
            actor=actor(getattr(office, who)),
            emblem_id=emblem.pk,
            effective_from=None,
            reason="x",
        )
    emblem.refresh_from_db()
    assert emblem.effective_from is None


def test_it_needs_a_reason_and_no_day_in_the_past(office):
    emblem = brought(office)

    with pytest.raises(Invalid) as refusal:
        use_emblem(
            actor=actor(office.admin),
            emblem_id=emblem.pk,
            effective_from=timezone.localdate() - timedelta(days=1),
            reason=" ",
        )

    fields = [fault.field for fault in refusal.value.faults]
    assert fields == ["effective_from", "reason"]
