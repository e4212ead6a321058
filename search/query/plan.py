"""From a request to what both engines execute: slots of alternatives.

Each plain word (or run of words that a synonym group knows) is a *slot*; a slot
is met by any of its alternatives. Ranking prefers results that meet all slots.
Phrases and words asked for in a field are required; ``-kata`` is excluded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeAlias

from search.analysis.numbers import NumberForm
from search.analysis.stemming import Stem, analyse
from search.analysis.synonyms import SynonymTable
from search.analysis.text import fold
from search.query.bounds import bounded
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

MAX_SLOTS = 64
# Ten pairs; of a longer query the first words.
MAX_PAIRED = 5
PAIR_WEIGHT = 3.0
# A word that stands in letterhead, sender and recipient says no more than once.
FIELD_TIE = 0.3
# Two words typed side by side that stand side by side, one word between them at most
# (a middle name, a degree): the best field counts, and no other.
NEAR_WEIGHT = 1.5
NEAR_SLOP = 1
TEXT_FIELDS = ("subject", "body", "sender", "recipients", "signatory")
# A little less than the word that was typed, so that its own hits come first.
SYNONYM_WEIGHT = 0.9
_HYPHENS = frozenset("-\u2010\u2011\u2013")
NOTHING = ValueIs(field="kind", values=())
# Kinds of number that may also be ordinary words of a text.
_ALSO_TEXT = frozenset({"sequence", "code"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way to meet a slot.

    ``kind``: ``word``, ``phrase`` (positions count, stop words leave gaps), ``all``
    (every word, anywhere in the record), ``prefix`` (``text`` is its beginning),
    ``number`` (``form``: the letter's own number, or one it cites).
    """

    kind: str
    text: str
    stems: tuple[Stem, ...] = ()
    weight: float = 1.0
    form: NumberForm | None = None

    def words(self) -> list[str]:
        """Each word as typed, in order."""
        first = self.stems[0].start if self.stems else 0
        return [self.text[one.start - first : one.end - first] for one in self.stems]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Any of the alternatives, in any of the fields."""

    alternatives: tuple[Alternative, ...]
    fields: tuple[str, ...] = TEXT_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Any of the nodes."""

    nodes: tuple["Node", ...]


Node: TypeAlias = Slot | AnyOf | ValueIs | DateWithin | NumberIs


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an engine executes.

    ``pinned`` is a recognised number: its exact hits come first in every order.
    ``run`` is the plain words as typed, for the bonus of words written so; ``near``
    are every two of its first words, for the bonus of words standing together.
    """

    slots: tuple[Slot, ...]
    required: tuple[Node, ...]
    excluded: tuple[Node, ...]
    pinned: NumberForm | None
    run: str
    near: tuple[str, ...]
    all_words: bool

    @property
    def has_text(self) -> bool:
        """Whether there is anything to rank by."""
        return bool(self.slots or self.required_slots() or self.pinned)

    def pairs(self) -> list[tuple[Slot, Slot]]:
        """Every two slots of a short query: met together they tell more than apart."""
        return list(combinations(self.slots[:MAX_PAIRED], 2))

    def required_slots(self) -> list[Slot]:
        """Slots among the required nodes, for ranking and marking."""
        return list(_slots_of(self.required))

    def alternatives_in(self, field: str) -> Iterator[Alternative]:
        """Every alternative that may have been met in a field, for marking."""
        for slot in (*self.slots, *self.required_slots()):
            if field in slot.fields:
                yield from slot.alternatives


def make_plan(request: SearchRequest, synonyms: SynonymTable) -> Plan:
    """The plan of a request, synonyms applied."""
    clauses = bounded(request.clauses)
    plain = [c for c in clauses if _is_plain_word(c)]
    others = [c for c in clauses if not _is_plain_word(c)]
    if request.groups:
        synonyms = SynonymTable(request.groups, behind=synonyms)
    run = " ".join(clause.text for clause in plain)  # type: ignore[union-attr]
    slots = [*_word_slots(run, synonyms)]
    near = tuple(_side_by_side(run, slots))
    required: list[Node] = []
    excluded: list[Node] = []
    for clause in others:
        if isinstance(clause, Without):
            # no synonyms: to exclude more than was typed hides what nobody named
            excluded.extend(_nodes(clause.clause, None))
        elif _is_loose(clause):
            slots.extend(_slots_of(_nodes(clause, synonyms)))
        else:
            required.extend(_nodes(clause, synonyms))
    if request.text and not (slots or required or excluded):
        # signs or stop words alone ask for nothing, not for the whole archive
        required.append(NOTHING)
    return Plan(
        slots=tuple(_different(slots)[:MAX_SLOTS]),
        required=tuple(required),
        excluded=tuple(excluded),
        pinned=_pinned(others),
        run=run if len(_different(slots)) > 1 else "",
        near=near,
        all_words=request.all_words,
    )


def _different(slots: list[Slot]) -> list[Slot]:
    """The slots without those that are met by the same words in the same fields."""
    found: dict[object, Slot] = {}
    for slot in slots:
        words = tuple(
            (one.kind, tuple(s.stem for s in one.stems) or fold(one.text), one.form)
            for one in slot.alternatives
        )
        found.setdefault((words, slot.fields), slot)
    return list(found.values())


def _is_plain_word(clause: Clause) -> bool:
    return isinstance(clause, Word) and not clause.fields


def _is_loose(clause: Clause) -> bool:
    """Prefixes, cited numbers and ATAU between words count as words, not conditions."""
    if isinstance(clause, Either):
        return all(
            _is_loose(option) or _is_plain_word(option) for option in clause.options
        )
    if isinstance(clause, NumberIs):
        return clause.form.kind == "mention"
    return isinstance(clause, Prefix) and not clause.fields


def _pinned(clauses: list[Clause]) -> NumberForm | None:
    # a NIP stands in many letters, so it has no one hit to put first
    forms = [
        c.form for c in clauses if isinstance(c, NumberIs) and c.form.kind != "nip"
    ]
    forms += [form for c in clauses if (form := _sequence_in(c))]
    return forms[0] if forms else None


def _sequence_in(clause: Clause) -> NumberForm | None:
    """Return the bare number that is a former code too: the number comes first."""
    if not isinstance(clause, Either):
        return None
    first = clause.options[0]
    is_sequence = isinstance(first, NumberIs) and first.form.kind == "sequence"
    return first.form if is_sequence else None  # type: ignore[union-attr]


def _slots_of(nodes: Iterable[Node]) -> Iterator[Slot]:
    for node in nodes:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, AnyOf):
            yield from _slots_of(node.nodes)


def _word_slots(
    text: str, synonyms: SynonymTable | None, fields: tuple[str, ...] = TEXT_FIELDS
) -> Iterator[Slot]:
    """Slots of a run of words, the longest known terms first."""
    found = analyse(text)[:MAX_SLOTS]
    place = 0
    while place < len(found):
        match = (
            synonyms.match([one.stem for one in found[place:]]) if synonyms else None
        )
        if match is None and (tied := _tied(text, found[place:])):
            yield Slot(alternatives=tied, fields=fields)
            place += 2
            continue
        length = match.length if match else 1
        own = tuple(found[place : place + length])
        written = text[own[0].start : own[-1].end]
        # as typed the words need not stand together; another term of the group must
        kind = "word" if length == 1 else "all"
        alternatives = [Alternative(kind=kind, text=written, stems=own)]
        alternatives.extend(_term(term) for term in (match.terms if match else ()))
        yield Slot(alternatives=tuple(alternatives), fields=fields)
        place += length


def _side_by_side(run: str, slots: list[Slot]) -> Iterator[str]:
    """Every two words that were typed side by side, of the first ones.

    Words of a known term are no neighbours: its short form has none of them, and
    would always stand behind.
    """
    typed = [slot.alternatives[0] for slot in slots[:MAX_PAIRED]]
    for one, other in pairwise(typed):
        if one.kind == other.kind == "word":
            yield run[one.stems[0].start : other.stems[0].end]


def _tied(text: str, found: list[Stem]) -> tuple[Alternative, ...]:
    """A word and a number that a hyphen ties: covid-19 is not every 19."""
    if len(found) < 2 or text[found[0].end : found[1].start] not in _HYPHENS:  # noqa: PLR2004 - two words are tied
        return ()
    written = text[found[0].start : found[1].end]
    if not (found[1].stem.isdigit() and found[0].stem.isalpha()):
        return ()
    side_by_side = Alternative(kind="phrase", text=written, stems=tuple(found[:2]))
    return (side_by_side, _term(found[0].stem + found[1].stem))


def _term(term: str) -> Alternative:
    """Another term of a synonym group: a word, or its words as a phrase."""
    stems = tuple(analyse(term))
    kind = "word" if len(stems) == 1 else "phrase"
    return Alternative(kind=kind, text=term, stems=stems, weight=SYNONYM_WEIGHT)


def _nodes(clause: Clause, synonyms: SynonymTable | None) -> list[Node]:
    """Nodes that must all hold for a clause."""
    if isinstance(clause, Either):
        options = [_one(_nodes(option, synonyms)) for option in clause.options]
        flat = [option for option in options if option is not None]
        if flat and all(isinstance(option, Slot) for option in flat):
            return [_merged([slot for slot in flat if isinstance(slot, Slot)])]
        return [AnyOf(nodes=tuple(flat))] if flat else []
    if isinstance(clause, NumberIs):
        return [_number_node(clause)]
    if isinstance(clause, ValueIs | DateWithin):
        return [clause]
    if isinstance(clause, Without):
        return []
    return _text_nodes(clause, synonyms)


def _one(nodes: list[Node]) -> Node | None:
    return nodes[0] if nodes else None


def _merged(slots: list[Slot]) -> Slot:
    alternatives = tuple(one for slot in slots for one in slot.alternatives)
    return Slot(alternatives=alternatives, fields=slots[0].fields)


def _number_node(clause: NumberIs) -> Node:
    """Numbers may stand in the text as well, but for those asked for by `nomor:`."""
    if clause.form.kind == "mention":
        return _mentioned(clause.form)
    if clause.form.kind not in _ALSO_TEXT:
        return clause
    words = tuple(_word_slots(clause.form.candidates[0].lower(), None))
    return AnyOf(nodes=(clause, *words))


def _mentioned(form: NumberForm) -> Slot:
    """A number met in its own field, among citations, or as words side by side."""
    own = Alternative(kind="number", text=form.candidates[0], form=form)
    in_text = [
        Alternative(kind="phrase", text=text, stems=stems)
        for text in form.candidates
        if (stems := tuple(analyse(text)))
    ]
    return Slot(alternatives=(own, *in_text))


def _text_nodes(
    clause: Word | Phrase | Prefix, synonyms: SynonymTable | None
) -> list[Node]:
    fields = clause.fields or TEXT_FIELDS
    if isinstance(clause, Prefix):
        prefix = Alternative(kind="prefix", text=clause.text)
        return [Slot(alternatives=(prefix,), fields=fields)]
    found = tuple(analyse(clause.text))
    if not found:
        return []
    if isinstance(clause, Word) and synonyms:
        return list(_word_slots(clause.text, synonyms, fields))
    kind = "word" if len(found) == 1 else "phrase"
    whole = Alternative(kind=kind, text=clause.text, stems=found)
    return [Slot(alternatives=(whole,), fields=fields)]
