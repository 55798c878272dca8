"""The contact sheet: which variants, the made-up class behind it, the files and the page to leaf through."""

from __future__ import annotations

import os
from pathlib import Path

import pygame

from simulator import library, replay
from simulator.library import exercise_for
from simulator.screens import contact_sheet, gallery, sample_class
from simulator.screens.contact_sheet import LANGUAGES, SIZES, THEMES, Variant, variants
from simulator.screens.context import Context


def test_everything_is_drawn_once_and_what_tells_most_in_all_variants() -> None:
    every = variants()
    assert len(every) == len(set(every)) == len(LANGUAGES) * len(SIZES) * len(THEMES) == 18
    assert [str(v) for v in every if v.whole] == ["fr 1920x1080 light"]


def test_a_wish_draws_everything_in_it() -> None:
    assert variants(themes=["dark"]) == [Variant("fr", (1920, 1080), "dark", True)]
    assert len(variants(["fr", "en"], [(1280, 720)])) == 2


def test_entries_have_names_of_their_own_and_both_stages_tell() -> None:
    entries = list(gallery.entries())
    names = [entry.name for entry in entries]
    assert len(names) == len(set(names))
    telling = {entry.name for entry in entries if entry.telling}
    assert {"home", "briefing", "settings", "instructor", "pause-help", "replay"} <= telling
    log = library.demo_log()
    stages = {replay.run(log, exercise_for(log), log.last_tick * s // 20).stage for s in gallery.TELLING_SHARES}
    assert stages == {0, 1}


def test_the_made_up_class_is_whole_and_its_attempts_replay(context: Context) -> None:
    sample_class.fill(context)
    store = context.store()
    assert store.verify() == []
    assert [t.first_name for t in context.trainees()] and context.trainee.first_name == "Amina"
    rows = store.attempts()
    assert len(rows) == sum(len(proofs) for _, _, proofs in sample_class.CLASS)
    log = replay.parse(store.log(rows[-1].id), "log")
    checked = replay.verify(log, exercise_for(log))
    assert checked.difference is None and checked.attempt.who.trainee == rows[-1].first_name
    states = {context.state_of(e, context.runs()) for e in context.exercises()}
    assert len(states) >= 3


def test_files_and_page(tmp_path: Path, monkeypatch) -> None:
    wanted = [Variant("fr", (640, 360), "light", True), Variant("en", (640, 360), "contrast", False)]
    pages = [entry for entry in gallery.pages() if entry.name in ("notebook", "place-splice")]
    assert sorted(entry.telling for entry in pages) == [False, True]
    monkeypatch.setattr(gallery, "entries", lambda: iter(pages))
    monkeypatch.setattr(contact_sheet, "_fill", lambda: Path(os.environ["BRIN_DATA"]).mkdir())
    drawn = dict(contact_sheet.draw(tmp_path, wanted, workers=1))
    assert [len(names) for names in drawn.values()] == [2, 1]
    page = (tmp_path / "index.html").read_text("utf-8")
    for name in (name for names in drawn.values() for name in names):
        assert name in page
        assert pygame.image.load(str(tmp_path / name)).get_size() == (640, 360)
