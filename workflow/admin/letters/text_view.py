"""The letter as accessible text: the content tree as HTML, everything escaped."""

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from workflow.rendering.inline import Inline, Run
from workflow.rendering.tree import (
    Block,
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


def _run(run: Run) -> Drawn:
    drawn: Drawn = run.text
    tags = (("b", run.bold), ("i", run.italic), ("u", run.underline))
    for tag, on in tags:
        if on:
            drawn = format_html("<{0}>{1}</{0}>", mark_safe(tag), drawn)  # noqa: S308  our own tag names
    return drawn


def inline_html(parts: Inline) -> SafeString:
    """Return runs and breaks as HTML."""
    drawn = ((_run(p) if isinstance(p, Run) else BREAK,) for p in parts)
    return format_html_join("", "{}", drawn)


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


def _table_html(header: Sequence[Drawn], rows: Sequence[Sequence[Drawn]]) -> SafeString:
    lines = format_html_join("", "{}", ((_cells("td", row),) for row in rows))
    return format_html(
        '<div class="eo-scroller" tabindex="0" role="region" aria-label="{}">'
        '<table class="eo-table"><thead>{}</thead><tbody>{}</tbody></table></div>',
        _("Table"),
        _cells("th", header),
        lines,
    )


def _table(block: Table) -> SafeString:
    value = block.value
    rows = [[inline_html(cell) for cell in row] for row in value.rows]
    return _table_html([inline_html(cell) for cell in value.header], rows)


def _people(block: PeopleTable) -> SafeString:
    header = [_("Name"), _("Rank"), _("NIP"), _("Position")]
    rows = [[p.name, p.rank, p.nip, p.position] for p in block.value]
    return _table_html(header, rows)


def _fields(block: Fields) -> SafeString:
    rows = ((row.label, inline_html(row.value)) for row in block.value)
    inside = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="wf-fields">{}</dl>', inside)


_DRAW: dict[type, Callable[..., SafeString]] = {
    Paragraph: lambda b: format_html("<p>{}</p>", inline_html(b.value)),
    Heading: lambda b: format_html("<h3>{}</h3>", inline_html(b.value)),
    NumberedList: lambda b: _points(b.value),
    Table: _table,
    PeopleTable: _people,
    Fields: _fields,
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
    hal = format_html("<p><b>Hal</b> {}</p>", tree.subject)
    return format_html("{}{}{}{}{}", to, hal, body, signed, cc)
