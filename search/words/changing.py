"""Changing which words find each other: administrators, with a trail, at once."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.identifiers import uuid7
from eoffice.organisation.access import require_administrator
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version
from search.analysis.stemming import stems
from search.analysis.synonyms import MAX_TERM_WORDS, shipped_groups
from search.analysis.text import fold
from search.words.models import GroupKind, WordGroup, WordsStamp
from search.words.trail_acts import WordsAct

MOST_TERMS = 12
MOST_SIGNS = 80
MOST_GROUPS = 1000
SIGN = "|"


def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a group as typed, parted by `|` or lines.

    Raises:
        Invalid: fewer than two that differ, or too many or too long ones.
    """
    parts = text.replace("\n", SIGN).split(SIGN)
    terms = tuple(dict.fromkeys(" ".join(fold(one).split()) for one in parts))
    terms = tuple(one for one in terms if one)
    keys = [tuple(stems(one)) for one in terms]
    if len(set(keys)) < 2 or not all(keys):  # noqa: PLR2004 - one word is no group
        raise _fault(_("Give at least two terms that differ, parted by |."))
    is_long = any(len(one) > MOST_SIGNS for one in terms)
    if is_long or any(len(key) > MAX_TERM_WORDS for key in keys):
        raise _fault(_("A term has at most eight words and 80 signs."))
    if len(terms) > MOST_TERMS:
        raise _fault(_("A group has at most twelve terms."))
    return terms


def _fault(text: str) -> Invalid:
    return Invalid([Fault(field="terms", code="bad_terms", message=text)])


def key_of(terms: tuple[str, ...]) -> str:
    """Return the name of a group by its terms."""
    return f" {SIGN} ".join(terms)


@transaction.atomic
def add_group(*, actor: Actor, terms: tuple[str, ...]) -> WordGroup:
    """Have these terms find each other.

    Raises:
        NotFound: not an administrator.
        Invalid: there is such a group.
    """
    actor = require_administrator(actor)
    _changed()
    _check_new(terms)
    row = _new(GroupKind.ADDED, terms, actor)
    trail.record(WordsAct.ADDED, row, actor=actor, terms=list(terms))
    return row


@transaction.atomic
def change_group(
    *, actor: Actor, group_id: UUID, terms: tuple[str, ...], version: int | None
) -> WordGroup:
    """Give a group of the office other terms.

    Raises:
        NotFound: not an administrator, or no group of the office.
        Stale: somebody changed it since it was read.
        Invalid: there is such a group.
    """
    actor = require_administrator(actor)
    _changed()
    row = _locked(group_id, GroupKind.ADDED)
    check_version(row, version)
    before = row.terms
    if list(terms) != before:
        _check_new(terms)
    row.terms, row.key, row.set_by = list(terms), key_of(terms), actor.official
    row.row_version += 1
    row.save()
    trail.record(WordsAct.CHANGED, row, actor=actor, before=before, terms=list(terms))
    return row


@transaction.atomic
def remove_group(*, actor: Actor, group_id: UUID) -> None:
    """Take a group of the office away; the trail keeps what it was.

    Raises:
        NotFound: not an administrator, or no group of the office.
    """
    actor = require_administrator(actor)
    _changed()
    row = _locked(group_id, GroupKind.ADDED)
    trail.record(WordsAct.REMOVED, row, actor=actor, terms=row.terms)
    row.delete()


@transaction.atomic
def switch_off(*, actor: Actor, terms: tuple[str, ...]) -> WordGroup:
    """Do without a shipped group; again harmless.

    Raises:
        NotFound: not an administrator, or no shipped group.
    """
    actor = require_administrator(actor)
    if terms not in shipped_groups():
        raise NotFound
    _changed()
    known = WordGroup.objects.filter(key=key_of(terms), kind=GroupKind.OFF).first()
    if known is not None:
        return known
    row = _new(GroupKind.OFF, terms, actor)
    trail.record(WordsAct.SWITCHED_OFF, row, actor=actor, terms=list(terms))
    return row


@transaction.atomic
def switch_on(*, actor: Actor, group_id: UUID) -> None:
    """Use a shipped group again.

    Raises:
        NotFound: not an administrator, or none that is off.
    """
    actor = require_administrator(actor)
    _changed()
    row = _locked(group_id, GroupKind.OFF)
    trail.record(WordsAct.SWITCHED_ON, row, actor=actor, terms=row.terms)
    row.delete()


def _changed() -> None:
    """Lock the stamp, so that changes come one after the other, and renew it."""
    WordsStamp.objects.get_or_create(pk=1)
    row = WordsStamp.objects.select_for_update(no_key=True).get(pk=1)
    row.stamp = uuid7()
    row.save(update_fields=["stamp"])


def _locked(group_id: UUID, kind: GroupKind) -> WordGroup:
    rows = WordGroup.objects.select_for_update(no_key=True)
    row = rows.filter(pk=group_id, kind=kind).first()
    if row is None:
        raise NotFound
    return row


def _check_new(terms: tuple[str, ...]) -> None:
    if terms in shipped_groups() or WordGroup.objects.filter(key=key_of(terms)):
        raise _fault(_("There is such a group already."))
    if WordGroup.objects.count() >= MOST_GROUPS:
        raise _fault(_("There are a thousand groups; remove some first."))


def _new(kind: GroupKind, terms: tuple[str, ...], actor: Actor) -> WordGroup:
    return WordGroup.objects.create(
        kind=kind, terms=list(terms), key=key_of(terms), set_by=actor.official
    )
