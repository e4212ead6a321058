import csv
import hashlib
import io
import json
from dataclasses import asdict

import pytest
from django.core.management import CommandError, call_command

from demo.specimens.letters import specimens
from workflow.reading.scoring import FIELDS


@pytest.fixture
def folder(tmp_path):
    """Two digital letters and what they say."""
    rows = []
    for specimen in specimens(2):
        (tmp_path / specimen.name).write_bytes(specimen.pdf)
        digest = hashlib.sha256(specimen.pdf).hexdigest()
        expected = {k: v or "" for k, v in asdict(specimen.expected).items()}
        rows.append({"file": specimen.name, "sha256": digest, **expected})
    write(tmp_path, rows)
    return tmp_path


def write(folder, rows):
    with (folder / "expect.csv").open("w", newline="") as table:
        writer = csv.DictWriter(table, ["file", "sha256", *FIELDS])
        writer.writeheader()
        writer.writerows(rows)


def check(folder, *options):
    out = io.StringIO()
    expect = str(folder / "expect.csv")
    call_command("check_letters", str(folder), "--expect", expect, *options, stdout=out)
    return out.getvalue()


def test_good_proposals_pass(folder):
    report = check(folder)

    assert "001-modern.pdf" in report
    assert "NO" not in report
    assert "100%" in report


def test_wrong_proposals_fail_and_show_what_was_expected(folder):
    with (folder / "expect.csv").open() as table:
        rows = [{**row, "number": "LAIN/1"} for row in csv.DictReader(table)]
    write(folder, rows)

    with pytest.raises(CommandError, match="number"):
        check(folder)


def test_report_for_programs(folder):
    report = json.loads(check(folder, "--json"))

    assert report["rates"]["number"] == 1.0
    assert report["letters"][0]["fields"]["number"]["page"] == 1


def test_file_that_cannot_be_read_is_said_so(folder):
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.7 cut off")

    assert "file_broken" in check(folder)


def test_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="no such folder"):
        call_command("check_letters", str(tmp_path / "nowhere"))
