"""`eoffice prepare-store`: make the buckets; safe to run again."""

from django.core.management.base import BaseCommand

from eoffice.objects.store import Area, default_store


class Command(BaseCommand):
    """Make the buckets."""

    help = "Make the buckets of the object store (versions, object lock)."

    def handle(self, *_args: object, **_options: object) -> None:
        """Make what is missing and name the buckets."""
        store = default_store()
        store.prepare()
        self.stdout.write(", ".join(store.bucket(area) for area in Area))
