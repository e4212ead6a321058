"""`/cari/susun/`: a question put together by rows, for who looks for much at once.

Each row names a field and its words; rows are joined by and, or, without. What comes
of it is the same request as that of a typed question, and is read by the same parser,
dates in words included.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from search.admin.asked import FACETS, address_of
from search.finding import searching
from search.kinds import KINDS
from search.query import SearchRequest
from search.query.plan import TEXT_FIELDS
from search.query.request import Clause, DateWithin, Either, Phrase, Without, Word

ROWS, MOST_ROWS = 4, 12
LONGEST = 200
#: Name in the address and in the typed language, fields of the text, words.
TEXT_ROWS = {
    "": (TEXT_FIELDS, gettext_lazy("Anywhere")),
    "hal": (("subject",), gettext_lazy("Subject")),
    "isi": (("body",), gettext_lazy("Text")),
    "dari": (("sender",), gettext_lazy("Sender")),
    "kepada": (("recipients",), gettext_lazy("Recipient")),
    "ttd": (("signatory",), gettext_lazy("Signatory")),
}
OTHER_ROWS = {
    "nomor": gettext_lazy("Number"),
    "nip": gettext_lazy("NIP"),
    "klas": gettext_lazy("Classification code"),
    "unit": gettext_lazy("Unit"),
    "jenis": gettext_lazy("Letter type"),
    "sifat": gettext_lazy("Urgency"),
    "status": gettext_lazy("Status"),
}
FIELDS = [(name, one[1]) for name, one in TEXT_ROWS.items()] + list(OTHER_ROWS.items())
JOINS = (
    ("dan", gettext_lazy("and")),
    ("atau", gettext_lazy("or")),
    ("tanpa", gettext_lazy("without")),
)
DATES = (
    ("tanggal", gettext_lazy("Date")),
    ("sesudah", gettext_lazy("After")),
    ("sebelum", gettext_lazy("Before")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuilderRow:
    """One row as it was filled in; `fault` says what cannot be read in it."""

    join: str = "dan"
    field: str = ""
    words: str = ""
    fault: str = ""


@require_GET
def build_search(request: HttpRequest) -> HttpResponse:
    """Show the rows; or, when they are sent and can be read, what they find."""
    given = request.GET
    rows = [_judged(row) for row in _rows(given)]
    dates = [_date_row(name, str(label), given) for name, label in DATES]
    is_sent = given.get("cari") == "1"
    made = _request(rows, dates, given) if is_sent else None
    if made is not None:
        return redirect(f"{reverse('search_page')}?{address_of(made)}")
    context = {
        "rows": rows,
        "more": min(len(rows) + ROWS, MOST_ROWS),
        "may_grow": len(rows) < MOST_ROWS,
        "dates": dates,
        "fields": FIELDS,
        "joins": JOINS,
        "kinds": [(name, kind.label) for name, kind in KINDS.items()],
        "ticked": given.getlist("jenis_naskah"),
        "is_empty": is_sent and not any(row.fault for row in (*rows, *dates)),
        "crumbs": [(_("Search"), reverse("search_page")), (_("Build a search"), "")],
    }
    return render(request, "search/build.html", context)


def _rows(given: QueryDict) -> Iterator[BuilderRow]:
    joins, fields = given.getlist("cara"), given.getlist("bidang")
    words = [" ".join(one.split())[:LONGEST] for one in given.getlist("isi")]
    wanted = given.get("baris", "")
    most = min(int(wanted) if wanted.isdecimal() else ROWS, MOST_ROWS)
    known = dict(FIELDS)
    for at in range(max(most, min(len(words), MOST_ROWS))):
        join = joins[at] if at < len(joins) else "dan"
        field = fields[at] if at < len(fields) else ""
        yield BuilderRow(
            join=join if join in dict(JOINS) else "dan",
            field=field if field in known else "",
            words=words[at].replace("\x00", "") if at < len(words) else "",
        )


def _judged(row: BuilderRow) -> BuilderRow:
    if row.words and not _clauses(row):
        return replace(row, fault=_('"%(words)s" is not known there.') % _quoted(row))
    return row


def _quoted(row: BuilderRow) -> dict[str, str]:
    return {"words": row.words}


def _date_row(name: str, label: str, given: QueryDict) -> BuilderRow:
    words = " ".join(given.get(name, "").replace("\x00", "").split())[:LONGEST]
    row = BuilderRow(join=label, field=name, words=words)
    if words and not _dates(row):
        return replace(row, fault=_('"%(words)s" is no date.') % _quoted(row))
    return row


def _dates(row: BuilderRow) -> tuple[Clause, ...]:
    read = searching.understand(f'{row.field}:"{row.words}"').request.clauses
    return tuple(one for one in read if isinstance(one, DateWithin))


def _clauses(row: BuilderRow) -> tuple[Clause, ...]:
    """The clauses of a row; none for a value that nobody knows."""
    plain = row.words.replace('"', " ").strip()
    if row.field not in TEXT_ROWS:
        parsed = searching.understand(f'{row.field}:"{plain}"')
        return () if parsed.hints else parsed.request.clauses
    fields = TEXT_ROWS[row.field][0]
    if row.words.startswith('"') or row.join != "dan":
        return (_run(plain, fields),) if plain else ()
    return tuple(Word(text=word, fields=fields) for word in plain.split())


def _run(words: str, fields: tuple[str, ...]) -> Clause:
    kind = Phrase if " " in words else Word
    return kind(text=words, fields=fields)


def _request(
    rows: list[BuilderRow], dates: list[BuilderRow], given: QueryDict
) -> SearchRequest | None:
    """The request of all rows; nothing when a row cannot be read, or all are empty."""
    if any(row.fault for row in (*rows, *dates)):
        return None
    clauses = [*_joined(rows)]
    clauses += [clause for row in dates if row.words for clause in _dates(row)]
    kinds = tuple(one for one in given.getlist("jenis_naskah") if one in KINDS)
    if not clauses and not kinds:
        return None
    return SearchRequest(
        text=_typed(rows, dates),
        clauses=tuple(clauses),
        chosen=((FACETS[0][1], kinds),) if kinds else (),
    )


def _joined(rows: list[BuilderRow]) -> Iterator[Clause]:
    """Rows with `atau` are one condition with the row before them."""
    groups: list[list[BuilderRow]] = []
    for row in (one for one in rows if one.words):
        if row.join == "atau" and groups and groups[-1][0].join != "tanpa":
            groups[-1].append(row)
        else:
            groups.append([row])
    for group in groups:
        first = group[0]
        if first.join == "tanpa":
            yield from (Without(clause=clause) for clause in _clauses(first))
        elif len(group) == 1:
            yield from _clauses(replace(first, join="dan"))
        else:
            each = (_clauses(replace(row, join="atau"))[0] for row in group)
            yield Either(options=tuple(each))


def _typed(rows: list[BuilderRow], dates: list[BuilderRow]) -> str:
    """The question as it would be typed, for the box above its results."""
    signs = {"dan": "", "atau": "ATAU ", "tanpa": "-"}
    pieces: list[str] = []
    for row in (one for one in rows if one.words):
        plain = row.words.replace('"', "")
        words = f'"{plain}"' if " " in plain else plain
        name = f"{row.field}:" if row.field else ""
        sign = signs[row.join] if pieces or row.join == "tanpa" else ""
        pieces.append(f"{sign}{name}{words}")
    pieces += [f'{row.field}:"{row.words}"' for row in dates if row.words]
    return " ".join(pieces)
