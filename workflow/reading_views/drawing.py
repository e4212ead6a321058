"""A reading view as the page maker is handed it: plain values, nothing of it markup."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.reading_views.sandboxed import Block, OfficeReading
from workflow.reading_views.tables import fitting, shares_of
from workflow.rendering.book import breakable
from workflow.word_files.report import dropped_of

DEEPEST_HEADING = 4
DEEPEST_POINT = 8
#: Sign of the reading (`reading.parts.GAPS`) -> what stands there instead.
_GAP = re.compile("[\ue000-\ue003]")
# Signs that no page can hold; ends of lines and tabs may stay.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def view_order(reading: OfficeReading, *, sha256: str) -> dict[str, Any]:
    """Return what a worker needs to draw the file whose hash this is."""
    today = timezone.localdate()
    return {
        "template": "reading_view",
        "book": {
            "title": _("Reading view"),
            "day": {"year": today.year, "month": today.month, "day": today.day},
            "part": {"number": 1, "of": 1},
            "banner": _(
                "Reading view; the layout may differ, the original file is what counts."
            ),
            "original": _("Original: SHA-256 %(hash)s. View made on %(day)s.")
            % {"hash": sha256, "day": date_format(today, "j F Y")},
            "notes": list(_notes(reading)),
            "blocks": list(_drawn(reading)),
            "nothing": _("There is no text in this file."),
            "page": _("Page"),
        },
    }


def _notes(reading: OfficeReading) -> Iterator[str]:
    """Yield what a reader must know of the file before reading on."""
    if reading.is_cut:
        yield _("Only the first part is shown here; the original goes on.")
    for kind, times in reading.left_out:
        yield dropped_of(kind, times, ()).message


def _drawn(reading: OfficeReading) -> Iterator[dict[str, Any]]:
    deepest = 0
    for block in reading.blocks:
        drawn = _block(block)
        if drawn["kind"] in {"heading", "part"}:
            # PDF/UA-1, 7.4.2: no level of headings may be passed over.
            drawn["level"] = min(max(drawn["level"], 1), deepest + 1, DEEPEST_HEADING)
            deepest = drawn["level"]
        yield drawn


def _block(block: Block) -> dict[str, Any]:
    kind = block["kind"]
    if kind == "table":
        rows, columns = fitting(block["rows"], block["columns"])
        told = [[{**c, "text": breakable(_shown(c["text"]))} for c in r] for r in rows]
        shares = shares_of(rows, columns)
        return {"kind": kind, "rows": told, "shares": shares, "head": block["head"]}
    if kind == "part":
        words = {"sheet": _("Sheet: %(name)s"), "slide": _("Slide %(name)s")}
        text = words.get(block["what"], "%(name)s") % {"name": _shown(block["text"])}
        if block["hidden"]:
            text = _("%(name)s (hidden)") % {"name": text}
        return {
            "kind": kind,
            "level": 1,
            "runs": [[text, False, False]],
            "wide": block["what"] == "sheet",
        }
    if kind == "more":
        words = {
            "rows": _("The original has more rows or columns in this sheet."),
            "sheets": _("The original has more sheets."),
            "slides": _("The original has more slides."),
        }
        return {"kind": "more", "text": words.get(block["what"], "")}
    return {
        "kind": kind,
        "level": min(max(block["level"], 0), DEEPEST_POINT),
        "label": _shown(block["label"]),
        "runs": [[breakable(_shown(words)), *look] for words, *look in block["runs"]],
    }


def _shown(text: str) -> str:
    return _GAP.sub(_gap_words, _UNPRINTABLE.sub(" ", text))


def _gap_words(sign: re.Match[str]) -> str:
    words = {
        "\ue000": _("picture"),
        "\ue001": _("text box"),
        "\ue002": _("embedded object"),
        "\ue003": _("footnote"),
    }
    return f"[{words[sign[0]]}]"
