"""The page that was initialled and the signed page: line by line in the same place."""

from dataclasses import replace

import pytest

from workflow.rendering.body import parse_body
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import Annex, LetterTree, content_hash
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters
from .layout_examples import EXAMPLES
from .page_lines import lines_of

SENTENCE = "Kalimat biasa yang mengisi baris surat ini. "
LONG_NUMBER = "800.1.11.4/1234/BKPSDM-SEKRETARIAT/ND/2026"
# What only one of the two pages says, and what stands in one run with it.
CONCEPT_ALONE = ("diberikan saat", "tanggal tanda tangan", "KONSEP", "Konsep,")
SEAL = ("Ditandatangani", "Periksa keaslian", ".example", "Kode ", "Tempat tanda")
FOOT = ("Dokumen ini", "elektronik yang", "dengan kode", "Keasliannya")


def paragraph(text: str) -> dict:
    return {"type": "paragraph", "value": text}


TREES = {
    "surat": letters.letter(),
    "short": letters.letter([paragraph(SENTENCE)]),
    "nota": letters.nota_dinas(),
    "long_subject": letters.letter(subject="Penyampaian data dukung evaluasi " * 4),
    "annex": letters.letter(annexes=(Annex(body=parse_body(letters.EVERY_BLOCK)),)),
    "many": letters.letter(recipients=tuple((f"Camat {n}",) for n in range(7))),
    "page_end": letters.letter([paragraph(SENTENCE * 34), paragraph("Demikian.")]),
    "secret": letters.letter(security_class="rahasia"),
}


def facts_of(tree: LetterTree, number: str, mode: str) -> RenderFacts:
    if mode == "frozen":
        return RenderFacts(mode="frozen", content_hash=content_hash(tree))
    return replace(letters.final(tree), number=number)


def still(tree: LetterTree, number: str, mode: str) -> set:
    """Return all pieces that the signature does not bring."""
    facts = facts_of(tree, number, mode)
    drawn = TypstRenderer().render(tree, tree.type, facts)
    moving = (*CONCEPT_ALONE, *SEAL, *FOOT, number, "November 2026", tree.place + ",")
    return {
        line
        for line in lines_of(drawn.bytes)
        if not any(words in line.text for words in moving)
    }


SHORT_NUMBER = "000.1.5/1/SETDA/2026"
CASES = [
    *(
        (tree, number)
        for tree in TREES.values()
        for number in (SHORT_NUMBER, LONG_NUMBER)
    ),
    *((tree, LONG_NUMBER) for tree in EXAMPLES.values()),
]
NAMES = [f"{name}-{n}" for name in TREES for n in (1, 2)] + list(EXAMPLES)


@pytest.mark.parametrize(("tree", "number"), CASES, ids=NAMES)
def test_no_line_moves_when_the_letter_is_signed(tree, number):
    before = still(tree, number, "frozen")

    after = still(tree, number, "final")

    assert {line for line in before if line.text} == {x for x in after if x.text}
    assert len(before) > 10
