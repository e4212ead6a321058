"""What crosses the wire: pages compressed, files whole, icons kept by the browser."""

import gzip

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from wagtail.admin.icons import get_icon_sprite_url
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from eoffice.shell.compression import PageCompressionMiddleware

ASKED = {"HTTP_ACCEPT_ENCODING": "gzip"}
LONG = "surat " * 500


def through(response, rf, **asked):
    return PageCompressionMiddleware(lambda _request: response)(rf.get("/", **asked))


def test_page_is_compressed_where_it_is_understood(rf):
    packed = through(HttpResponse(LONG), rf, **ASKED)
    plain = through(HttpResponse(LONG), rf)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).decode() == LONG
    assert plain.content.decode() == LONG


def test_length_of_a_compressed_page_differs_from_time_to_time(rf):
    lengths = {len(through(HttpResponse(LONG), rf, **ASKED).content) for _n in range(9)}

    assert len(lengths) > 1


@pytest.mark.parametrize(
    "answer",
    [
        lambda: HttpResponse(LONG, content_type="application/pdf"),
        lambda: StreamingHttpResponse([LONG.encode()], content_type="text/html"),
        lambda: JsonResponse({"text": LONG}, headers={"ETag": '"1"'}),
    ],
)
def test_files_and_answers_to_programs_stay_as_they_are(rf, answer):
    sent = through(answer(), rf, **ASKED)

    assert "Content-Encoding" not in sent.headers
    assert sent.headers.get("ETag", '"1"') == '"1"'


@pytest.mark.parametrize(("asked", "sent"), [("gzip, br", "br"), ("gzip", "gzip")])
def test_static_files_leave_packed_as_small_as_the_browser_reads(tmp_path, asked, sent):
    script = tmp_path / "frame.js"
    script.write_text(LONG)
    Compressor(quiet=True).compress(str(script))
    served = WhiteNoise(lambda *_asked: [], root=str(tmp_path))
    environ = {
        "PATH_INFO": "/frame.js",
        "REQUEST_METHOD": "GET",
        "HTTP_ACCEPT_ENCODING": asked,
    }
    headers: dict[str, str] = {}

    served(environ, lambda _status, told: headers.update(told))

    assert headers["Content-Encoding"] == sent
    assert headers["Vary"] == "Accept-Encoding"


def test_icons_are_kept_by_the_browser_while_they_do_not_change(client, db):
    kept = client.get(get_icon_sprite_url())
    other = client.get("/sprite/?h=0")

    assert "immutable" in kept.headers["Cache-Control"]
    assert kept.content == other.content
    assert "immutable" not in other.headers.get("Cache-Control", "")
