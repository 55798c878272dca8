"""Every sentence is there in every language, numbers and dates are as people write them, every key has words."""

from __future__ import annotations

import ast
import datetime
import fnmatch
import gettext
import io
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from simulator import i18n_catalogue, paths, wording
from simulator.i18n import LANGUAGES, SOURCE, Language, _known, sort_key, system_language

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "simulator"
OTHERS = [code for code in LANGUAGES if code != SOURCE]
FR, EN = Language("fr"), Language("en")


# catalogues


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated_with_the_same_places(code: str) -> None:
    lacking = i18n_catalogue.missing(code)
    assert not lacking, "run python -m simulator.i18n_catalogue, then translate:\n" + "\n".join(lacking)


@pytest.mark.parametrize("code", OTHERS)
def test_the_compiled_catalogue_is_that_of_the_po(code: str) -> None:
    """The program starts from the .mo; after a change of the .po run python -m simulator.i18n_catalogue."""
    kept = i18n_catalogue.catalogue_path(code).with_suffix(".mo").read_bytes()
    shipped, fresh = (
        gettext.GNUTranslations(io.BytesIO(data))._catalog for data in (kept, i18n_catalogue.compiled(code))
    )
    # The head names the tool's version, which is no matter.
    assert {k: v for k, v in shipped.items() if k} == {k: v for k, v in fresh.items() if k}


def test_sentences_are_found_where_they_are_said() -> None:
    found = {m.id if isinstance(m.id, str) else m.id[0] for m in i18n_catalogue.sentences()}
    for sentence in ("Vitesse de dénudage", "Tout est bon.", "{n} essai", "Bilan de classe", "janvier"):
        assert sentence in found
    assert len(found) > 400


def _said_in(tree: ast.AST) -> list[int]:
    """Lines on which a sentence is said inside an f-string, where the reader of sentences does not see it."""
    inside = [node for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for node in ast.walk(f)]
    calls = [node for node in inside if isinstance(node, ast.Call) and node.args]
    names = {id(call): getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls}
    return [
        call.lineno
        for call in calls
        if names[id(call)] in ("text", "ntext", "N_", "_")
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


def test_no_sentence_hides_in_another_string() -> None:
    assert _said_in(ast.parse("f\"— {language.text('bruit')}\"")) == [1]
    found = {str(path): _said_in(ast.parse(path.read_text("utf-8"))) for path in PACKAGE.rglob("*.py")}
    assert not {path: lines for path, lines in found.items() if lines}


def test_a_gap_in_a_catalogue_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = i18n_catalogue.catalogue_path("en").read_text("utf-8")
    for old, new, word in (
        ('msgstr "Stripping speed"', 'msgstr ""', "not translated: Vitesse de dénudage"),
        ('msgstr "{n} essais', 'msgstr "', ""),
        ('"Written: {path}"', '"Written: {folder}"', "other places in braces: Écrit : {path}"),
        ('msgstr[1] "{n} attempts"', 'msgstr[1] ""', "not translated: {n} essai"),
    ):
        if not word:
            continue
        assert old in whole
        path = tmp_path / "brin.po"
        path.write_text(whole.replace(old, new), "utf-8")
        monkeypatch.setattr(i18n_catalogue, "catalogue_path", lambda code, path=path: path)
        assert word in i18n_catalogue.missing("en")


def test_a_catalogue_without_its_compiled_form_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "brin.po").write_bytes(i18n_catalogue.catalogue_path("en").read_bytes())
    monkeypatch.setattr(paths, "assets_dir", lambda: tmp_path)
    assert Language("en").text("Vitesse de dénudage") == "Stripping speed"


def test_our_fonts_have_every_letter_of_every_catalogue() -> None:
    from fontTools.ttLib import TTFont

    known = set(TTFont(paths.assets_dir() / "fonts" / "Inter-Regular.ttf").getBestCmap())
    said = "".join(str(m.id) + str(m.string) for code in OTHERS for m in i18n_catalogue.load(code))
    said += FR.number(-1234.5, 1) + "".join(wording.Words(FR).unit(u) for u in ("um", "deg", "degC", "%"))
    # What a text breaks into lines is no letter.
    assert {letter for letter in said if ord(letter) not in known} <= {"\n"}


def test_starting_needs_no_babel() -> None:
    script = (
        "import sys\nfrom simulator.i18n import Language\nfrom simulator.wording import Words\n"
        "l = Language('en')\nl.number(1.5, 1), l.date('2026-11-24'), l.ntext('{n} essai', '{n} essais', 2), Words(l)\n"
        "assert not {'babel', 'numpy', 'pygame'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr


# sentences, numbers, dates


def test_sentences_are_filled_in() -> None:
    assert FR.text("Écrit : {path}", path="a{b}") == "Écrit : a{b}"
    assert EN.text("Écrit : {path}", path="x") == "Written: x"
    assert FR.text("100 % {sûr}") == "100 % {sûr}"  # without values, braces are only letters
    assert EN.text("") == ""
    assert EN.text("Phrase inconnue") == "Phrase inconnue"


@pytest.mark.parametrize(
    ("n", "fr", "en"), [(0, "0 essai", "0 attempts"), (1, "1 essai", "1 attempt"), (2, "2 essais", "2 attempts")]
)
def test_numbers_of_things(n: int, fr: str, en: str) -> None:
    assert FR.ntext("{n} essai", "{n} essais", n) == fr
    assert EN.ntext("{n} essai", "{n} essais", n) == en


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
@pytest.mark.parametrize("value", [0.0, 0.06, 1.0, 12.346, 999.994, 1234.5678, -0.42, 1234567.891, 35.0])
def test_numbers_are_written_as_babel_writes_them(code: str, decimals: int, value: float) -> None:
    form = "#,##0." + "0" * decimals if decimals else "#,##0"
    wanted = format_decimal(value, form, locale=code)
    assert Language(code).number(value, decimals) == ("0" if wanted in ("-0",) else wanted)


def test_units_stay_with_their_number() -> None:
    assert FR.unit(0.18, 2, "dB") == "0,18\u00a0dB"
    assert FR.unit(0.62, 2, "deg") == "0,62°"
    assert FR.unit(5, 0, "%") == "5\u202f%"
    assert EN.unit(5, 0, "%") == "5%"
    assert EN.unit(0.75, 2, "um") == "0.75\u00a0µm"
    assert FR.unit(20, 0, "degC") == "20\u00a0°C"
    assert FR.unit(3, 0, "") == "3"
    assert FR.unit(-0.001, 2, "dB") == "0,00\u00a0dB"


def test_dates_are_written_as_babel_writes_them() -> None:
    for month in range(1, 13):
        for day in (1, 2, 28):
            date = datetime.date(2026, month, day)
            iso = date.isoformat()
            wanted = format_date(date, "d MMMM y", locale="fr")
            assert FR.date(iso) == (wanted.replace("1 ", "1er ", 1) if day == 1 else wanted)
            assert EN.date(iso) == format_date(date, "d MMMM y", locale="en_GB")
    assert FR.date("2026-11-24T09:05:07+01:00", with_time=True) == "24 novembre 2026, 9 h 05"
    assert EN.date("2026-11-24T09:05:07+01:00", with_time=True) == "24 November 2026, 9:05"
    assert FR.date("hier") == "hier" and FR.date("") == ""


def test_durations_and_moments() -> None:
    assert FR.duration(42 * 60) == "42\u00a0s"
    assert FR.duration((8 * 60 + 42) * 60 + 59) == "8\u00a0min\u00a042\u00a0s"
    assert FR.duration(3900 * 60) == "1\u00a0h\u00a005\u00a0min"
    assert (FR.clock(0), FR.clock(522 * 60), FR.clock(3909 * 60)) == ("00:00", "08:42", "1:05:09")


def test_course_texts_are_picked() -> None:
    texts = {"fr": "Ma soudure", "en": "My splice"}
    assert (FR.pick(texts), EN.pick(texts)) == ("Ma soudure", "My splice")
    assert EN.pick({"fr": "Seule"}) == "Seule" and EN.pick({"de": "Nur"}) == "Nur"
    assert EN.pick("plain") == "plain" and EN.pick({}) == ""


def test_languages_are_values() -> None:
    assert Language("fr") == FR and len({Language("fr"), FR, EN}) == 2
    with pytest.raises(ValueError, match="fr, en"):
        Language("xx")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("fr_FR.UTF-8", "fr"),
        ("en_GB", "en"),
        ("C.UTF-8", "fr"),
        ("POSIX", "fr"),
        ("de_DE:fr", "fr"),
        ("de_DE", "en"),
        ("", "fr"),
    ],
)
def test_the_system_says_its_language(value: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _known(value) == code
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", value)
    if sys.platform != "win32":
        assert system_language() == code


def test_names_are_put_in_order_by_ear() -> None:
    assert sorted(["Zoé", "Élodie", "ada", "Émile", "Bob"], key=sort_key) == ["ada", "Bob", "Élodie", "Émile", "Zoé"]


# words for keys

KEY = re.compile(r"^[a-z]+(\.[a-z][a-z0-9_]*)+$")


def strings(folder: str) -> dict[str, str]:
    """Every text constant under a folder that looks like a key, with the file that says it.

    What an f-string puts together counts as a pattern: splice.load_{side} is splice.load_*.
    """
    found = {}
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        if "view" in path.name or path.name == "__init__.py":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                text = "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
                if KEY.match(text.replace("*", "x")) and "." in text.split("*")[0]:
                    found[text] = path.name
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
                found |= {node.value: path.name} if KEY.match(node.value) else {}
    return found


def scene_logics() -> list:
    from simulator import scenes

    return [scenes.logic(name) for name in scenes.REGISTRY]


def test_every_fact_and_gate_has_words() -> None:
    for logic in scene_logics():
        for spec in logic.FACTS:
            assert spec.name in wording.TABLES["fact"], spec.name
        for gate in logic.GATES:
            assert gate in wording.GATES and gate in wording.GATE_RULES, gate


def stands_for(key: str, known: Iterable[str]) -> bool:
    """True when a key, a pattern (splice.load_*) or a beginning (msg.face_, msg.angle) is one of the known ones."""
    known = set(known)
    return key in known or any(fnmatch.fnmatchcase(k, key) or k.startswith(key.rstrip("_") + "_") for k in known)


def test_every_key_of_the_scenes_has_words() -> None:
    known = set().union(*wording.TABLES.values(), *(logic.ACTIONS for logic in scene_logics()))
    said = strings("scenes") | strings("instruments") | strings("plant")
    # A key may be named by its beginning only ("msg.angle" for msg.angle_left and msg.angle_right).
    mute = {key: name for key, name in said.items() if not stands_for(key, known)}
    assert not mute, mute
    assert len(said) > 200


def keys_in(node: ast.AST) -> list[str]:
    """Key-like constants in an argument, as in Toast("a.b" if x else "a.c")."""
    parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [part for part in parts if KEY.match(part)]


def test_calls_that_say_something_use_the_right_table() -> None:
    """Toast("x") says a toast, Cue(level, "x") a cue, Message("x") a message, Mark(tick, "x") a cause."""
    places = {"Toast": 0, "toast": 0, "Cue": 1, "Message": 0, "Mark": 1}
    wanted = {"Toast": "toast", "toast": "toast", "Cue": "cue", "Message": "message", "mark": "cause", "Mark": "cause"}
    mute, seen = [], 0
    for path in [*(PACKAGE / "scenes").rglob("*.py"), *(PACKAGE / "instruments").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name not in wanted:
                continue
            # The scenes' own helpers: mark(tick, cause, ...) in the preparation, mark(cause, ...) in the splicing.
            place = places.get(name, 0 if path.parent.name == "splicing" else 1)
            keys = keys_in(node.args[place]) if len(node.args) > place else []
            seen += len(keys)
            table = wording.TABLES[wanted[name]]
            # What an f-string begins with ("msg.face_") stands for all that it can become.
            mute += [f"{path.name}:{node.lineno} {key}" for key in keys if not stands_for(key, table)]
    assert not mute, mute
    assert seen > 60


def test_every_sound_has_a_word() -> None:
    heard = set()
    for path in [*(PACKAGE / "scenes").rglob("*.py"), *(PACKAGE / "instruments").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in ("Sound", "sound") and node.args:
                # Of a choice ("a" if x else "b") both are heard, what is compared is not.
                parts = (
                    [node.args[0]]
                    if not isinstance(node.args[0], ast.IfExp)
                    else [node.args[0].body, node.args[0].orelse]
                )
                heard |= {part.value for part in parts if isinstance(part, ast.Constant)}
    assert heard <= set(wording.TABLES["sound"]), heard - set(wording.TABLES["sound"])
    assert len(heard) > 20


def test_every_word_of_the_course_model_has_words() -> None:
    from simulator.curriculum import model

    assert set(model.SKILLS) <= set(wording.TABLES["skill"])
    assert set(model.PLACES) <= set(wording.TABLES["place"])
    assert set(model.HELP_MODES) <= set(wording.TABLES["help"])


def test_every_method_serves_its_table() -> None:
    words = wording.Words(FR)
    for name, table in wording.TABLES.items():
        for key, sentence in table.items():
            said = getattr(words, name)(key)
            assert said == (sentence if "{" not in sentence else said) and (said or key == "")
    assert words.fact("no.such_fact") == "no such fact"


def test_machine_messages_are_filled_in() -> None:
    class Message:
        def __init__(self, key: str, args: dict) -> None:
            self.key, self.side, self.args = key, "left", args

    angle = Message("msg.angle_left", {"angle_deg": 2.31, "limit_deg": 1.0})
    assert wording.Words(FR).message(angle) == "Angle gauche trop grand\u00a0: 2,3°. Limite 1,0°."
    assert wording.Words(EN).message(angle) == "Left angle too large: 2.3°. Limit 1.0°."
    loss = Message("msg.loss_high", {"loss_db": 0.234, "limit_db": 0.2})
    assert wording.Words(FR).message(loss).endswith("0,23\u00a0dB. Limite 0,20\u00a0dB.")
    assert wording.Words(FR).message("msg.bubble") == "Bulle dans la soudure."


def test_values_and_limits_in_words() -> None:
    words = wording.Words(FR)
    assert words.fact_value("sleeve.on", 1.0, 0, "") == "oui"
    assert words.fact_value("splice.loss_db", None, 2, "dB") == "—"
    assert words.limit("splice.loss_db", 0.05, 0.2, 2, "dB") == "max 0,05\u00a0dB"
    assert words.limit("cleave.good_in_a_row", 5, 2, 0, "") == "min 5"
    assert words.limit("sleeve.on", 1, 0, 0, "") == "oui"


def test_french_is_typeset() -> None:
    """Curved apostrophes, no space before a full stop, sentences that end."""
    bad = []
    for table in ("goal", "toast", "cause", "message", "gate"):
        for key, sentence in wording.TABLES[table].items():
            if "'" in sentence or " ." in sentence or sentence[-1] not in ".!?":
                bad.append((key, sentence))
    assert not bad, bad


def test_steps_of_a_fact_are_said_by_their_names_wherever_its_value_is_shown() -> None:
    for code, core in (("fr", "au cœur"), ("en", "on the core")):
        words = wording.Words(Language(code))
        fact = "connect.clean_before_mate"
        assert words.fact_value(fact, 3.0, 0, "") == core
        assert words.limit(fact, 0.0, 3.0, 0, "") == words.fact_word(fact, 0.0) != ""
        assert "3" not in words.fact(fact)
        assert words.fact_word("connect.loss_db", 3.0) == "", "a figure stays one"
