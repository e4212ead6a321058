"""The letter as accessible text: the content tree as HTML, everything escaped."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from workflow.rendering.inline import Break, Gap, Inline, Run
from workflow.rendering.tree import LetterTree
from workflow.rendering.tree_blocks import (
    Article,
    Block,
    Cell,
    Chapter,
    Considerations,
    Dictum,
    Fields,
    Heading,
    ListItem,
    MergedCell,
    NumberedList,
    Paragraph,
    PeopleTable,
    Signatory,
    Signatures,
    Table,
)

Drawn = SafeString | str
BREAK = mark_safe("<br>")
COLUMN = mark_safe(' scope="col"')


def _run(run: Run) -> Drawn:
    drawn: Drawn = run.text
    tags = (("b", run.bold), ("i", run.italic), ("u", run.underline))
    for tag, on in tags:
        if on:
            drawn = format_html("<{0}>{1}</{0}>", mark_safe(tag), drawn)  # noqa: S308  our own tag names
    return drawn


def inline_html(parts: Inline) -> SafeString:
    """Return runs and breaks as HTML."""
    return format_html_join("", "{}", ((_part(part),) for part in parts))


def _part(part: Run | Break | Gap) -> Drawn:
    if isinstance(part, Run):
        return _run(part)
    if isinstance(part, Gap):
        return format_html("<mark>{}</mark>", part.text)
    return BREAK


def _points(items: Sequence[ListItem]) -> SafeString:
    rows = (
        (inline_html(item.text), _points(item.items) if item.items else "")
        for item in items
    )
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}{}</li>", rows))


def _cells(tag: str, cells: Sequence[Drawn]) -> SafeString:
    template = "<th scope='col'>{}</th>" if tag == "th" else "<td>{}</td>"
    joined = format_html_join("", template, ((cell,) for cell in cells))
    return format_html("<tr>{}</tr>", joined)


def _row(tag: str, cells: Sequence[Cell]) -> SafeString:
    """One row whose cells may be merged."""
    scope = COLUMN if tag == "th" else ""
    drawn = (
        (mark_safe(tag), scope, _spans(cell), inline_html(_text(cell)))  # noqa: S308  our own tag names
        for cell in cells
    )
    joined = format_html_join("", "<{0}{1}{2}>{3}</{0}>", drawn)
    return format_html("<tr>{}</tr>", joined)


def _text(cell: Cell) -> Inline:
    return cell.text if isinstance(cell, MergedCell) else cell


def _spans(cell: Cell) -> SafeString:
    if not isinstance(cell, MergedCell):
        return mark_safe("")
    spans = (("colspan", cell.colspan), ("rowspan", cell.rowspan))
    return format_html_join("", ' {}="{}"', (one for one in spans if one[1]))


def _table_html(header: SafeString, rows: Iterable[SafeString]) -> SafeString:
    lines = format_html_join("", "{}", ((row,) for row in rows))
    return format_html(
        '<div class="eo-scroller" tabindex="0" role="region" aria-label="{}">'
        '<table class="eo-table"><thead>{}</thead><tbody>{}</tbody></table></div>',
        _("Table"),
        header,
        lines,
    )


def _table(block: Table) -> SafeString:
    value = block.value
    return _table_html(_row("th", value.header), (_row("td", r) for r in value.rows))


def _people(block: PeopleTable) -> SafeString:
    header = [_("Name"), _("Rank"), _("NIP"), _("Position")]
    rows = [[p.name, p.rank, p.nip, p.position] for p in block.value]
    return _table_html(_cells("th", header), (_cells("td", row) for row in rows))


def _fields(block: Fields) -> SafeString:
    rows = ((row.label, inline_html(row.value)) for row in block.value)
    inside = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="wf-fields">{}</dl>', inside)


def _points_or_text(items: Sequence[ListItem]) -> SafeString:
    return inline_html(items[0].text) if _is_plain(items) else _points(items)


def _is_plain(items: Sequence[ListItem]) -> bool:
    return len(items) == 1 and not items[0].items


def _considerations(block: Considerations) -> SafeString:
    rows = ((part.label, _points_or_text(part.items)) for part in block.value)
    inside = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="wf-fields">{}</dl>', inside)


def _dictum(block: Dictum) -> SafeString:
    value = block.value
    title = format_html("<p>{}</p>", inline_html(value.title)) if value.title else ""
    points = _points(value.items) if value.items else ""
    return format_html("<p><b>{}</b></p>{}{}", value.word, title, points)


def _article(block: Article) -> SafeString:
    if _is_plain(block.value):
        return format_html("<p>{}</p>", inline_html(block.value[0].text))
    return _points(block.value)


def _signatory(one: Signatory) -> SafeString:
    above = [part for part in (one.role, one.title) if part]
    below = [part for part in (one.rank, one.nip) if part]
    return format_html(
        "<p>{}<br><b>{}</b>{}</p>",
        " ".join(above),
        one.name,
        format_html_join("", "<br>{}", ((part,) for part in below)),
    )


_DRAW: dict[type, Callable[..., SafeString]] = {
    Paragraph: lambda b: format_html("<p>{}</p>", inline_html(b.value)),
    Heading: lambda b: format_html("<h3>{}</h3>", inline_html(b.value)),
    NumberedList: lambda b: _points(b.value),
    Table: _table,
    PeopleTable: _people,
    Fields: _fields,
    Considerations: _considerations,
    Dictum: _dictum,
    Chapter: lambda b: format_html("<h3>{}</h3>", b.value.title),
    Article: _article,
    Signatures: lambda b: format_html_join(
        "", "{}", ((_signatory(one),) for one in b.value)
    ),
}


def block_html(block: Block) -> SafeString:
    """Return one block as HTML; a page break shows nothing."""
    draw = _DRAW.get(type(block))
    return draw(block) if draw else mark_safe("")


def letter_html(tree: LetterTree) -> SafeString:
    """Return the whole letter: to whom, subject, body, signatory, copies."""
    to = format_html_join(
        "", "<p><b>Yth.</b> {}</p>", ((", ".join(lines),) for lines in tree.recipients)
    )
    body = format_html_join("", "{}", ((block_html(b),) for b in tree.body))
    copies = format_html_join("", "<li>{}</li>", ((line,) for line in tree.cc))
    signed = format_html(
        "<p>{}<br><b>{}</b></p>",
        " ".join(tree.signature.authority),
        tree.signature.name,
    )
    cc = format_html("<p>{}</p><ul>{}</ul>", "Tembusan:", copies) if tree.cc else ""
    title = format_html("<p><b>{}</b></p>", tree.title) if tree.title else ""
    hal = format_html("<p><b>Hal</b> {}</p>", tree.subject)
    return format_html("{}{}{}{}{}{}", title, to, hal, body, signed, cc)
