"""The letter as accessible text: the content tree as HTML, everything escaped."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from workflow.admin.letters.painting import Painter
from workflow.rendering.block_lines import annex_words, picture_words
from workflow.rendering.inline import Break, Gap, Inline, Run
from workflow.rendering.tree import LetterTree
from workflow.rendering.tree_blocks import (
    AnnexHead,
    Article,
    Block,
    Cell,
    Chapter,
    Considerations,
    Dictum,
    Fields,
    Heading,
    Image,
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


def _run(run: Run, painter: Painter) -> Drawn:
    drawn: Drawn = painter.text(run.text)
    tags = (("b", run.bold), ("i", run.italic), ("u", run.underline))
    for tag, on in tags:
        if on:
            drawn = format_html("<{0}>{1}</{0}>", mark_safe(tag), drawn)  # noqa: S308  our own tag names
    return drawn


def inline_html(parts: Inline, painter: Painter | None = None) -> SafeString:
    """Return runs and breaks as HTML."""
    painter = painter or Painter()
    return format_html_join("", "{}", ((_part(part, painter),) for part in parts))


def _part(part: Run | Break | Gap, painter: Painter) -> Drawn:
    if isinstance(part, Run):
        return _run(part, painter)
    if isinstance(part, Gap):
        return format_html("<mark>{}</mark>", painter.text(part.text))
    return BREAK


def _points(items: Sequence[ListItem], painter: Painter) -> SafeString:
    rows = (
        (
            inline_html(item.text, painter),
            _points(item.items, painter) if item.items else "",
        )
        for item in items
    )
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}{}</li>", rows))


def _cells(tag: str, cells: Sequence[Drawn]) -> SafeString:
    template = "<th scope='col'>{}</th>" if tag == "th" else "<td>{}</td>"
    joined = format_html_join("", template, ((cell,) for cell in cells))
    return format_html("<tr>{}</tr>", joined)


def _row(tag: str, cells: Sequence[Cell], painter: Painter) -> SafeString:
    """One row whose cells may be merged."""
    scope = COLUMN if tag == "th" else ""
    drawn = (
        (mark_safe(tag), scope, _spans(cell), inline_html(_text(cell), painter))  # noqa: S308  our own tag names
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


def _table(block: Table, painter: Painter) -> SafeString:
    value = block.value
    header = _row("th", value.header, painter)
    return _table_html(header, (_row("td", row, painter) for row in value.rows))


def _people(block: PeopleTable, painter: Painter) -> SafeString:
    header = [_("Name"), _("Rank"), _("NIP"), _("Position")]
    people = ((p.name, p.rank, p.nip, p.position) for p in block.value)
    rows = ([painter.text(part) for part in person] for person in people)
    return _table_html(_cells("th", header), (_cells("td", row) for row in rows))


def _fields(block: Fields, painter: Painter) -> SafeString:
    rows = (
        (painter.text(row.label), inline_html(row.value, painter))
        for row in block.value
    )
    inside = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="wf-fields">{}</dl>', inside)


def _points_or_text(items: Sequence[ListItem], painter: Painter) -> SafeString:
    plain = _is_plain(items)
    return inline_html(items[0].text, painter) if plain else _points(items, painter)


def _is_plain(items: Sequence[ListItem]) -> bool:
    return len(items) == 1 and not items[0].items


def _considerations(block: Considerations, painter: Painter) -> SafeString:
    rows = (
        (painter.text(part.label), _points_or_text(part.items, painter))
        for part in block.value
    )
    inside = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="wf-fields">{}</dl>', inside)


def _dictum(block: Dictum, painter: Painter) -> SafeString:
    value, word, title = block.value, painter.text(block.value.word), mark_safe("")
    if value.title:
        title = format_html("<p>{}</p>", inline_html(value.title, painter))
    points = _points(value.items, painter) if value.items else ""
    return format_html("<p><b>{}</b></p>{}{}", word, title, points)


def _article(block: Article, painter: Painter) -> SafeString:
    if _is_plain(block.value):
        return format_html("<p>{}</p>", inline_html(block.value[0].text, painter))
    return _points(block.value, painter)


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
    Paragraph: lambda b, p: format_html("<p>{}</p>", inline_html(b.value, p)),
    Heading: lambda b, p: format_html("<h3>{}</h3>", inline_html(b.value, p)),
    NumberedList: lambda b, p: _points(b.value, p),
    Table: _table,
    PeopleTable: _people,
    Fields: _fields,
    Considerations: _considerations,
    Dictum: _dictum,
    Chapter: lambda b, p: format_html("<h3>{}</h3>", p.text(b.value.title)),
    Article: _article,
    Image: lambda b, p: format_html("<p><i>{}</i></p>", p.text(picture_words(b))),
    AnnexHead: lambda b, p: format_html("<h3>{}</h3>", p.text(annex_words(b))),
    Signatures: lambda b, _p: format_html_join(
        "", "{}", ((_signatory(one),) for one in b.value)
    ),
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
    title = format_html("<p><b>{}</b></p>", tree.title) if tree.title else ""
    hal = format_html("<p><b>Hal</b> {}</p>", tree.subject)
    return format_html("{}{}{}{}{}{}", title, to, hal, body, signed, cc)
