"""The voice: the newest sentence wins, a hung or missing engine is silence, units are read as words.

Engines here are small programs that speak the same lines as the real process; one test meets the PC's own, if any.
"""

from __future__ import annotations

import io
import json
import queue
import subprocess
import sys
import textwrap
import threading
import time
import wave
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from simulator.ui.voice import RESTARTS, Voice, spoken, worker_command
from simulator.ui.voice_worker import choose

START = """
import json, os, sys, time
def tell(head, data=b""):
    sys.stdout.buffer.write(json.dumps({**head, "bytes": len(data)}).encode() + b"\\n" + data)
    sys.stdout.buffer.flush()
"""
OBEDIENT = """
tell({"ready": ["en", "fr"]})
for line in sys.stdin:
    asked = json.loads(line)
    time.sleep(0.05)
    tell({"id": asked["id"]}, f"{asked['language']}:{asked['text']}".encode())
"""
HANGS = """
tell({"ready": ["fr"]})
time.sleep(600)
"""
HANGS_ONCE = """
tell({"ready": ["fr"]})
if not os.path.exists(sys.argv[1]):
    sys.stdin.readline(); open(sys.argv[1], "w").close(); time.sleep(600)
for line in sys.stdin:
    tell({"id": json.loads(line)["id"]}, b"after all")
"""


@pytest.fixture
def voice_of() -> Iterator[Callable[..., tuple[Voice, queue.Queue, queue.Queue]]]:
    """Makes a voice on a small program; gives what was played and when languages changed."""
    made: list[Voice] = []

    def make(program: str, *words: str, **more):
        played: queue.Queue[bytes] = queue.Queue()
        news: queue.Queue[frozenset[str]] = queue.Queue()
        command = [sys.executable, "-c", START + textwrap.dedent(program), *words]
        voice = Voice(played.put, lambda: news.put(voice.languages), command, **more)
        made.append(voice)
        return voice, played, news

    yield make
    for voice in made:
        voice.close()


def test_languages_are_known_once_the_engine_answered_and_not_before(voice_of) -> None:
    voice, _, news = voice_of(OBEDIENT)
    assert not voice.speaks("fr")
    voice.start()
    assert news.get(timeout=30) == {"en", "fr"}
    assert voice.speaks("fr") and not voice.speaks("de")


def test_a_sentence_is_spoken_in_its_language_and_again_when_asked_again(voice_of) -> None:
    voice, played, _ = voice_of(OBEDIENT)
    for _ in range(2):
        voice.say("Retire le vernis sur 35 mm.", "fr")
        assert played.get(timeout=30).decode() == "fr:Retire le vernis sur 35 millimètres."


def test_of_many_sentences_only_the_newest_is_heard(voice_of) -> None:
    voice, played, news = voice_of(OBEDIENT)
    voice.start()
    news.get(timeout=30)
    for number in range(20):
        voice.say(f"Numéro {number}", "fr")
    assert played.get(timeout=30) == b"fr:Num\xc3\xa9ro 19"
    with pytest.raises(queue.Empty):
        played.get(timeout=0.3)


def test_what_was_stopped_is_not_spoken(voice_of) -> None:
    voice, played, news = voice_of(OBEDIENT)
    voice.start()
    news.get(timeout=30)
    voice.say("Non", "fr")
    voice.stop()
    voice.say("", "fr")
    with pytest.raises(queue.Empty):
        played.get(timeout=0.4)


def test_asking_never_waits_even_for_an_engine_that_hangs(voice_of) -> None:
    voice, played, news = voice_of(HANGS, patience_s=60)
    voice.start()
    news.get(timeout=30)
    done = threading.Event()

    def ask() -> None:
        for _ in range(300):
            voice.say("Une phrase très longue. " * 40, "fr")
        done.set()

    threading.Thread(target=ask, daemon=True).start()
    assert done.wait(20), "300 sentences are more than a pipe holds: none may wait in it"
    assert played.empty()


def test_a_hung_engine_is_ended_and_the_sentence_said_by_the_next_one(voice_of, tmp_path) -> None:
    voice, played, _ = voice_of(HANGS_ONCE, str(tmp_path / "hung"), patience_s=0.5)
    voice.say("Ferme le capot.", "fr")
    assert played.get(timeout=30) == b"after all"


def test_an_engine_that_always_hangs_is_given_up_and_the_loudspeakers_go(voice_of) -> None:
    voice, played, news = voice_of(HANGS, patience_s=0.2)
    voice.say("Ferme le capot.", "fr")
    assert news.get(timeout=30) == {"fr"}
    assert news.get(timeout=60) == frozenset()
    voice.say("Encore", "fr")
    assert voice._starts == RESTARTS + 1 and played.empty() and not voice.speaks("fr")


@pytest.mark.parametrize(
    "program",
    ["sys.exit(1)", "print('hello', flush=True); time.sleep(600)", "tell({'ready': []}); sys.exit(0)",
     "sys.stdout.write('{\"bytes\": 99999999999}\\n'); sys.stdout.flush(); time.sleep(600)",
     "time.sleep(600)"],
)  # fmt: skip
def test_no_engine_or_a_mad_one_is_silence(voice_of, program: str) -> None:
    voice, played, _ = voice_of(program, start_s=1.0)
    voice.start()
    process = voice._process
    if process is not None:  # else it is gone already
        process.wait(30)
    voice.say("Bonjour", "fr")
    assert not voice.speaks("fr") and played.empty()


@pytest.mark.parametrize("command", [[], ["/no/such/program"]])
def test_a_program_that_cannot_be_started_is_silence(command: list[str]) -> None:
    voice = Voice(lambda data: None, command=command)
    voice.start()
    voice.say("Bonjour", "fr")
    assert not voice.speaks("fr")
    voice.close()


def test_closing_ends_the_process_even_while_it_hangs(voice_of) -> None:
    voice, _, news = voice_of(HANGS, patience_s=60)
    voice.start()
    news.get(timeout=30)
    process = voice._process
    voice.say("Bonjour", "fr")
    voice.close()
    assert process.poll() is not None
    voice.say("Encore", "fr")
    assert voice._process is None


def test_the_worker_ends_with_its_window(tmp_path) -> None:
    """Its standard input ends when the window does, however that came about."""
    fake = tmp_path / "pyttsx3.py"
    fake.write_text(
        "import time\n"
        "class V: id, languages = 'roa/fr', ['fr-fr']\n"
        "class E:\n"
        "    def getProperty(self, name): return [V()]\n"
        "    def setProperty(self, name, value): pass\n"
        "    def save_to_file(self, text, path): print('noise between the answers')\n"
        "    def runAndWait(self): time.sleep(600)\n"
        "def init(): return E()\n"
    )
    import os

    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "simulator.ui.voice_worker"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    try:
        assert json.loads(process.stdout.readline())["ready"] == ["fr"]
        process.stdin.write(b'{"id": 1, "text": "hangs", "language": "fr"}\n')
        process.stdin.flush()
        time.sleep(0.2)
        process.stdin.close()
        assert process.wait(30) == 0
    finally:
        process.kill()


def test_the_voice_fits_the_language() -> None:
    def voice(name: str, *languages) -> SimpleNamespace:
        return SimpleNamespace(id=name, languages=list(languages))

    listed = [voice("mb/mb-fr1", "fr-fr"), voice("roa/fr-be", "fr-be"), voice("roa/fr", "fr-fr"),
              voice("gmw/en-us", b"\x05en-us"), voice("Amelie", "fr_CA"), voice("odd")]  # fmt: skip
    assert choose(listed, "fr") == "roa/fr"
    assert choose(listed, "en") == "gmw/en-us"
    assert choose(listed, "de") is None
    assert choose([voice("HKEY\\HORTENSE", "fr-FR")], "fr") == "HKEY\\HORTENSE"


@pytest.mark.parametrize(
    ("text", "language", "heard"),
    [
        ("Perte : 0,05\u00a0dB", "fr", "Perte : 0,05 décibels"),
        ("Coupe à 16\u202fmm, angle 0,5°.", "fr", "Coupe à 16 millimètres, angle 0,5 degrés."),
        ("250 µm and 1 m", "en", "250 micrometres and 1 metres"),
        ("Le mur a 3 murs", "fr", "Le mur a 3 murs"),
        ("Appuie sur « ARC » · puis attends…", "fr", "Appuie sur ARC , puis attends."),
        ("80/100", "en", "80 out of 100"),
        ("", "fr", ""),
    ],
)
def test_a_sentence_is_read_as_a_person_reads_it(text: str, language: str, heard: str) -> None:
    assert " ".join(spoken(text, language).split()) == heard


def test_the_own_engine_of_this_pc_speaks_french_where_there_is_one() -> None:
    played: queue.Queue[bytes] = queue.Queue()
    news: queue.Queue[None] = queue.Queue()
    voice = Voice(played.put, lambda: news.put(None))
    assert worker_command()[0] == sys.executable
    voice.start()
    process = voice._process
    try:
        news.get(timeout=20)
    except queue.Empty:
        assert process is None or process.poll() is not None
        pytest.skip("no speech engine here")
    try:
        if not voice.speaks("fr"):
            pytest.skip("no French voice here")
        voice.say("Retire le vernis.", "fr")
        data = played.get(timeout=20)
        with wave.open(io.BytesIO(data)) as said:
            seconds = said.getnframes() / said.getframerate()
        assert 0.5 < seconds < 6
    finally:
        voice.close()
