"""The texts of documents, as the office writes them, filled from a procedure's data.

They are data (`archive/seed/papers/`): bodies of letters with `[[words]]` in place of
names, days and numbers. The keeper may change the draft before it is submitted.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from archive.papers.slots import OF_SIGNING, PaperPlan, PaperSlot, ProcedurePaper
from workflow.letters.body import body_blocks

FOLDER = Path(__file__).parent.parent / "seed" / "papers"
WORD = re.compile(r"\[\[([a-z_]+)\]\]")
#: Rows that an annex prints; a longer list is named by its hash and kept as data.
MOST_ROWS = 500
Block = dict[str, Any]


@cache
def _texts(procedure: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{procedure}.json").read_text())
    return found


def subject_of(procedure: str, kind: str, words: Mapping[str, str]) -> str:
    """Return the subject of the document, filled."""
    subject = str(_texts(procedure)[kind]["subject"])
    return WORD.sub(lambda one: words[one[1]], subject)


def body_of(procedure: str, kind: str, words: Mapping[str, str]) -> list[Block]:
    """Return the blocks of the document, filled and escaped.

    Raises:
        KeyError: a text names a word that the procedure does not give.
    """
    filled = _filled(_texts(procedure)[kind]["body"], words)
    return [dict(block) for block in filled]


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return WORD.sub(lambda one: escape(words[one[1]]), value)
    if isinstance(value, list):
        return [_filled(one, words) for one in value]
    if isinstance(value, dict):
        return {name: _filled(one, words) for name, one in value.items()}
    return value


def annex(
    title: str, header: Sequence[str], rows: Sequence[Sequence[object]]
) -> list[Block]:
    """Return a lampiran with a table of plain words."""
    table = {
        "header": list(header),
        "rows": [[escape(str(cell)) for cell in row] for row in rows[:MOST_ROWS]],
    }
    blocks: list[Block] = [
        {"type": "annex", "value": {"title": title}},
        {"type": "table", "value": table},
    ]
    if len(rows) > MOST_ROWS:
        left = len(rows) - MOST_ROWS
        told = f"dan {left} lagi, sebagaimana daftar yang disimpan secara elektronik."
        blocks.append({"type": "paragraph", "value": told})
    return blocks


def parties_block(parties: Sequence[tuple[str, str]]) -> Block:
    """Return the parties of a berita acara as rows: (as what, who)."""
    rows = [{"label": label, "value": escape(who)} for label, who in parties]
    return {"type": "fields", "value": rows}


def signatures_block(others: Sequence[tuple[str, str, str]]) -> Block:
    """Return who signs the other copies: (as what, name, position)."""
    rows = [
        {"role": f"{role},", "name": name, "title": title}
        for role, name, title in others
    ]
    return {"type": "signatures", "value": rows}


def with_parties(
    body: Sequence[Block],
    parties: Sequence[tuple[str, str]],
    others: Sequence[tuple[str, str, str]],
) -> list[Block]:
    """Put the parties where the text asks for them, and the other signers below it."""
    told = [
        parties_block(parties) if block["type"] == "parties" else block
        for block in body
    ]
    return [*told, signatures_block(others)] if others else told


def same_text(
    papers: Sequence[ProcedurePaper], slot: PaperSlot, plan: PaperPlan
) -> PaperPlan:
    """Return the plan with the text of another party's copy, where there is one.

    Days pass and drafts are corrected: what the first says, the others sign too.
    """
    others = [one for one in papers if one.slot.kind == slot.kind]
    letter = next((one.letter for one in others if one.letter is not None), None)
    if letter is None:
        return plan
    own = [one for one in plan.body if one["type"] in OF_SIGNING]
    said: list[Block] = []
    for block in body_blocks(letter.body):
        if block["type"] in OF_SIGNING:
            said, own = [*said, *own], []
        else:
            said.append({"type": block["type"], "value": block["value"]})
    return replace(plan, subject=letter.subject, body=[*said, *own])
