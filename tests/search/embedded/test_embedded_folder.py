"""The folder of the embedded index: several writers, damage, an old stamp."""

import json
import shutil
import subprocess
import sys
import threading

import pytest

from search.embedded import EmbeddedEngine
from search.engines.contract import SearchUnavailable
from tests.search.desk import Desk

SECRET = "a secret of at least thirty-two characters"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    made = EmbeddedEngine(folder, secret=SECRET)
    made.prepare()
    return made


def test_threads_and_a_second_process_object_write_without_loss(engine, folder):
    desk = Desk(engine)
    other = EmbeddedEngine(folder, secret=SECRET)
    writers = [engine, other] * 3

    def write(number):
        writers[number].index([desk.record(f"{number}-{n}") for n in range(10)])

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(desk.find("surat")) == 60


def test_a_reader_sees_what_another_process_wrote(engine, folder):
    desk = Desk(engine)
    assert desk.find("surat") == []
    token = desk.record("a").access[0]
    program = (
        "import sys;from pathlib import Path;"
        "from search.document import SearchRecord;"
        "from search.embedded import EmbeddedEngine;"
        "e=EmbeddedEngine(Path(sys.argv[1]),secret='x'*32);"
        "e.index([SearchRecord(id='a'+sys.argv[3],version=1,kind='letter',"
        "security=0,access=(sys.argv[2],),subject='Surat')])"
    )

    subprocess.run(
        [sys.executable, "-c", program, str(folder), token, desk.mark], check=True
    )

    assert desk.find("surat") == ["a"]


def test_a_deleted_folder_is_unavailable_and_heals(engine, folder):
    desk = Desk(engine)
    desk.put(desk.record("a"))
    shutil.rmtree(folder)

    with pytest.raises(SearchUnavailable):
        desk.find("surat")
    assert engine.health().state == "rebuild_needed"

    engine.rebuild([desk.record("b")])
    assert desk.find("surat") == ["b"]


def test_a_damaged_index_is_unavailable_and_heals(engine, folder):
    desk = Desk(engine)
    desk.put(desk.record("a"))
    for meta in folder.glob("g-*/open/meta.json"):
        meta.write_text("{ damaged")

    with pytest.raises(SearchUnavailable):
        desk.find("surat")

    engine.rebuild([desk.record("b")])
    assert desk.find("surat") == ["b"]


def test_an_old_stamp_asks_for_a_rebuild(engine, folder):
    pointer = folder / "CURRENT"
    data = json.loads(pointer.read_text())
    pointer.write_text(json.dumps({**data, "stamp": "old"}))

    assert engine.health().state == "rebuild_needed"


def test_old_generations_and_orphan_files_go(engine, folder):
    desk = Desk(engine)
    for version in range(1, 12):
        engine.index([desk.record("a", version=version)])
    engine.rebuild([desk.record("a", version=12)])

    assert len(list(folder.glob("g-*"))) == 1
    (current,) = folder.glob("g-*/open")
    assert len(list(current.iterdir())) < 30
