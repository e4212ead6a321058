"""Files inside the page's PDF: associated files of PDF/A-3 (ISO 19005-3, 6.8).

Done after the page was drawn and before it is signed, so the signature covers them.
The bytes are put in as they are: what they may be, the rules of uploads have judged.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pikepdf

_PART = re.compile(rb"(pdfaid:part(?:>|=[\"']))2")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInside:
    """One file: its name as printed on the page, media type, bytes."""

    name: str
    media_type: str
    content: bytes


def with_files(pdf: bytes, files: Sequence[FileInside], day: date) -> bytes:
    """Return a PDF/A-3 with the files in it, dated by the day of the letter.

    The same input gives the same bytes; exactly one line end follows the last %%EOF.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        specs = [_spec(document, file, day) for file in files]
        # Two files may bear one name; a name tree needs different, sorted keys.
        named = [
            (f"{at:03d} {file.name}", spec)
            for at, (file, spec) in enumerate(zip(files, specs, strict=True), start=1)
        ]
        tree = pikepdf.Array()
        for key, spec in named:
            tree.extend([pikepdf.String(key), spec])
        names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=tree))
        document.Root.Names = names
        document.Root.AF = pikepdf.Array(specs)
        claims = document.Root.Metadata
        claims.write(_PART.sub(rb"\g<1>3", claims.read_bytes()))
        target = io.BytesIO()
        document.save(target, deterministic_id=True, fix_metadata_version=False)
    return target.getvalue().rstrip(b"\r\n") + b"\n"


def _spec(document: pikepdf.Pdf, file: FileInside, day: date) -> pikepdf.Object:
    stream = document.make_stream(file.content)
    stream.Type = pikepdf.Name.EmbeddedFile
    stream.Subtype = pikepdf.Name("/" + file.media_type)
    stream.Params = pikepdf.Dictionary(
        ModDate=f"D:{day:%Y%m%d}000000Z", Size=len(file.content)
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=file.name,
            UF=file.name,
            Desc=file.name,
            AFRelationship=pikepdf.Name.Supplement,
            EF=pikepdf.Dictionary(F=stream, UF=stream),
        )
    )
