"""The audit trail against those who would rather it said something else."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections, transaction

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.audit.anchors import keep_anchor, verify_against_anchors
from eoffice.audit.models import AuditEvent, AuditHead, AuditLink
from eoffice.audit.verification import link_hash, verify

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, ACTS = 16, 12
RELINK = (
    "UPDATE audit_auditlink SET sequence=%s, previous_hash=%s, hash=%s"
    " WHERE event_id=%s"
)


def act(action="letter.signed", **data):
    with transaction.atomic():
        return trail.record(action, User(username="saksi"), actor=None, **data)


def superuser(*statements, triggers=True):
    """Do as somebody who owns the database may."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not triggers:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for statement, values in statements:
            cursor.execute(statement, values)


def tamper(statement, *values):
    superuser((statement, values), triggers=False)


def codes(report):
    return {finding.code for finding in report.findings}


@pytest.fixture
def events():
    return [act(number=number) for number in range(10)]


def test_untouched_trail_is_sound(events):
    report = verify()

    assert report.is_sound
    assert report.links == 10
    assert report.head == AuditHead.objects.get().hash


def test_empty_trail_is_sound():
    assert verify().is_sound


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_auditlink"])
@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET {}"],
)
def test_database_refuses_change_even_to_its_owner(events, table, statement):
    column = "action = 'x'" if table.endswith("event") else "hash = 'x'"

    with pytest.raises(DatabaseError):
        superuser((statement.format(table, column), None))

    assert verify().is_sound
    assert AuditEvent.objects.count() == AuditLink.objects.count() == 10


def test_event_of_an_act_that_failed_leaves_no_link():
    @transaction.atomic
    def fail():
        trail.record("letter.signed", User(), actor=None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not AuditEvent.objects.exists()
    assert not AuditLink.objects.exists()


def test_record_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        trail.record("letter.signed", User(), actor=None)

    assert not AuditEvent.objects.exists()


def test_changed_payload_is_found(events):
    tamper(
        "UPDATE audit_auditevent SET payload = replace(payload, '3', '4') WHERE id=%s",
        events[3].pk,
    )

    report = verify()

    assert codes(report) >= {"event_changed"}
    assert str(events[3].pk) in {finding.event_id for finding in report.findings}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "letter.sent"),
        ("at", "2020-01-01T00:00:00Z"),
        ("object_id", "lain"),
        ("user_id", "00000000-0000-7000-8000-000000000001"),
        ("address", "10.0.0.9"),
    ],
)
def test_column_that_differs_from_the_payload_is_found(events, column, value):
    tamper(
        f"UPDATE audit_auditevent SET {column} = %s WHERE id = %s", value, events[0].pk
    )

    assert codes(verify()) == {"columns_differ"}


def test_missing_event_is_found(events):
    tamper("DELETE FROM audit_auditevent WHERE id = %s", events[5].pk)

    assert codes(verify()) == {"event_missing"}


def test_missing_event_with_its_link_is_found(events):
    superuser(
        ("DELETE FROM audit_auditevent WHERE id = %s", [events[5].pk]),
        ("DELETE FROM audit_auditlink WHERE event_id = %s", [events[5].pk]),
        triggers=False,
    )

    assert codes(verify()) >= {"links_missing", "chain_broken"}


def test_last_event_taken_away_is_found(events):
    superuser(
        ("DELETE FROM audit_auditevent WHERE id = %s", [events[9].pk]),
        ("DELETE FROM audit_auditlink WHERE event_id = %s", [events[9].pk]),
        triggers=False,
    )

    assert codes(verify()) == {"head_differs"}


def test_event_slipped_in_without_link_is_found(events):
    tamper(
        "INSERT INTO audit_auditevent (id, at, action, object_type, object_id,"
        " authority, payload) SELECT gen_random_uuid(), at, action, object_type,"
        " object_id, authority, payload FROM audit_auditevent WHERE id = %s",
        events[0].pk,
    )

    assert codes(verify()) == {"event_without_link"}


def rebuild():
    """Make the chain consistent again from its first link, as a clever owner would."""
    head, statements = "0" * 64, []
    for number, link in enumerate(AuditLink.objects.order_by("sequence"), start=1):
        payload = AuditEvent.objects.get(pk=link.event_id).payload
        fresh = link_hash(head, link.event_id, payload)
        statements.append(
            (
                RELINK,
                [number, head, fresh, link.event_id],
            )
        )
        head = fresh
    count = AuditLink.objects.count()
    statements.append(
        ("UPDATE audit_audithead SET hash=%s, sequence=%s", [head, count])
    )
    superuser(*statements, triggers=False)


def test_rebuilt_chain_is_betrayed_by_the_anchor(events):
    keep_anchor(lock_until=datetime.now(UTC) + timedelta(seconds=5))
    superuser(
        ("DELETE FROM audit_auditevent WHERE id = %s", [events[2].pk]),
        ("DELETE FROM audit_auditlink WHERE event_id = %s", [events[2].pk]),
        triggers=False,
    )
    rebuild()

    assert verify().is_sound
    assert "anchor_differs" in codes(verify_against_anchors())


def test_acts_of_many_threads_at_once_make_one_chain():
    def work(_number):
        for _ in range(ACTS):
            with transaction.atomic():
                trail.record("letter.signed", User(), actor=None)
                trail.record("letter.sent", User(), actor=None)
        connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))

    report = verify()
    assert report.is_sound
    assert report.links == THREADS * ACTS * 2


def test_command_tells_programs_what_it_found(events):
    out = StringIO()
    tamper("DELETE FROM audit_auditevent WHERE id = %s", events[5].pk)

    with pytest.raises(CommandError):
        call_command("verify_audit", "--json", "--chain-only", stdout=out)

    answer = json.loads(out.getvalue())
    assert not answer["sound"]
    assert answer["findings"][0]["code"] == "event_missing"
