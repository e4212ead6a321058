"""True lists of Word: the office's two ways to count, each list from its first."""

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

STEP = 360  # twips that each level stands further in
NUMBERS = (
    ("decimal", "%1."),
    ("lowerLetter", "%2."),
    ("decimal", "%3)"),
    ("lowerLetter", "%4)"),
)
LETTERS = (
    ("lowerLetter", "%1."),
    ("decimal", "%2)"),
    ("lowerLetter", "%3)"),
    ("decimal", "(%4)"),
)
FORMS = {"number": NUMBERS, "letter": LETTERS}


class Lists:
    """The lists of one document."""

    def __init__(self, document: Any) -> None:
        """Add the two ways to count to the numbering of the document."""
        self._root = document.part.numbering_part.element
        self._abstract: dict[str, int] = {}
        known = [int(row.get(qn("w:abstractNumId"))) for row in self._kinds()]
        first = self._root.find(qn("w:num"))
        for name, levels in FORMS.items():
            key = max(known, default=0) + 1 + len(self._abstract)
            # All kinds stand before all lists (ECMA-376 part 1, 17.9.16).
            kind = parse_xml(_kind(key, levels))
            if first is None:
                self._root.append(kind)
            else:
                first.addprevious(kind)
            self._abstract[name] = key

    def _kinds(self) -> list[Any]:
        return list(self._root.iterchildren(qn("w:abstractNum")))

    def begin(self, form: str) -> int:
        """Begin a list that counts from its first; return its number."""
        number = self._root.add_num(self._abstract[form])
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    @staticmethod
    def put(paragraph: Any, number: int, level: int) -> None:
        """Make a paragraph a point of the list, `level` from 0."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number


def _kind(key: int, levels: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind '
        f'w:left="{(at + 1) * STEP}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">'
        f'<w:multiLevelType w:val="multilevel"/>{rows}</w:abstractNum>'
    )
