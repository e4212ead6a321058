"""Bytes after the end: no revision, and yet not our file any more."""

import gzip
import zipfile
from base64 import b64encode
from io import BytesIO

from tests.workflow.verification.corpus.workshop import Recipe, Workshop, table_of

ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 57
PE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 52 + b"\x40\0\0\0PE\0\0"


def archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("surat.pdf.exe", PE)
    return out.getvalue()


def tail(content: bytes) -> Recipe:
    return lambda shop: shop.letter + content


def same_end_again(shop: Workshop) -> bytes:
    return shop.letter + b"startxref\n" + table_of(shop.letter) + b"\n%%EOF\n"


def far_end_again(shop: Workshop) -> bytes:
    end = b"startxref\n" + table_of(shop.letter) + b"\n" * 2000 + b"%%EOF\n"
    return shop.letter + end


RECIPES: dict[str, Recipe] = {
    "one line end": tail(b"\n"),
    "one carriage return": tail(b"\r"),
    "two line ends": tail(b"\r\n"),
    "2000 line ends": tail(b"\n" * 2000),
    "a blank": tail(b" "),
    "a NUL": tail(b"\0"),
    "a page of NULs": tail(b"\0" * 4096),
    "a comment": tail(b"% hello\n"),
    "a word": tail(b"junk"),
    "another end mark": tail(b"%%EOF\n"),
    "end mark after line ends": tail(b"\n" * 500 + b"%%EOF\n"),
    "a hundred end marks": tail(b"%%EOF\n" * 100),
    "the same end again": same_end_again,
    "the same end again, far": far_end_again,
    "a ZIP archive": lambda shop: shop.letter + archive(),
    "an ELF program": tail(ELF),
    "a PE program": tail(PE),
    "a gzip stream": tail(gzip.compress(b"x" * 500, mtime=0)),
    "a shell script": tail(b"\n#!/bin/sh\nrm -rf ~\n"),
    "a web page": tail(b"<html><script>alert(1)</script></html>"),
    "base64": tail(b64encode(b"rahasia" * 40)),
    "another PDF": lambda shop: shop.letter + shop.other,
    "itself": lambda shop: shop.letter * 2,
    "an object nobody lists": tail(b"999 0 obj\n<< /A 1 >>\nendobj\n"),
}
