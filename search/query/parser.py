"""The typed query language, in Indonesian.

``"frasa"``, ``-kata``, ``kata*``, ``a ATAU b``, and fields (``hal:``, ``dari:``,
``tanggal:`` ...). What cannot be read is searched as it stands, with a hint;
there is no such thing as a wrong query.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from archive.classification.former_codes import codes_now, former_codes
from search.analysis.numbers import (
    NIP_DIGITS,
    NumberForm,
    is_year,
    number_candidates,
    recognise,
    recognise_word,
    take_nips,
)
from search.analysis.stemming import analyse
from search.analysis.text import fold
from search.query.bounds import MAX_PREFIXES, MIN_PREFIX_CHARS
from search.query.dates import Period, parse_period
from search.query.lexer import Piece, cut
from search.query.request import (
    Clause,
    DateWithin,
    Either,
    NumberIs,
    Phrase,
    Prefix,
    SearchRequest,
    ValueIs,
    Without,
    Word,
)
from search.query.running_dates import date_clause, said_as_date
from search.query.telling import Hint, told_of_pieces
from search.query.vocabulary import Vocabulary

MAX_WORDS = 64  # the engines refuse trees of many thousand clauses
MAX_DATE_WORDS = 3
MAX_NAME_WORDS = 5
MAX_TYPED_FOR_NIP = 2_000
# Capitals only: "atau" in a pasted sentence is a word like others.
_OR = frozenset({"ATAU", "OR"})
_AND = frozenset({"DAN", "AND"})
_NOT = frozenset({"BUKAN", "NOT", "TANPA"})

_TEXT_FIELDS = {
    "hal": ("subject",),
    "perihal": ("subject",),
    "isi": ("body",),
    "dari": ("sender",),
    "pengirim": ("sender",),
    "kepada": ("recipients",),
    "tujuan": ("recipients",),
    "penerima": ("recipients",),
    "ttd": ("signatory",),
    "penandatangan": ("signatory",),
}
_VALUE_FIELDS = {"unit": "unit", "jenis": "type", "sifat": "urgency"}
_VALUE_FIELDS |= {"status": "status"}
_DATE_FIELDS = frozenset({"tanggal", "sebelum", "sesudah"})
_NUMBER_FIELDS = frozenset({"nomor", "nip", "klas", "tahun"})
_KNOWN_FIELDS = {*_TEXT_FIELDS, *_VALUE_FIELDS, *_DATE_FIELDS, *_NUMBER_FIELDS}
_CODE = re.compile(r"\d{1,4}(\.\d{1,4})*")
_YEARS = re.compile(r"(\d{4})(?:(?:\.\.|-)(\d{4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The request that was understood, and hints for the page."""

    request: SearchRequest
    hints: tuple[Hint, ...] = ()


def parse(text: str, *, today: dt.date, vocabulary: Vocabulary | None = None) -> Parsed:
    """Read a typed query. ``today`` is the date in the office's zone."""
    reader = _QueryReader(vocabulary or Vocabulary(), today)
    return reader.read(text)


class _QueryReader:
    """State of one reading: pieces still to come, hints so far."""

    def __init__(self, vocabulary: Vocabulary, today: dt.date) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.hints: list[Hint] = []
        self.pieces: list[Piece] = []
        self.prefixes = 0
        # in a text of capitals, as pasted from a letter, BUKAN is a word like others
        self.has_operators = False

    def read(self, text: str) -> Parsed:
        self.has_operators = any(char.islower() for char in text)
        nips, words = _nips(text)
        pieces = cut(words)
        self.pieces = list(pieces.pieces)
        if pieces.open_quote:
            self.hints.append(Hint(code="open_quote"))
        if pieces.too_long or len(self.pieces) > MAX_WORDS:
            self.hints.append(Hint(code="too_long"))
            self.pieces = self.pieces[:MAX_WORDS]
        told = list(told_of_pieces(self.pieces))
        clauses = [*nips, *(self._whole_number() or self._clauses())]
        typed = " ".join(text[:2_000].split())
        # where nothing is left, one sentence says it
        self.hints.extend(told if clauses else ())
        self._hint_at_words(clauses, typed)
        request = SearchRequest(text=typed, clauses=tuple(clauses))
        return Parsed(request=request, hints=tuple(self.hints))

    def _whole_number(self) -> list[Clause]:
        """The query is nothing but a number, a NIP or segments of a number."""
        if any(piece.field or piece.quoted or piece.negated for piece in self.pieces):
            return []
        if date_clause(self.pieces, self.today):
            return []
        whole = " ".join(piece.text for piece in self.pieces)
        form = recognise(whole, unit_codes=self.vocabulary.unit_codes)
        if form is None:
            return []
        if said_as_date(self.pieces):
            self.hints.append(Hint(code="no_date", text=whole))
        number, others = NumberIs(form=form), former_code_clauses(whole)
        return [Either(options=(number, *others))] if others else [number]

    def _clauses(self) -> list[Clause]:
        clauses: list[Clause] = []
        joins = negates = False
        while self.pieces:
            piece = self.pieces.pop(0)
            operator = self._operator(piece)
            if operator:
                joins = operator == "or" and bool(clauses)
                if operator == "or" and not (clauses and self.pieces):
                    self.hints.append(Hint(code="operator", text=piece.text))
                negates = operator == "not"
                continue
            read = self._read_piece(replace(piece, negated=piece.negated or negates))
            negates = False
            if joins and read:
                read = [_joined(clauses.pop(), read[0]), *read[1:]]
                joins = False
            clauses.extend(read)
        return clauses

    def _operator(self, piece: Piece) -> str:
        """ATAU; between words of small letters also DAN and BUKAN, with a hint."""
        if piece.quoted or piece.field or piece.negated:
            return ""
        if piece.text in _OR:
            return "or"
        if not (self.has_operators and piece.text in _AND | _NOT):
            return ""
        self.hints.append(Hint(code="operator", text=piece.text))
        return "and" if piece.text in _AND else "not"

    def _read_piece(self, piece: Piece) -> list[Clause]:
        if piece.field:
            whole = self._whole_piece(piece)
            is_empty = fold(whole.field) in _KNOWN_FIELDS and not whole.text
            found = [] if is_empty else self._field_clauses(whole)
        else:
            found = self._dated(piece) or _plain(self._begun(piece), ())
        if piece.negated:
            return [Without(clause=clause) for clause in found]
        return found

    def _whole_piece(self, piece: Piece) -> Piece:
        """A field and, where a blank stands behind its colon, the next word."""
        known = fold(piece.field) in _KNOWN_FIELDS
        if not known or piece.text or not self.pieces or self.pieces[0].field:
            return piece
        following = self.pieces.pop(0)
        return replace(piece, text=following.text, quoted=following.quoted)

    def _dated(self, piece: Piece) -> list[Clause]:
        found = date_clause([piece, *self.pieces], self.today)
        if found is None:
            return self._no_day(piece)
        clause, taken = found
        words = [piece, *self.pieces[: taken - 1]]
        del self.pieces[: taken - 1]
        said = " ".join(one.text for one in words)
        self.hints.append(Hint(code="date", text=said))
        return [clause]

    def _no_day(self, piece: Piece) -> list[Clause]:
        """Words that look like a day and are none: 31 Februari 2025."""
        taken = said_as_date([piece, *self.pieces])
        if not taken:
            return []
        words = [piece, *self.pieces[: taken - 1]]
        del self.pieces[: taken - 1]
        self.hints.append(
            Hint(code="no_date", text=" ".join(one.text for one in words))
        )
        return [clause for one in words for clause in _plain(one, ())]

    def _begun(self, piece: Piece) -> Piece:
        """The piece, its star taken off where there are too few letters, or many."""
        if piece.quoted or not piece.text.endswith("*"):
            return piece
        head = piece.text.rstrip("*")
        if 0 < len(head) < MIN_PREFIX_CHARS:
            self.hints.append(Hint(code="short_prefix", text=piece.text))
            return replace(piece, text=head)
        self.prefixes += 1
        if self.prefixes <= MAX_PREFIXES:
            return piece
        self.hints.append(Hint(code="many_prefixes", text=piece.text))
        return replace(piece, text=head)

    def _name(self, piece: Piece) -> list[Clause]:
        """A signatory's name: the words behind it belong to it as well."""
        words = [] if piece.quoted else self.pieces[:MAX_NAME_WORDS]
        name = [piece]
        for following in words:
            is_bare = not (following.field or following.quoted or following.negated)
            if not is_bare or following.text in _OR | _AND | _NOT:
                break
            if any(char.isdigit() or char == "*" for char in following.text):
                break
            name.append(self.pieces.pop(0))
        fields = _TEXT_FIELDS["ttd"]
        return [clause for one in name for clause in _plain(one, fields)]

    def _field_clauses(self, piece: Piece) -> list[Clause]:
        name = fold(piece.field)
        if name in {"ttd", "penandatangan"}:
            return self._name(self._begun(piece))
        if name in _TEXT_FIELDS:
            return self._in_text(self._begun(piece), _TEXT_FIELDS[name])
        if name in _VALUE_FIELDS:
            return self._value(piece, _VALUE_FIELDS[name])
        if name in _DATE_FIELDS:
            return self._date(piece, name)
        if name in _NUMBER_FIELDS:
            return self._number(piece, name)
        self.hints.append(Hint(code="unknown_field", text=piece.field))
        return self._literally(piece)

    def _in_text(self, piece: Piece, fields: tuple[str, ...]) -> list[Clause]:
        """A word of a field; of a unit's name all its words (``dari:dinas sosial``)."""
        named = [piece]
        for taken in self._spans(piece):
            if taken and self.vocabulary.values(
                "unit", self._with_following(piece, taken)
            ):
                named += self.pieces[:taken]
                del self.pieces[:taken]
                break
        else:
            if self._spans(piece).start and self.pieces[0].text.islower():
                self.hints.append(Hint(code="field_ends", text=piece.text))
        return [clause for one in named for clause in _plain(one, fields)]

    def _literally(self, piece: Piece) -> list[Clause]:
        """The field's name is a word like others: ``catatan:rapat``."""
        named = replace(piece, text=piece.field, field="", quoted=False)
        return [*_plain(named, ()), *_plain(replace(piece, field=""), ())]

    def _unknown_value(self, piece: Piece) -> list[Clause]:
        self.hints.append(Hint(code="unknown_value", text=piece.text))
        return _plain(replace(piece, field=""), ())

    def _value(self, piece: Piece, field: str) -> list[Clause]:
        """A known name, if need be of several words (``unit:dinas sosial``)."""
        for taken in self._spans(piece):
            text = self._with_following(piece, taken)
            values = self.vocabulary.values(field, text)
            if values:
                del self.pieces[:taken]
                return [ValueIs(field=field, values=values)]
        return self._unknown_value(piece)

    def _date(self, piece: Piece, name: str) -> list[Clause]:
        for taken in self._spans(piece):
            period = parse_period(self._with_following(piece, taken), self.today)
            if period:
                del self.pieces[:taken]
                return [_date_clause(name, period)]
        return self._unknown_value(piece)

    def _spans(self, piece: Piece) -> range:
        """How many following plain pieces may belong to a value, longest first."""
        count = 0
        for following in self.pieces[: 0 if piece.quoted else MAX_DATE_WORDS]:
            if following.field or following.quoted or following.negated:
                break
            count += 1
        return range(count, -1, -1)

    def _with_following(self, piece: Piece, count: int) -> str:
        return " ".join([piece.text, *(other.text for other in self.pieces[:count])])

    def _number(self, piece: Piece, name: str) -> list[Clause]:
        text = piece.text.strip()
        digits = "".join(text.split())
        if name == "nip" and re.fullmatch(rf"[0-9]{{{NIP_DIGITS}}}", digits):
            return [NumberIs(form=NumberForm(kind="nip", candidates=(digits,)))]
        if name == "klas" and _CODE.fullmatch(text):
            values = tuple(dict.fromkeys([text, *codes_now(text)]))
            return [ValueIs(field="classification", values=values)]
        if name == "tahun" and (years := _year_range(text)):
            return [years]
        if name == "nomor" and any(char.isalnum() for char in text):
            form = NumberForm(kind="number", candidates=number_candidates(text))
            return [NumberIs(form=form)]
        return self._unknown_value(piece)

    def _hint_at_words(self, clauses: list[Clause], typed: str) -> None:
        words = [clause for clause in clauses if isinstance(clause, Word)]
        if words and not any(analyse(word.text) for word in words):
            self.hints.append(Hint(code="only_common_words"))
        if not clauses and typed:
            self.hints.append(Hint(code="no_words", text=typed))


def former_code_clauses(whole: str) -> tuple[Clause, ...]:
    """Return what a code of the former classification stands for now (005, 800).

    Its present codes; where only its group is known, what it was called.
    """
    former = former_codes().get(whole)
    if former is None:
        return ()
    if former.is_only_in_group:
        return (Word(text=former.name),)
    return (ValueIs(field="classification", values=former.codes),)


def _nips(text: str) -> tuple[list[Clause], str]:
    """Clauses of every NIP of a typed text, and the text without them.

    A text with quotes stays as it is: a phrase is asked for word for word.
    """
    if len(text) > MAX_TYPED_FOR_NIP or any(quote in text for quote in '"“”„«'):
        return [], text
    found, rest = take_nips(text)
    if not found:
        return [], text
    forms = [NumberForm(kind="nip", candidates=(one,)) for one in found]
    return [NumberIs(form=form) for form in forms], rest


def _plain(piece: Piece, fields: tuple[str, ...]) -> list[Clause]:
    text = piece.text
    if not any(char.isalnum() for char in text):
        return []
    if piece.quoted:
        return [Phrase(text=text, fields=fields)]
    head = text.rstrip("*")
    if head != text and len(head) >= MIN_PREFIX_CHARS and head.isalnum():
        return [Prefix(text=fold(head), fields=fields)]
    # in a named field a number is text: `hal:005/12` asks what the subject says
    form = None if fields else recognise_word(text)
    if form and form.kind == "mention":
        return [NumberIs(form=form)]
    return [Word(text=text, fields=fields)]


def _joined(left: Clause, right: Clause) -> Clause:
    options = left.options if isinstance(left, Either) else (left,)
    return Either(options=(*options, right))


def _date_clause(name: str, period: Period) -> Clause:
    first, until = period
    if name == "sebelum":
        return DateWithin(field="letter_date", until=first)
    if name == "sesudah":
        return DateWithin(field="letter_date", first=until)
    return DateWithin(field="letter_date", first=first, until=until)


def _year_range(text: str) -> Clause | None:
    match = _YEARS.fullmatch(text)
    if not match:
        return None
    first, last = match[1], match[2] or match[1]
    if not (is_year(first) and is_year(last) and first <= last):
        return None
    years = tuple(str(year) for year in range(int(first), int(last) + 1))
    return ValueIs(field="year", values=years)
