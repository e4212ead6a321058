"""Celery on RabbitMQ: quorum queues, late acknowledgement, JSON, ids only.

`celery -A eoffice.celery worker` and `... beat`. The broker carries messages of the
relay to workers; what a message is about stands in the database. A message that kills
its worker again and again ends in the queue of dead messages, its delivery on the
administrator's page.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init
from kombu import Exchange, Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings")

from eoffice.environment import environment
from eoffice.process.walls import close_process

DELIVERY_LIMIT = 10
HARD_LIMIT_S = 960
SOFT_LIMIT_S = 900
BEAT_S = 10.0

_env = environment()
NAME = f"{_env.CELERY_QUEUE_PREFIX}.tasks"
DEAD = f"{_env.CELERY_QUEUE_PREFIX}.dead"

# A topic exchange lets delayed messages wait in the broker, not in a worker's slot.
EXCHANGE = Exchange(NAME, type="topic", durable=True)
DEAD_EXCHANGE = Exchange(DEAD, type="fanout", durable=True)
QUEUE = Queue(
    NAME,
    EXCHANGE,
    routing_key="tasks",
    queue_arguments={
        "x-queue-type": "quorum",
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": DEAD,
    },
)
DEAD_QUEUE = Queue(DEAD, DEAD_EXCHANGE, queue_arguments={"x-queue-type": "quorum"})

app = Celery("eoffice", include=["eoffice.outbox.tasks"])
app.conf.update(
    broker_url=_env.CELERY_BROKER_URL.get_secret_value(),
    broker_transport_options={"confirm_publish": True},
    broker_connection_timeout=4,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_publish_retry=False,  # the relay keeps what was not confirmed
    task_queues=[QUEUE],
    task_default_queue=NAME,
    task_default_exchange=NAME,
    task_default_exchange_type="topic",
    task_default_routing_key="tasks",
    task_create_missing_queues=False,
    task_default_queue_type="quorum",
    worker_detect_quorum_queues=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    task_time_limit=HARD_LIMIT_S,
    task_soft_time_limit=SOFT_LIMIT_S,
    timezone="UTC",
    beat_schedule={
        "tick": {
            "task": "eoffice.tick",
            "schedule": BEAT_S,
            "options": {"expires": BEAT_S},
        }
    },
)


@celeryd_init.connect
@beat_init.connect
def close_to_others(**_told: object) -> None:
    """Close a process that stays to others of its user; its children are forked."""
    close_process()


def declare_topology(connection: Any) -> None:
    """Declare the queues on the broker, that of dead messages included."""
    with connection.channel() as channel:
        for queue in (QUEUE, DEAD_QUEUE):
            queue.bind(channel).declare()
