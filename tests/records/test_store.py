"""The class book keeps what it is given, refuses changes, speaks in sentences. Kills and damage lie elsewhere."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from simulator.i18n import Language
from simulator.records import RecordsError, default_path, open_store, places
from simulator.scoring import PassRule, skill_state
from tests.records.samples import NOW, log, sheet


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book" / "class.sqlite"


def test_an_attempt_comes_back_as_it_was(book: Path) -> None:
    with open_store(book) as store:
        zoe = store.add_trainee("Zoé", "Classe B", NOW)
        given = sheet(attempt_id="a-1", trainee="Zoé", group="Classe B", date=NOW)
        assert store.save_attempt(zoe.id, given, log(), NOW, "2026-11-24T10:02:00+01:00") == "a-1"
    with open_store(book) as store:
        assert store.trainees() == [zoe]
        assert store.sheet("a-1") == given
        assert store.log("a-1") == log()
        (row,) = store.attempts()
        assert (row.id, row.first_name, row.group, row.score, row.seed) == ("a-1", "Zoé", "Classe B", given.score, 7)
        assert (row.started, row.finished, row.help, row.verdict) == (
            NOW,
            "2026-11-24T10:02:00+01:00",
            "guided",
            given.verdict,
        )
        assert store.verify() == []


def test_names_stand_in_one_place_only(book: Path) -> None:
    with open_store(book) as store:
        zoe = store.add_trainee("Zoé-Unique", "Groupe-Unique")
        store.save_attempt(zoe.id, sheet(trainee="Zoé-Unique", group="Groupe-Unique"), log(), NOW, NOW)
    with closing(sqlite3.connect(book)) as raw:
        for row in raw.execute("SELECT * FROM attempt"):
            assert not any("Unique" in str(value) for value in row)


def test_rows_are_chosen_by_trainee_and_exercise(book: Path) -> None:
    with open_store(book) as store:
        ada, bob = store.add_trainee("Ada"), store.add_trainee("Bob")
        for seed, who in enumerate([ada, bob, ada]):
            store.save_attempt(who.id, sheet(seed=seed), log(), NOW, NOW)
        store.save_attempt(ada.id, sheet("cleave", broken=True), log(), NOW, NOW)
        store.save_attempt(None, sheet("cleave"), log(), NOW, NOW)
        assert [row.seed for row in store.attempts(ada.id)] == [0, 2, 7]
        assert len(store.attempts(exercise="cleave")) == 2
        assert [row.gates_broken for row in store.attempts(ada.id, "cleave")] == [("glass_outside_bin",)]
        runs = store.runs(ada.id)
        assert [seed for _, _, seed in runs["first-splice"]] == [0, 2]
        assert skill_state(runs["first-splice"], PassRule()) == "acquired"
        assert runs["cleave"] == [(40.0, True, 7)]


def test_the_same_attempt_is_kept_once(book: Path) -> None:
    with open_store(book) as store:
        for _ in range(2):
            store.save_attempt(None, sheet(attempt_id="same"), log(), NOW, NOW)
        assert len(store.attempts()) == 1
        with pytest.raises(RecordsError, match="same"):
            store.save_attempt(None, sheet(attempt_id="same", loss=0.19), log(), NOW, NOW)
        assert len(store.attempts()) == 1 and store.verify() == []


@pytest.mark.parametrize(
    "name", ["Zoé", "  Jean   Paul ", "李小龙", "🙂 Emma", "x" * 500, "a\0b", "\ud800bad", "O'; DROP TABLE"]
)
def test_any_name_is_taken(book: Path, name: str) -> None:
    with open_store(book) as store:
        trainee = store.add_trainee(name, name)
        assert 0 < len(trainee.first_name) <= 80
        store.save_attempt(trainee.id, sheet(trainee=name), log(), NOW, NOW)
        assert store.attempts()[0].first_name == trainee.first_name
        assert store.verify() == []


@pytest.mark.parametrize("name", ["", "   ", "\0"])
def test_an_empty_name_is_refused(book: Path, name: str) -> None:
    with open_store(book) as store, pytest.raises(RecordsError, match="prénom"):
        store.add_trainee(name)


def test_unknown_ids_are_one_sentence(book: Path) -> None:
    with open_store(book, language=Language("en")) as store:
        for ask in (store.sheet, store.log):
            with pytest.raises(RecordsError, match="nope"):
                ask("nope")
        with pytest.raises(RecordsError):
            store.save_attempt(99, sheet(), log(), NOW, NOW)
        assert store.attempts() == []
    with pytest.raises(RecordsError):
        store.attempts()
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attempt SET score = 100",
        "DELETE FROM attempt",
        "INSERT OR REPLACE INTO attempt SELECT * FROM attempt WHERE seq = 1",
        "UPDATE attempt SET seq = 9 WHERE seq = 1",
    ],
)
def test_attempts_can_only_be_added(book: Path, statement: str) -> None:
    with open_store(book) as store:
        store.save_attempt(None, sheet(), log(), NOW, NOW)
    # As an outsider would: a plain connection without any of our settings.
    with closing(sqlite3.connect(book)) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)
    with open_store(book) as store:
        assert store.verify() == [] and len(store.attempts()) == 1


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE attempt SET score = 99.9 WHERE seq = 2", "n° 2"),
        ("UPDATE attempt SET log_zlib = x'00' WHERE seq = 3", "n° 3"),
        ("DELETE FROM attempt WHERE seq = 2", "n° 3"),
        ("DELETE FROM attempt WHERE seq = 4", "fin du cahier"),
        ("UPDATE attempt SET trainee_id = NULL WHERE seq = 1", "n° 1"),
        ("UPDATE trainee SET first_name = 'Mallory'", "personne n° 1"),
        ("DELETE FROM chain_head", "fin du cahier"),
    ],
)
def test_a_change_behind_our_back_is_found(book: Path, statement: str, word: str) -> None:
    with open_store(book) as store:
        ada = store.add_trainee("Ada")
        for seed in range(4):
            store.save_attempt(ada.id, sheet(seed=seed), log(seed), NOW, NOW)
    with closing(sqlite3.connect(book, isolation_level=None)) as raw:
        for name in ("update", "delete", "replace"):
            raw.execute(f"DROP TRIGGER attempt_no_{name}")
        raw.execute(statement)
    with open_store(book) as store:
        assert any(word in problem for problem in store.verify())
        # A book with a break still keeps what comes next.
        store.save_attempt(None, sheet(seed=50), log(), NOW, NOW)
        assert store.attempts()[-1].seed == 50


def test_a_kept_attempt_lies_in_the_one_file(book: Path, tmp_path: Path) -> None:
    """Whoever copies only the book's file while Brin is open (a USB key at noon) has every attempt."""
    with open_store(book) as store:
        store.save_attempt(None, sheet(attempt_id="a-1"), log(), NOW, NOW)
        shutil.copyfile(book, tmp_path / "copy.sqlite")
    with open_store(tmp_path / "copy.sqlite") as copy:
        assert [row.id for row in copy.attempts()] == ["a-1"]


def test_threads_share_one_connection(book: Path) -> None:
    with open_store(book) as store:

        def work(number: int) -> None:
            for turn in range(5):
                store.save_attempt(None, sheet(seed=number * 10 + turn), log(number), NOW, NOW)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rows = store.attempts()
        assert [row.seq for row in rows] == list(range(1, 31))
        assert {row.seed for row in rows} == {n * 10 + t for n in range(6) for t in range(5)}
        assert store.verify() == []


def test_a_second_program_hears_one_sentence(book: Path) -> None:
    script = (
        "import sys\nfrom simulator.records import open_store, RecordsError\n"
        "try:\n    open_store(sys.argv[1])\nexcept RecordsError as error:\n    print(error)\n"
    )
    root = Path(__file__).parents[2]
    with open_store(book):
        done = subprocess.run(
            [sys.executable, "-c", script, str(book)], capture_output=True, text=True, cwd=root, timeout=60
        )
    assert done.returncode == 0 and done.stderr == ""
    assert "déjà ouvert" in done.stdout and done.stdout.count("\n") == 1


def test_shares_are_refused_with_advice() -> None:
    for path in ("\\\\server\\share\\book.sqlite", "//server/share/book.sqlite"):
        with pytest.raises(RecordsError, match="PostgreSQL"):
            open_store(path)


def test_the_file_system_is_that_of_the_longest_mount(tmp_path: Path) -> None:
    mounts = [("/", "ext4"), (str(tmp_path.resolve()), "nfs4"), (str((tmp_path / "local").resolve()), "ext4")]
    assert places._mounted_as(tmp_path / "a.sqlite", mounts) == "nfs4"
    assert places._mounted_as(tmp_path / "local" / "a.sqlite", mounts) == "ext4"
    assert places._mounted_as(Path(str(tmp_path) + "x") / "a.sqlite", mounts) == "ext4"
    assert not places.on_network(tmp_path)


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    for bad in (file / "book.sqlite", tmp_path):
        with pytest.raises(RecordsError) as caught:
            open_store(bad)
        assert str(bad.name) in str(caught.value)


def test_the_folder_can_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))
    assert default_path().parent == tmp_path
    with open_store() as store:
        store.add_trainee("Ada")
    assert default_path().is_file()


def test_a_server_url_without_its_driver_is_one_sentence_without_the_password() -> None:
    with pytest.raises(RecordsError) as caught:
        open_store("postgresql+nodriver://ada:secret@localhost/brin")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("there", [True, False])
def test_opening_loads_no_migration_tool_when_the_book_is_new_enough(book: Path, there: bool) -> None:
    if there:
        open_store(book).close()
    script = "import sys\nfrom simulator.records import open_store\nassert 'sqlalchemy' not in sys.modules\n"
    script += "open_store(sys.argv[1]).close()\nassert 'alembic' not in sys.modules\n"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(book)], capture_output=True, text=True, cwd=root, timeout=60
    )
    assert done.returncode == 0, done.stderr
