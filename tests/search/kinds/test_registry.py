"""What every kind must answer, whatever it is: asked of each in the registry."""

import uuid
from dataclasses import astuple
from datetime import date
from typing import get_args

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.urls import resolve
from django.utils.translation import override

from eoffice.outbox.events import handler_named
from search.admin import hits
from search.api.search import KindName
from search.finding.access import still_visible
from search.finding.fallback import PlainHit
from search.finding.office_names import labels_for
from search.kinds import KINDS
from search.projection.targets import HANDLER, targets_of
from search.query import Vocabulary, parse
from tests.search.desk import hit_of

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@every_kind
def test_its_page_has_an_address(kind):
    pk = str(uuid.uuid4())

    assert resolve(kind.address(pk)).url_name == kind.page


@every_kind
def test_its_rows_have_the_fields_of_a_plain_list(kind):
    for name in set(astuple(kind.listed_by)) - {""}:
        try:
            kind.model._meta.get_field(name)
        except FieldDoesNotExist:
            pytest.fail(f"{kind.name} has no {name}")


@every_kind
def test_a_stranger_to_the_office_sees_none_of_it(db, kind):
    assert kind.visible_to(None).model is kind.model
    assert not kind.visible_to(None).exists()


@every_kind
def test_its_events_bring_it_to_the_index(kind):
    assert kind.events
    assert all(handler_named(name, HANDLER) for name in kind.events)


@every_kind
def test_what_an_event_names_is_a_target(db, kind):
    one, two = uuid.uuid4(), uuid.uuid4()
    payloads = [{f"{kind.name}_id": str(one)}, {f"{kind.name}_ids": f"{one},{two}"}]

    assert targets_of(payloads) == {kind.name: {one, two}}


@every_kind
def test_people_read_its_name_and_states_in_their_language(kind):
    with override("id"):
        names = labels_for("kind", [kind.name])
        states = labels_for("status", kind.states)

    assert names[kind.name] not in {"", kind.name}
    assert all(states[state] not in {"", state} for state in kind.states)


@every_kind
def test_confidential_ones_are_veiled_with_and_without_the_engine(db, kind):
    facts = {"id": str(uuid.uuid4()), "kind": kind.name, "subject": "Mutasi Bayu"}
    listed = PlainHit(
        **facts, number="1", sender="Bayu", date=None, security_class="rahasia"
    )

    asked = parse(
        "mutasi bayu", today=date(2026, 3, 2), vocabulary=Vocabulary()
    ).request
    (found,) = hits.shown_hits([hit_of(**facts, security=2)], asked, asked.text, {})

    for row in (found, hits.plain_row(listed)):
        assert "Bayu" not in f"{row.title}{row.sender}{row.snippets}"
        assert row.kind_label == str(kind.label)


def test_the_api_names_the_kinds_of_the_registry():
    assert get_args(KindName) == tuple(KINDS)


def test_a_kind_that_the_code_no_longer_has_is_shown_to_nobody(db, caplog):
    left = hit_of(id=str(uuid.uuid4()), kind="fax", subject="Lama", security=0)

    assert still_visible(None, [left]) == ([], {})
    assert "search_mismatch" in caplog.text
