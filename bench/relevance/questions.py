"""Questions with the letters that answer them.

The words stand in `questions.txt`; numbers, NIP and dates are asked for in the
spellings people use. Every second question of a class is kept unseen: nothing may be
tuned on those.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.relevance.letters import CONCEPTS, PEOPLE, TOPICS, Judged, rows_of

GOOD, FAIR = 2, 1
ASKED_NUMBERS = 24
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is typed, its class, and the worth of each letter that answers it.

    Letters ``aside`` are not looked at: they would be found by anybody.
    """

    group: str
    text: str
    grades: Mapping[str, int]
    aside: frozenset[str]
    unseen: bool


def questions(letters: Sequence[Judged]) -> list[Question]:
    """All questions about these letters."""
    asked = [*_written(letters), *_numbers(letters), *_dates(letters)]
    seen: dict[str, int] = {}
    made = []
    for group, text, grades, aside in asked:
        if not grades:
            message = f"nothing answers {text!r}"
            raise SystemExit(message)
        turn = seen[group] = seen.get(group, 0) + 1
        unseen = turn % 2 == 0
        one = Question(
            group=group, text=text, grades=grades, aside=aside, unseen=unseen
        )
        made.append(one)
    return made


Asked = tuple[str, str, dict[str, int], frozenset[str]]
NONE: frozenset[str] = frozenset()


def _written(letters: Sequence[Judged]) -> Iterator[Asked]:
    for group, about, text in rows_of("questions.txt"):
        kind, _, key = about.partition(":")
        key = PEOPLE[int(key)] if kind == "person" else key
        right = [one for one in letters if getattr(one, kind) == key]
        place = right[len(right) // 2].place if "@p" in text else ""
        grades = {
            one.record.id: GOOD if place in {"", one.place} else FAIR for one in right
        }
        aside = NONE
        if group == "noise":
            aside = frozenset(one.record.id for one in right if not one.noisy)
        if kind == "person":
            signed = (one for one in letters if one.signer == key and not one.person)
            grades |= {one.record.id: FAIR for one in signed}
        asked = text.replace("@p", place.lower())
        yield group, asked, _without(grades, aside), aside
        if kind == "concept":
            aside = frozenset(one.record.id for one in right if _says(one, key, text))
            yield "other form", asked, _without(grades, aside), aside


def _says(one: Judged, key: str, text: str) -> bool:
    """Whether the letter has the name in the form that is asked for."""
    said = f"{one.record.subject} {one.record.body}".lower()
    forms = [form.lower() for form in CONCEPTS[key] if form.lower() in text.lower()]
    return any(form in said for form in forms)


def _without(grades: dict[str, int], aside: frozenset[str]) -> dict[str, int]:
    return {pk: worth for pk, worth in grades.items() if pk not in aside}


def _numbers(letters: Sequence[Judged]) -> Iterator[Asked]:
    for turn in range(ASKED_NUMBERS):
        one = letters[101 + turn * 211]
        code, sequence, unit, year = one.record.number.split("/")
        bare = str(int(sequence))
        typed = (
            one.record.number,
            f"{code} / {bare} / {unit.lower()} / {year}",
            f"{bare}/{unit}/{year}",
            f"{bare} {unit.lower()} {year}",
            f"{sequence}/{unit.lower()}",
            f"nomor {code}/{bare}/{unit}",
        )[turn % 6]
        yield "numbers", typed, {one.record.id: GOOD}, NONE
        if one.record.nips:
            nip = one.nip
            forms = (
                nip,
                f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}",
                f"NIP {nip}",
                f"NIP. {nip[:8]}.{nip[8:14]}.{nip[14]}.{nip[15:]}",
                f"nip:{nip}",
            )
            right = {o.record.id: GOOD for o in letters if nip in o.record.nips}
            yield "nip", forms[turn % 5], right, NONE


def _dates(letters: Sequence[Judged]) -> Iterator[Asked]:
    words = {"banjir": "banjir", "beras": "beras", "jalan": "jalan", "pupuk": "pupuk"}
    for turn, topic in enumerate([*words, *words, *words]):
        right = [one for one in letters if one.topic == topic]
        day = right[turn * 3 + 1].record.letter_date
        if day is None or topic not in TOPICS:
            continue
        quarter = (day.month - 1) // 3
        month = MONTHS[day.month - 1]
        when = (
            f"{month} {day.year}",
            f"triwulan {QUARTERS[quarter]} {day.year}",
            f"tanggal {day.day} {month} {day.year}",
            day.isoformat(),
            f"{day:%d/%m/%Y}",
            f"bulan {month.lower()} {day.year}",
        )[turn % 6]
        parts = {1: 3}.get(turn % 6, 1)
        whole = turn % 6 in {2, 3, 4}
        grades = {}
        for one in right:
            other = one.record.letter_date
            if other is None or other.year != day.year:
                continue
            same = (other.month - 1) // parts == (day.month - 1) // parts
            if same and (not whole or other == day):
                grades[one.record.id] = GOOD
        yield "dates", f"{words[topic]} {when}", grades, NONE
