"""The letter as accessible text: the content tree as HTML, everything escaped."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from workflow.admin.letters.painting import Painter
from workflow.differences.passages import CELL_BAR, LABEL_END
from workflow.rendering.inline import Inline, Run
from workflow.rendering.tree import (
    Block,
    FieldRow,
    Fields,
    Heading,
    LetterTree,
    ListItem,
    NumberedList,
    Paragraph,
    PeopleTable,
    Table,
)

Drawn = SafeString | str
BREAK = mark_safe("<br>")


def _run(run: Run, painter: Painter) -> Drawn:
    drawn: Drawn = painter.text(run.text)
    tags = (("b", run.bold), ("i", run.italic), ("u", run.underline))
    for tag, on in tags:
        if on:
            drawn = format_html("<{0}>{1}</{0}>", mark_safe(tag), drawn)  # noqa: S308  our own tag names
    return drawn


def _break(painter: Painter) -> Drawn:
    painter.passed(1)
    return BREAK


def inline_html(parts: Inline, painter: Painter | None = None) -> SafeString:
    """Return runs and breaks as HTML."""
    painter = painter or Painter()
    drawn = (
        (_run(p, painter) if isinstance(p, Run) else _break(painter),) for p in parts
    )
    return format_html_join("", "{}", drawn)


def _line(parts: Inline, painter: Painter) -> SafeString:
    painter.line()
    return inline_html(parts, painter)


def _points(items: Sequence[ListItem], painter: Painter) -> SafeString:
    rows = (
        (_line(item.text, painter), _points(item.items, painter) if item.items else "")
        for item in items
    )
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}{}</li>", rows))


def _cells(tag: str, cells: Sequence[Drawn]) -> SafeString:
    template = "<th scope='col'>{}</th>" if tag == "th" else "<td>{}</td>"
    joined = format_html_join("", template, ((cell,) for cell in cells))
    return format_html("<tr>{}</tr>", joined)


def _table_html(header: Sequence[Drawn], rows: Sequence[Sequence[Drawn]]) -> SafeString:
    lines = format_html_join("", "{}", ((_cells("td", row),) for row in rows))
    return format_html(
        '<div class="eo-scroller" tabindex="0" role="region" aria-label="{}">'
        '<table class="eo-table"><thead>{}</thead><tbody>{}</tbody></table></div>',
        _("Table"),
        _cells("th", header),
        lines,
    )


def _row(cells: Sequence[Inline | str], painter: Painter) -> list[Drawn]:
    painter.line()
    drawn: list[Drawn] = []
    for number, cell in enumerate(cells):
        painter.passed(len(CELL_BAR) if number else 0)
        is_text = isinstance(cell, str)
        drawn.append(painter.text(cell) if is_text else inline_html(cell, painter))  # type: ignore[arg-type]
    return drawn


def _table(block: Table, painter: Painter) -> SafeString:
    header = _row(block.value.header, painter)
    return _table_html(header, [_row(row, painter) for row in block.value.rows])


def _people(block: PeopleTable, painter: Painter) -> SafeString:
    header = [_("Name"), _("Rank"), _("NIP"), _("Position")]
    people = ((p.name, p.rank, p.nip, p.position) for p in block.value)
    return _table_html(header, [_row(person, painter) for person in people])


def _field(row: FieldRow, painter: Painter) -> tuple[Drawn, Drawn]:
    painter.line()
    label = painter.text(row.label)
    painter.passed(len(LABEL_END))
    return label, inline_html(row.value, painter)


def _fields(block: Fields, painter: Painter) -> SafeString:
    rows = (_field(row, painter) for row in block.value)
    inside = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="wf-fields">{}</dl>', inside)


_DRAW: dict[type, Callable[..., SafeString]] = {
    Paragraph: lambda b, p: format_html("<p>{}</p>", _line(b.value, p)),
    Heading: lambda b, p: format_html("<h3>{}</h3>", _line(b.value, p)),
    NumberedList: lambda b, p: _points(b.value, p),
    Table: _table,
    PeopleTable: _people,
    Fields: _fields,
}


def block_html(block: Block, painter: Painter | None = None) -> SafeString:
    """Return one block as HTML, marked by the painter; a page break shows nothing."""
    draw, painter = _DRAW.get(type(block)), painter or Painter()
    if draw is None:
        return mark_safe("")
    return format_html("{}{}", draw(block, painter), painter.rest())


def _body(tree: LetterTree, painters: Mapping[str, Painter]) -> SafeString:
    drawn = ((b.id, block_html(b, painters.get(b.id))) for b in tree.body)
    return format_html_join("", '<div id="bagian-{}">{}</div>', drawn)


def letter_html(
    tree: LetterTree, painters: Mapping[str, Painter] | None = None
) -> SafeString:
    """Return the whole letter: to whom, subject, body, signatory, copies.

    `painters` mark the words of blocks, by their ids.
    """
    to = format_html_join(
        "", "<p><b>Yth.</b> {}</p>", ((", ".join(lines),) for lines in tree.recipients)
    )
    body = _body(tree, painters or {})
    copies = format_html_join("", "<li>{}</li>", ((line,) for line in tree.cc))
    signed = format_html(
        "<p>{}<br><b>{}</b></p>",
        " ".join(tree.signature.authority),
        tree.signature.name,
    )
    cc = format_html("<p>{}</p><ul>{}</ul>", "Tembusan:", copies) if tree.cc else ""
    hal = format_html("<p><b>Hal</b> {}</p>", tree.subject)
    return format_html("{}{}{}{}{}", to, hal, body, signed, cc)
