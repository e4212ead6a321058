"""The server cuts and stems as we do: the same tokens for the same text."""

import csv
from pathlib import Path

import pytest

from search.analysis import clean_text, stems
from search.elastic.names import shelves

SENTENCES = [
    "Menindaklanjuti surat Bupati Nomor 005/0087/SETDA-UM/2025 tanggal 5 Maret 2025",
    "surat-surat a.n. Bupati, u.b. Sekda; 800.1.11 dan 1.250.000,00 pk. 10:30",
    "pertanggungjawaban penandatanganan pemberitahuan kepegawaian perundang-undangan",
    "pelak\u00adsanaan pengangkatan perangkat pemerintah memerintahkan masa masalah",
    "Jum’at Jum'at café Ñandú ÀÉ straße ﬁle x2 a1b2 3a.b d_e __ ½ 100 m² 5m³ x¹",
    "Dinkes@wanasari.go.id https://wanasari.go.id/a?b=c #rapat 50% Rp1.000,-",
    "tidak belum tanpa yang dan di ke dari untuk pada dengan oleh dalam",
]


def server_tokens(client, server, text: str) -> list[str]:
    open_shelf, _ = shelves(server.prefix)
    body = {"analyzer": "teks", "text": text}
    (index,) = client.indices.get_alias(name=open_shelf.read).body
    answer = client.indices.analyze(index=index, **body)
    return [token["token"] for token in answer["tokens"]]


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_give_the_same_tokens(
    elastic_engine, elastic_client, elastic_server, text
):
    cleaned = clean_text(text)

    assert server_tokens(elastic_client, elastic_server, cleaned) == stems(cleaned)


def test_the_words_of_the_classification_tree_give_the_same_tokens(
    elastic_engine, elastic_client, elastic_server
):
    path = Path("archive/seed/classification-codes.csv")
    with path.open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    text = clean_text(" . ".join(names[:900]))

    assert server_tokens(elastic_client, elastic_server, text) == stems(text)
