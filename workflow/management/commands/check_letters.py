"""`eoffice check-letters DIR`: what we would propose for the letters of a folder."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice import sandbox
from workflow.reading import LetterReading, read_letter
from workflow.reading.scoring import FIELDS, MINIMUM, Score, is_right

EXPECTATIONS = (
    Path(settings.BASE_DIR) / "tests" / "workflow" / "reading" / "expectations.csv"
)
SUFFIXES = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
WIDTH = 68
#: A folder is a mixture of scans and digital files: the lower bar holds.
KIND = "scan"


def _expected(place: Path) -> dict[str, dict[str, str]]:
    """Expected values by SHA-256 of the file."""
    with place.open(encoding="utf-8", newline="") as table:
        return {row["sha256"]: row for row in csv.DictReader(table)}


class Command(BaseCommand):
    """Read a folder, print proposals, compare with expected values; 1 if too poor."""

    help = "Read the letters of a folder and show what would be proposed."

    def add_arguments(self, parser: CommandParser) -> None:
        """DIR, --expect CSV, --json, --jobs."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--expect", type=Path, default=EXPECTATIONS, help="CSV of expected values"
        )
        parser.add_argument("--json", action="store_true", help="machine-readable")
        parser.add_argument("--jobs", type=int, default=2, help="pages read at a time")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read every letter; a file that cannot be read is said so and goes on."""
        files = self._files(options["folder"])
        expect = _expected(options["expect"]) if options["expect"].is_file() else {}
        score, answers = Score(), []
        for file in files:
            answer = self._read(file, options["jobs"])
            # By hash: a folder may be sorted and renamed, the answers still fit.
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            expected = expect.get(digest)
            reading = answer.pop("reading")
            if expected and reading:
                score.add(reading.proposal, expected)
            answers.append({**answer, "expected": expected})
            if not options["json"]:
                self._show(answer, expected, reading)
        below = score.below(KIND)
        if options["json"]:
            report = {"letters": answers, "rates": self._rates(score), "below": below}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self._summary(score)
        # An exit code, so that a bench or a nightly job fails when reading gets worse.
        if below:
            message = "below the agreed minimum: " + ", ".join(below)
            raise CommandError(message)

    def _files(self, folder: Path) -> list[Path]:
        if not folder.is_dir():
            message = f"no such folder: {folder}"
            raise CommandError(message)
        files = sorted(
            file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES
        )
        if not files:
            message = f"no letters in {folder}"
            raise CommandError(message)
        return files

    def _read(self, file: Path, jobs: int) -> dict[str, Any]:
        try:
            reading = read_letter(file, jobs=jobs)
        except sandbox.SandboxError as state:
            return {"file": file.name, "state": state.code, "reading": None}
        return {
            "file": file.name,
            "state": "ready",
            "pages": reading.facts.pages,
            "text_source": reading.text_source,
            "fields": reading.proposal.as_json(),
            "reading": reading,
        }

    def _show(
        self,
        answer: dict[str, Any],
        expected: dict[str, str] | None,
        reading: LetterReading | None,
    ) -> None:
        self.stdout.write(f"\n{answer['file']}")
        if reading is None:
            self.stdout.write(f"  {answer['state']}")
            return
        self.stdout.write(f"  {answer['pages']} pages, text {answer['text_source']}")
        for name in FIELDS:
            self._show_field(name, reading, expected)

    def _show_field(
        self, name: str, reading: LetterReading, expected: dict[str, str] | None
    ) -> None:
        field = getattr(reading.proposal, name)
        value = (field.value or "(unreadable)") if field else "-"
        sure = f"{field.confidence:4.2f}" if field else "    "
        doubt = "?" if field and field.doubtful else " "
        wanted = expected[name] if expected else None
        wrong = wanted is not None and not is_right(name, field, wanted)
        verdict = "NO" if wrong else "ok" if expected else "  "
        self.stdout.write(f"  {verdict} {name:9} {sure}{doubt} {value[:WIDTH]}")
        if wrong:
            self.stdout.write(f"     expected        {(wanted or '-')[:WIDTH]}")

    def _rates(self, score: Score) -> dict[str, float | None]:
        return {name: score.rate(name) for name in FIELDS}

    def _summary(self, score: Score) -> None:
        if not score.total:
            self.stdout.write("\nNone of these letters has expected values.")
            return
        self.stdout.write("\nfield      right  rate  minimum  wrong without a mark")
        for name in FIELDS:
            limit = MINIMUM[KIND].get(name)
            self.stdout.write(
                f"{name:10} {score.right[name]:2}/{score.total[name]:<2}"
                f"  {score.rate(name) or 0:4.0%}  {f'{limit:.0%}' if limit else '':7}"
                f"  {score.unmarked[name]}"
            )
