"""Running one delivery: the handler, and what becomes of its failure.

A failure is tried again with growing pauses and given up after `MAX_TRIES`. A service
that is away (`service_faults`) is nobody's fault: the delivery waits for it without
being counted, however long that takes, and so does what waits for the same handler.
What fails while its service answers is counted like any failure.
"""

import logging
import random
from datetime import timedelta
from uuid import UUID

from django.db import (
    InterfaceError,
    OperationalError,
)
from django.utils import timezone

from eoffice.database.collisions import tried_again
from eoffice.errors import ServiceDown
from eoffice.outbox import claims
from eoffice.outbox.events import Event, Handler, handler_named
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.service_faults import is_service_away

logger = logging.getLogger(__name__)

MAX_TRIES = 8
FIRST_PAUSE_S = 2.0
PAUSE_GROWTH = 3.0  # 2 s, 6 s, 18 s ... 24 min: eight tries span about 36 minutes
SERVICE_PAUSE_S = 10.0  # within a minute after an outage everything has moved again


def run_delivery(delivery_id: UUID, *, raising: bool = False) -> bool:
    """Run a claimed delivery once; tell whether it is done now.

    Nothing happens when it is not claimed (done, given up, waiting for its next try)
    or runs elsewhere. `raising` passes the handler's error on after keeping it.
    """
    claims.renew_connection()
    with claims.alone(delivery_id) as is_ours:
        if not is_ours:
            return False
        delivery = _claimed(delivery_id)
        return delivery is not None and _run(delivery, raising=raising)


def _claimed(delivery_id: UUID) -> OutboxDelivery | None:
    rows = OutboxDelivery.objects.select_related("event")
    return rows.filter(pk=delivery_id, state=DeliveryState.HANDED_OVER).first()


def _run(delivery: OutboxDelivery, *, raising: bool) -> bool:
    handler = handler_named(delivery.event.name, delivery.handler)
    if handler is None:
        _give_up(delivery, "NoSuchHandler")
        return False
    if delivery.attempts >= MAX_TRIES:  # its last try killed the process
        _give_up(delivery, delivery.last_error or "ProcessKilled")
        return False
    # counted first: what kills its process would else be tried for ever
    _keep(delivery, attempts=delivery.attempts + 1)
    return _call(delivery, handler, raising=raising)


def _call(delivery: OutboxDelivery, handler: Handler, *, raising: bool) -> bool:
    event = Event(
        id=delivery.event.pk, name=delivery.event.name, payload=delivery.event.payload
    )
    try:
        tried_again(lambda: handler(event))
    except Exception as error:  # whatever it is, it becomes a later try
        _fail(delivery, error)
        if raising:
            raise
        return False
    _keep(delivery, state=DeliveryState.DONE, done_at=timezone.now(), last_error="")
    return True


def _fail(delivery: OutboxDelivery, error: Exception) -> None:
    # The message may hold content; the kind and the place do not.
    name = getattr(error, "code", "") or type(error).__name__
    # a connection that broke could not keep the failure either
    if isinstance(error, InterfaceError | OperationalError):
        claims.renew_connection()
    away = is_service_away(error)
    if isinstance(error, ServiceDown) and not away:
        name = f"{name}:service_answers"
    _log(delivery, "outbox_delivery_failed", error, name)
    if not away and delivery.attempts >= MAX_TRIES:
        _give_up(delivery, name)
        return
    pause = SERVICE_PAUSE_S
    if away:
        claims.put_off(delivery.handler, delay_s=pause)
    else:
        pause = FIRST_PAUSE_S * PAUSE_GROWTH ** (delivery.attempts - 1)
    jitter = random.uniform(0.5, 1.5)  # noqa: S311  spreads load, guards nothing
    _keep(
        delivery,
        state=DeliveryState.WAITING,
        attempts=delivery.attempts - 1 if away else delivery.attempts,
        due_at=timezone.now() + timedelta(seconds=pause * jitter),
        last_error=name,
    )


def _give_up(delivery: OutboxDelivery, reason: str) -> None:
    _keep(delivery, state=DeliveryState.DEAD, last_error=reason)
    _log(delivery, "outbox_delivery_given_up", None, reason)


def _keep(delivery: OutboxDelivery, **values: object) -> None:
    for field, value in values.items():
        setattr(delivery, field, value)
    OutboxDelivery.objects.filter(pk=delivery.pk).update(**values)


def _log(
    delivery: OutboxDelivery, event: str, error: Exception | None, reason: str
) -> None:
    where = ""
    trace = error.__traceback__ if error else None
    while trace:
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    logger.warning(
        event,
        extra={
            "delivery_id": delivery.pk,
            "event_name": delivery.event.name,
            "handler": delivery.handler,
            "attempt": delivery.attempts,
            "reason": reason,
            "where": where,
        },
    )
