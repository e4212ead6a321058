"""Attachments stand in the order that they were put in; their rows stay."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from tests.office.incoming import bring
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of

pytestmark = pytest.mark.django_db


def picture(grey):
    out = io.BytesIO()
    Image.new("L", (90, 90), grey).save(out, "PNG")
    return out.getvalue()


def test_another_order_is_kept_and_shown_with_the_sizes(office):
    uploads = [
        bring(office.drafter, picture(grey), f"{name}.png")
        for grey, name in enumerate(("satu", "dua", "tiga"))
    ]
    letter = make_draft(office, attachments=[one.pk for one in uploads])
    rows = dict(letter.attachments.values_list("name", "pk"))
    client = client_of(office.drafter)
    turned = [str(uploads[n].pk) for n in (2, 0, 1)]
    form = {
        "row_version": "1",
        "subject": letter.subject,
        "signatory": str(letter.signatory_position_id),
        "attachments": turned,
    }

    saved = client.post(reverse("letter_save", args=[letter.pk]), form)
    form["row_version"] = "2"
    with CaptureQueriesContext(connection) as queries:
        again = client.post(reverse("letter_save", args=[letter.pk]), form)
    page = client.get(reverse("letter_edit", args=[letter.pk]))

    assert (saved.status_code, again.status_code) == (200, 200)
    written = [q["sql"] for q in queries if 'UPDATE "workflow_letterattach' in q["sql"]]
    assert not written
    names = list(letter.attachments.values_list("name", flat=True))
    assert names == ["tiga.png", "satu.png", "dua.png"]
    assert dict(letter.attachments.values_list("name", "pk")) == rows
    shown = page.context["attachments"]
    assert [one.value for one in shown] == turned
    sizes = [str(uploads[n].stored.size) for n in (2, 0, 1)]
    assert [one.meta for one in shown] == sizes
