"""The inside of a paragraph: its runs as pieces of text, all else counted.

Insertions that are tracked are text; deletions are not. A field is what it showed.
"""

from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml.ns import qn

from workflow.word_files.reading.package import WordFile
from workflow.word_files.reading.pieces import LINE, PAGE, TAB, WordPiece, may_link
from workflow.word_files.reading.styles import is_on

MARKS = (("w:b", "bold"), ("w:i", "italic"), ("w:u", "underline"))
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What holds text and is none itself: kept changes, links, fields, marks of programs.
HOLDERS = {
    qn(f"w:{name}")
    for name in (
        *("ins", "moveTo", "smartTag", "customXml", "dir", "bdo"),
        *("hyperlink", "fldSimple"),
    )
}
GONE = {qn("w:del"), qn("w:moveFrom")}
SIGNS = {
    qn("w:tab"): TAB,
    qn("w:ptab"): TAB,
    qn("w:cr"): LINE,
    qn("w:noBreakHyphen"): "\u2011",
}
COUNTED = {
    qn("w:object"): "object",
    qn("w:footnoteReference"): "footnote",
    qn("w:endnoteReference"): "footnote",
    qn("w:commentReference"): "comment",
    qn("w:sym"): "symbol",
}
DRAWN = {qn("w:drawing"), qn("w:pict")}


class Runs:
    """Reads one paragraph."""

    def __init__(self, word: WordFile, style_id: str) -> None:
        """Read with the looks that the paragraph's style gives."""
        self.word, self.told = word, word.told
        self.base = {key: word.styles.is_on(style_id, key) for key, _name in MARKS}

    def pieces(self, holder: Any, link: str = "") -> Iterator[WordPiece]:
        """Yield the text below an element of a paragraph."""
        for child in holder:
            tag = child.tag
            if tag == qn("w:r"):
                yield from self._run(child, link)
            elif tag in HOLDERS:
                yield from self.pieces(child, self._link(child) or link)
            elif tag == qn("w:sdt"):
                yield from self._held(child, link)
            elif tag in GONE:
                self.told.note("deleted")
            elif str(tag).startswith(MATHS):
                yield from self._maths(child)

    def _held(self, control: Any, link: str) -> Iterator[WordPiece]:
        content = control.find(qn("w:sdtContent"))
        if content is not None:
            yield from self.pieces(content, link)

    def _maths(self, formula: Any) -> Iterator[WordPiece]:
        text = "".join(one.text or "" for one in formula.iter(f"{MATHS}t"))
        self.told.note("maths")
        yield WordPiece(text)

    def _link(self, element: Any) -> str:
        """Return where the element leads, if it is a link; count a formula."""
        self._field(element.get(qn("w:instr"), ""))
        key = element.get(qn("r:id"))
        address = self.word.links.get(key, "") if key else ""
        if address and not may_link(address):
            self.told.note("link")
            return ""
        return address

    def _field(self, instruction: str) -> None:
        if instruction.lstrip().startswith("="):
            self.told.note("formula")

    def _look(self, run: Any, link: str) -> Callable[[str], WordPiece]:
        own = run.find(qn("w:rPr"))
        named = own.find(qn("w:rStyle")) if own is not None else None
        style_id = named.get(qn("w:val"), "") if named is not None else ""
        looks: dict[str, bool] = {}
        for key, name in MARKS:
            found = is_on(own, key)
            # The line under a link is how links look, not what somebody underlined.
            if found is None and not (link and name == "underline"):
                found = self.word.styles.is_on(style_id, key)
                found = self.base[key] if found is None else found
            looks[name] = bool(found)
        return lambda text: WordPiece(text, link=link, **looks)

    def _run(self, run: Any, link: str) -> Iterator[WordPiece]:
        if is_on(run.find(qn("w:rPr")), "w:vanish"):
            self.told.note("hidden")
            return
        make = self._look(run, link)
        for child in run:
            if text := self._sign(child):
                if text.strip():
                    self.told.text()
                yield make(text)

    def _sign(self, child: Any) -> str:
        """Return the text of one element of a run; what is none is counted."""
        tag = child.tag
        if tag == qn("w:t"):
            return child.text or ""
        if tag in SIGNS:
            return SIGNS[tag]
        if tag == qn("w:br"):
            return self._break(child.get(qn("w:type"), ""))
        if tag == qn("w:lastRenderedPageBreak"):
            self.told.turn()
        elif tag == qn("w:instrText"):
            self._field(child.text or "")
        elif tag in COUNTED:
            return self.told.note(COUNTED[tag])
        elif tag in DRAWN or tag == f"{FORMS}AlternateContent":
            return self._drawn(child)
        return ""

    def _break(self, kind: str) -> str:
        if kind != "page":
            return LINE
        self.told.turn(by_hand=True)
        return PAGE

    def _drawn(self, holder: Any) -> str:
        """Count a picture, or a box with text; the second form of it is the same."""
        choice = holder.find(f"{FORMS}Choice")
        shown = choice if choice is not None else holder
        boxes = sum(1 for _one in shown.iter(qn("w:txbxContent")))
        if boxes:
            return self.told.note("text_box", boxes)
        return self.told.note("picture")
