"""`eoffice restore DIR`: a backup into an empty database and empty buckets."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.backup.folder import BackupError, BackupFolder
from eoffice.backup.restoring import restore_backup
from eoffice.backup.terminal import ProgressCounter
from eoffice.errors import ServiceDown

#: The second gives back to nobody what was destroyed since the backup.
NEXT = ["rebuild-index", "destroy-again"]


class Command(BaseCommand):
    """Restore a backup."""

    help = "Restore a backup into an EMPTY database and bucket prefix, and prove it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the folder and machine output."""
        parser.add_argument("dir", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, prove, and say what is left to do."""
        counter = ProgressCounter(self.stderr, "files")
        try:
            restored = restore_backup(BackupFolder(options["dir"]), counter)
        except (BackupError, ServiceDown, OSError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            facts = {**asdict(restored), "next": NEXT}
            self.stdout.write(json.dumps(facts))
            return
        self.stdout.write(
            f"{restored.objects} files with {restored.locks} locks; audit trail of"
            f" {restored.audit_links} links and all hashes hold"
        )
        self.stdout.write(f"next: {', '.join(f'eoffice {one}' for one in NEXT)}")
