"""`eoffice backup DIR`: database, files and their hashes in one folder."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.backup.folder import BackupError, BackupFolder
from eoffice.backup.terminal import ProgressCounter
from eoffice.backup.writing import make_backup
from eoffice.errors import ServiceDown


class Command(BaseCommand):
    """Make a backup."""

    help = "Write a backup into a folder; run again, it copies only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the folder and machine output."""
        parser.add_argument("dir", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it and say what it holds."""
        counter = ProgressCounter(self.stderr, "files")
        try:
            made = make_backup(BackupFolder(options["dir"]), counter)
        except (BackupError, ServiceDown, OSError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({"dir": str(options["dir"]), **asdict(made)}))
            return
        self.stdout.write(
            f"{made.objects} files, {made.copied} of them copied now"
            f" ({made.copied_bytes} bytes)"
        )
        self.stdout.write("not in it: the secrets named in settings.json. Keep them.")
