from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "eoffice.outbox"
    label = "outbox"
