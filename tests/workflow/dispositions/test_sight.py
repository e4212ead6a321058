"""What stands on the row is what the rule up and down the tree says, always."""

import random
from importlib import import_module

import pytest
from django.db import connection

from eoffice.errors import OfficeError
from tests.office.incoming import disposition, registered
from tests.office.kabupaten import actor
from workflow.dispositions.access import dispositions_visible_to
from workflow.dispositions.models import Disposition, DispositionReceiver, ReceiverState
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
    give_disposition,
    give_initiative,
)
from workflow.dispositions.operations.recalling import (
    recall_disposition,
    reopen_disposition,
)
from workflow.dispositions.sight import write_sight_below, write_sight_on
from workflow.incoming.access import refresh_access
from workflow.incoming.models import IncomingLetter

pytestmark = pytest.mark.django_db
NAMES = ("sekda", "kadis", "kabid", "kabag", "staff", "kominfo_clerk")
BELOW = {"kadis": ("kabid", "kominfo_clerk"), "kabid": ("staff",)}


def recursive_rule(position) -> set:
    """Who gave it and stays, all below that, a share not taken back, the desk."""
    rows = {one.pk: one for one in Disposition.objects.select_related("incoming")}
    shares = list(DispositionReceiver.objects.all())
    state = {(s.disposition_id, s.position_id): s.state for s in shares}
    answered = {s.disposition_id for s in shares if s.state == ReceiverState.COMPLETED}

    def given(one) -> bool:
        handed_on = state.get((one.parent_id, one.giver_position_id))
        stays = handed_on != ReceiverState.RECALLED or one.pk in answered
        return one.giver_position_id == position.pk and stays

    def from_above(one) -> bool:
        return given(one) or bool(one.parent_id and from_above(rows[one.parent_id]))

    def held(one) -> bool:
        return state.get((one.pk, position.pk), "recalled") != ReceiverState.RECALLED

    def lies_here(one) -> bool:
        return bool(one.incoming and one.incoming.routed_to_id == position.pk)

    return {pk for pk, o in rows.items() if from_above(o) or held(o) or lies_here(o)}


def assert_rule_holds(office) -> None:
    for name in NAMES:
        person = getattr(office, name)
        seen = dispositions_visible_to(actor(person)).values_list("pk", flat=True)
        assert set(seen) == recursive_rule(person.position), name


def random_trees(office, chance: random.Random) -> list[Disposition]:
    """Write trees that no office would make: any giver, any state, any depth."""
    people = [getattr(office, name) for name in NAMES]
    letters = [registered(office, number=f"{n}/T") for n in range(2)]
    tops: list[Disposition] = []
    rows: list[Disposition] = []
    for n in range(25):
        parent = chance.choice([None, *rows]) if n > 3 else None
        giver = chance.choice(people)
        letter = parent.incoming if parent else chance.choice([*letters, None])
        row = Disposition.objects.create(
            incoming=letter,
            initiative="" if letter else "Apel",
            parent=parent,
            giver=giver.official,
            giver_position=giver.position,
            giver_authority="permanent",
        )
        for order, one in enumerate(chance.sample(people, chance.randint(1, 3))):
            DispositionReceiver.objects.create(
                disposition=row,
                position=one.position,
                order=order,
                role="lead",
                state=chance.choice(ReceiverState.values),
            )
        rows.append(row)
        tops += [] if parent else [row]
    return tops


@pytest.mark.parametrize("seed", range(3))
def test_random_trees_are_seen_as_the_recursive_rule_says(office, seed):
    tops = random_trees(office, random.Random(seed))
    for letter in IncomingLetter.objects.all():
        write_sight_on(letter)
    for one in tops:
        if one.incoming is None:
            write_sight_below(one)

    assert_rule_holds(office)

    written = dict(Disposition.objects.values_list("pk", "seen_from"))
    Disposition.objects.update(seen_from=[])
    fill = import_module("workflow.migrations.0037_fill_sight_of_dispositions").fill
    fill(_Apps, connection.schema_editor())
    assert dict(Disposition.objects.values_list("pk", "seen_from")) == written


class _Apps:
    """The tables as they are now, for a migration that reads two columns."""

    @staticmethod
    def get_model(_app, _name):
        return Disposition


def any_act(office, chance: random.Random) -> None:
    """Let a holder or a giver do something; what is refused, is."""
    people = {getattr(office, n).position.pk: n for n in NAMES}
    share = chance.choice([*DispositionReceiver.objects.all()])
    one, holder = share.disposition, people[share.position_id]
    mine = {"actor": actor(getattr(office, holder)), "disposition_id": one.pk}
    giver = getattr(office, people[one.giver_position_id])
    given = {"actor": actor(giver), "disposition_id": one.pk}
    below = [getattr(office, name) for name in BELOW.get(holder, ("staff",))]
    acts = (
        lambda: forward_disposition(**mine, content=disposition(*below)),
        lambda: complete_disposition(**mine, answer="Selesai"),
        lambda: recall_disposition(**given, reason="Keliru"),
        lambda: reopen_disposition(**given, reason="Belum lengkap"),
    )
    try:
        chance.choices(acts, [5, 4, 2, 1])[0]()
    except OfficeError:
        return


@pytest.mark.parametrize("seed", range(2))
def test_every_act_leaves_the_sight_as_the_rule_says(office, seed):
    chance = random.Random(seed)
    incoming, who = registered(office), actor(office.sekda)
    for one in (office.kadis, office.kabag):
        given = disposition(one)
        give_disposition(actor=who, incoming_id=incoming.pk, content=given)
        give_initiative(actor=who, matter="Siapkan apel", content=given)

    for step in range(32):
        any_act(office, chance)
        if step % 8 == 0:
            assert_rule_holds(office)
    assert_rule_holds(office)
    assert Disposition.objects.count() > 4


def test_a_letter_that_is_led_elsewhere_takes_its_dispositions_along(office):
    incoming = registered(office)
    given = give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(office.kadis),
    )

    incoming.refresh_from_db()
    incoming.routed_to = office.kabag.position
    incoming.save()
    refresh_access(incoming)

    assert given in dispositions_visible_to(actor(office.kabag))
    assert_rule_holds(office)
