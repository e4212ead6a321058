"""Planning people: officials, their accounts, terms and acting assignments.

A new main position ends the former one on the day before, and so does a new holder
the term of the predecessor: that is what a decree of transfer does.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.accounts.models import User
from eoffice.importing.workbook_rows import SheetRow
from eoffice.importing.world import PlannedWorld
from eoffice.organisation.models import (
    ActingAssignment,
    ActingKind,
    Official,
    Position,
    TermOfOffice,
)

TERM_FIELDS = ("position", "is_main", "from_on", "to_on", "decree_number", "decree_on")
DAY = timedelta(days=1)


def plan_people(world: PlannedWorld, rows: list[SheetRow]) -> None:
    """Enter or change officials, make accounts, begin and end terms."""
    seen: set[tuple[Any, Any]] = set()
    names: dict[Any, str] = {}
    for row in rows:
        official = _official(world, row)
        position = _position(world, row)
        if official is None:
            continue
        if _is_somebody_else(world, row, official, names):
            continue
        if (official.pk, row.values.get("position")) in seen:
            message = _("This person stands here twice with the same position.")
            world.findings.add(row, "nip", "duplicate", message)
            continue
        seen.add((official.pk, row.values.get("position")))
        if position is not None:
            _plan_term(world, row, official, position)
    _check_overlaps(world, rows)


def _is_somebody_else(
    world: PlannedWorld, row: SheetRow, official: Official, names: dict[Any, str]
) -> bool:
    """Note a row whose number stands beside another name above: two people, one key."""
    name = row.values.get("name") or ""
    if names.setdefault(official.pk, name) == name:
        return False
    message = _("This number stands beside another name above. One of them is wrong.")
    world.findings.add(row, "nip", "two_names", message)
    return True


def _official(world: PlannedWorld, row: SheetRow) -> Official | None:
    key = row.values.get("nip") or row.values.get("username")
    if not key:
        is_told = {"nip", "username"} & set(row.values)  # a fault of that cell
        if not is_told:
            message = _("NIP or account name is wanted to know the person again.")
            world.findings.add(row, "nip", "required", message)
        return None
    official = world.officials.get(key)
    if official is None:
        official = Official()
        world.note("create", "official", key, official)
        world.officials[key] = official
    skipped = {*TERM_FIELDS, "username"}
    values = {n: v for n, v in row.values.items() if n not in skipped and v is not None}
    world.put("official", key, official, values)
    if name := row.values.get("username"):
        _account(world, row, official, name)
    return official


def _account(world: PlannedWorld, row: SheetRow, official: Official, name: str) -> None:
    """Give the official an account without a password; one is handed out later."""
    if official.user_id is not None:
        if official.user and official.user.username != name:
            message = _("This person already has an account with another name.")
            world.findings.add(row, "nama_akun", "has_account", message)
        return
    if name in world.users or world.officials.get(name, official) is not official:
        message = _("This account name is taken.")
        world.findings.add(row, "nama_akun", "taken", message)
        return
    user = User(username=name)
    user.set_unusable_password()
    world.users[name] = user
    world.officials[name] = official
    world.note("create", "account", name, user)
    world.put("official", official.nip or name, official, {"user": user})


def _position(world: PlannedWorld, row: SheetRow) -> Position | None:
    code = row.values.get("position")
    if code is None:
        return None
    position = world.positions.get(code)
    if position is None:
        message = _("There is none with the code %(code)s.") % {"code": code}
        world.findings.add(row, "kode_jabatan", "unknown_code", message)
    return position


def _values(row: SheetRow, *names: str) -> dict[str, Any]:
    return {n: row.values[n] for n in names if row.values.get(n) is not None}


def _plan_term(
    world: PlannedWorld, row: SheetRow, official: Official, position: Position
) -> None:
    began = row.values.get("from_on")
    ref = f"{official.nip or row.values.get('username')} {position.code}"
    same = [
        term
        for term in world.terms_of.get(official.pk, [])
        if term.position_id == position.pk
        and (term.from_on == began if began else _contains(term, timezone.localdate()))
    ]
    values = _values(row, "is_main", "to_on", "decree_number", "decree_on")
    if same:
        world.put("term", ref, same[0], values)
        return
    if began is None:
        world.findings.add(row, "sejak", "required", _("This is required."))
        return
    term = TermOfOffice(official=official, position=position, from_on=began, **values)
    _end_former(world, term)
    world.add_term(term)
    world.note("create", "term", ref, term)


def _end_former(world: PlannedWorld, new: TermOfOffice) -> None:
    """End what the new term replaces on the day before it begins."""
    own = world.terms_of.get(new.official_id, [])
    for term in [*own, *world.terms_of.get(new.position_id, [])]:
        is_replaced = term.position_id == new.position_id or (
            new.is_main and term.is_main and term.official_id == new.official_id
        )
        if is_replaced and term.from_on < new.from_on and term.to_on is None:
            ref = f"{term.official.nip or term.official} {term.position.code}"
            world.put("term", ref, term, {"to_on": new.from_on - DAY})


def plan_acting(world: PlannedWorld, rows: list[SheetRow]) -> None:
    """Begin or change acting assignments."""
    for row in rows:
        official = world.officials.get(row.values.get("nip") or "")
        position = _position(world, row)
        if official is None:
            message = _("There is none with this NIP.")
            world.findings.add(row, "nip", "unknown_nip", message)
        elif position is not None:
            _plan_assignment(world, row, official, position)
    _check_free(world, rows, world.acting, lambda a: [a.position_id])


def _plan_assignment(
    world: PlannedWorld, row: SheetRow, official: Official, position: Position
) -> None:
    key = (official.pk, position.pk, row.values.get("from_on"))
    values = _values(row, "kind", "to_on", "decree_number", "decree_on")
    ref = f"{official.nip} {position.code}"
    for held in world.acting:
        if (held.official_id, held.position_id, held.from_on) == key:
            world.put("acting", ref, held, values)
            return
    if key[2] is None or not values.get("kind"):
        return  # noted as a fault of the row already
    held = ActingAssignment(
        official=official, position=position, from_on=key[2], **values
    )
    if not held.decree_number:
        message = _("An acting holder rests on a decree: name it.")
        world.findings.add(row, "nomor_sk", "required", message)
    if held.kind == ActingKind.ACTING_ABSENT and held.to_on is None:
        message = _("A Plh. needs a last day.")
        world.findings.add(row, "sampai", "required", message)
    world.acting.append(held)
    world.note("create", "acting", ref, held)


def _check_overlaps(world: PlannedWorld, rows: list[SheetRow]) -> None:
    def keys(term: TermOfOffice) -> list[Any]:
        own = [("main", term.official_id)] if term.is_main else []
        return [("seat", term.position_id), *own]

    _check_free(world, rows, world.terms, keys)


def _check_free(
    world: PlannedWorld,
    rows: list[SheetRow],
    held: Iterable[Any],
    keys: Callable[[Any], list[Any]],
) -> None:
    """Note days on which two would hold the same; and ends before beginnings."""
    by_key: dict[Any, list[Any]] = {}
    for one in held:
        if one.to_on and one.to_on < one.from_on:
            _blame(world, rows, one, "sampai", _("A term cannot end before it begins."))
        for key in keys(one):
            by_key.setdefault(key, []).append(one)
    for same in by_key.values():
        same.sort(key=lambda one: one.from_on)
        for earlier, later in pairwise(same):
            if _contains(earlier, later.from_on):
                text = _("In these days the position or the person is taken already.")
                _blame(world, rows, later, "sejak", text)


def _blame(
    world: PlannedWorld, rows: list[SheetRow], held: Any, column: str, text: str
) -> None:
    code = held.position.code
    row = next((r for r in rows if r.values.get("position") == code), None)
    world.findings.add(row, column, "term_overlaps", text)


def _contains(held: Any, day: date) -> bool:
    return bool(held.contains(day))
