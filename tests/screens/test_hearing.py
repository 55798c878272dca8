"""What a screen lets hear: loudspeakers where there is a voice, sounds and their captions, hums that end, spoken goals.

Sounds are counted, not played; the voice is one that only writes down what it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from simulator import library
from simulator import replay as replays
from simulator.scenes.base import Sound, Toast
from simulator.screens.briefing import BriefingScreen
from simulator.screens.debrief import DebriefScreen
from simulator.screens.hearing import STEADY, STUCK, Hearing
from simulator.screens.hearing_question import Question
from simulator.screens.home import HomeScreen
from simulator.screens.pause import PauseMenu
from simulator.screens.place import PlaceScreen
from simulator.screens.play import PlayScreen
from simulator.screens.replay import ReplayScreen
from simulator.screens.who import WhoScreen
from simulator.ui.caption import SAFE, TICKS, Captions
from simulator.ui.events import UiEvent
from simulator.ui.pointed import REST_S
from simulator.ui.say import SayButton
from simulator.ui.synth import LOOPS, RECIPES
from tests.screens.conftest import click, drawn, key, named


class FakeSounds:
    """Writes down what is to be heard."""

    def __init__(self, heard: bool = True) -> None:
        self.heard, self.played, self.humming = heard, [], frozenset()
        self.speaking = False

    def play(self, name: str) -> bool:
        assert name in RECIPES
        self.played.append(name)
        return True

    def hum(self, names) -> None:
        self.humming = frozenset(names)

    def wake(self) -> bool:
        return True

    def hush(self) -> None:
        pass

    def close(self) -> None:
        pass


class FakeVoice:
    """A voice for some languages that writes down what it is asked to say."""

    def __init__(self, *languages: str) -> None:
        self.languages, self.said, self.pending = frozenset(languages), [], False

    def speaks(self, language: str) -> bool:
        return language in self.languages

    def say(self, text: str, language: str) -> None:
        self.said.append(text)

    def stop(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def ears(context):
    """The context with a voice and counted sounds."""
    context.voice.close()
    context.voice, context.sounds = FakeVoice("fr", "en"), FakeSounds()
    context.asks = False
    return context


def home(context) -> HomeScreen:
    screen = HomeScreen(context)
    screen.load()
    return screen


def exercise(context):
    return next(e for e in context.exercises() if e.id == "premiere-soudure")


def debrief(context) -> DebriefScreen:
    log = library.demo_log()
    found = library.exercise_for(log)
    return DebriefScreen(context, found, replays.run(log, found))


SCREENS: list[tuple[Callable, Callable, str]] = [
    (home, lambda s: s.next_exercise.title.get("fr"), "say next"),
    (lambda c: BriefingScreen(c, exercise(c)), lambda s: s.exercise.goal.get("fr"), "say"),
    (debrief, lambda s: s._key_sentence(), "say"),
    (lambda c: PlaceScreen(c, "splice"), lambda s: s.exercises[s.chosen].goal.get("fr"), "say"),
    (WhoScreen, lambda s: "Choisis ton prénom", "say"),
    (lambda c: PauseMenu(c, exercise(c)), lambda s: s.exercise.goal.get("fr"), "say"),
]


@pytest.mark.parametrize(("make", "sentence", "name"), SCREENS)
def test_the_key_sentence_is_spoken_by_click_and_by_key(ears, people, make, sentence, name: str) -> None:
    screen = make(ears)
    drawn(screen, ears)
    button = named(screen, name)
    assert isinstance(button, SayButton) and button.enabled and min(button.w, button.h) >= 56
    screen.handle(click(button))
    screen.handle(key("v"))
    assert len(ears.voice.said) == 2 and ears.voice.said[0] == ears.voice.said[1]
    assert sentence(screen) in ears.voice.said[0]


@pytest.mark.parametrize(("make", "sentence", "name"), SCREENS)
def test_without_a_voice_nothing_of_it_is_there(context, people, make, sentence, name: str) -> None:
    context.voice, context.sounds = FakeVoice("en"), FakeSounds()
    screen = make(context)
    drawn(screen, context)
    assert not [w for w in screen.focus.widgets if isinstance(w, SayButton) and w.enabled]
    screen.handle(key("v"))
    assert context.voice.said == []


@pytest.mark.parametrize(("make", "sentence", "name"), SCREENS[:5])
def test_key_sentences_are_spoken_by_themselves_once_where_the_reader_wants_it(
    ears, people, make, sentence, name: str
) -> None:
    screen = make(ears)
    drawn(screen, ears)
    assert ears.voice.said == []
    ears.change(voice=True)
    for _ in range(3):
        drawn(screen, ears)
    assert len(ears.voice.said) == 1


def test_the_loudspeakers_come_when_the_voice_is_found(context, people) -> None:
    """The engine answers after the first picture; the window then asks for another one."""
    context.voice, context.sounds = FakeVoice(), FakeSounds()
    screen = home(context)
    before = drawn(screen, context).get_buffer().raw
    wide = named(screen, "start").w
    context.voice.languages = frozenset(("fr",))
    after = drawn(screen, context).get_buffer().raw
    assert before != after and named(screen, "start").w < wide and named(screen, "say hint").enabled


@pytest.mark.parametrize("make", [home, lambda c: PlaceScreen(c, "splice"), WhoScreen])
def test_the_rail_turns_the_voice_on_and_off_and_it_is_heard(ears, people, make) -> None:
    screen = make(ears)
    drawn(screen, ears)
    assert not named(screen, "nav:voice").on
    screen.handle(click(named(screen, "nav:voice")))
    assert ears.settings.voice and ears.voice.said == ["Je te lis les consignes."]
    follower = screen.next_screen()
    assert type(follower) is type(screen) and named(follower, "nav:voice").on
    follower.handle(click(named(follower, "nav:voice")))
    assert not ears.settings.voice


def test_a_v_in_a_name_is_a_letter(ears, people) -> None:
    screen = WhoScreen(ears)
    drawn(screen, ears)
    screen.focus.start_at(screen.name)
    screen.handle(key("v"))
    assert ears.voice.said == []


def test_simple_and_trade_words_are_each_spoken(ears, people) -> None:
    screen = BriefingScreen(ears, exercise(ears))
    screen.handle(key("v"))
    screen.words.value = "trade"
    screen.handle(key("v"))
    assert ears.voice.said == [exercise(ears).goal.get("fr"), exercise(ears).goal_trade.get("fr")]


# scenes


def view(goal: str = "", hums: frozenset[str] | None = None, cue: str = "") -> SimpleNamespace:
    made = SimpleNamespace(frame=SimpleNamespace(goal=goal, cue=cue))
    if hums is not None:
        made.hums = lambda: hums
    return made


def test_what_scenes_name_is_played_and_toasts_only_where_nothing_else_is_heard(ears) -> None:
    hearing = Hearing(ears)
    hearing.step(view(), [Sound("cleave"), Toast("x", "good")], 1)
    hearing.step(view(), [Toast("x", "bad")], 2)
    assert ears.sounds.played == ["cleave", "toast_bad"]


def test_hums_follow_what_makes_them_and_stop_in_the_pause(ears) -> None:
    hearing = Hearing(ears)
    hearing.step(view(hums=frozenset({"motor"})), [Sound("motor")], 1)
    assert ears.sounds.played == [] and ears.sounds.humming == {"motor"}
    hearing.step(view(hums=frozenset({"arc"})), [], 2)
    assert ears.sounds.humming == {"arc"}
    hearing.quiet()
    assert ears.sounds.humming == frozenset()


def test_a_scene_that_says_nothing_of_hums_still_lets_its_motor_be_heard_once(ears) -> None:
    Hearing(ears).step(view(), [Sound("motor")], 1)
    assert ears.sounds.played == ["motor"]


def test_a_goal_is_spoken_once_it_stands_and_not_while_it_flickers(ears) -> None:
    ears.change(voice=True)
    hearing = Hearing(ears)
    for tick in range(100):
        hearing.step(view("Prends la pince." if tick % 7 else "Prends le manchon."), [], tick)
    assert ears.voice.said == []
    for tick in range(100, 100 + 3 * STEADY):
        hearing.step(view("Prends la pince."), [], tick)
    assert ears.voice.said == ["Prends la pince."]


def test_what_happened_is_told_before_what_to_do_and_a_goal_cut_off_is_told_again(ears) -> None:
    ears.change(voice=True)
    hearing = Hearing(ears)
    goal = view("Prends la pince.")
    for tick in range(2 * STEADY):
        hearing.step(goal, [], tick)
    ears.sounds.speaking = True
    hearing.step(goal, [Toast("wipe.dry", "bad")], 100)
    for tick in range(101, 101 + STEADY):
        hearing.step(goal, [], tick)
    message = ears.words.toast("wipe.dry")
    assert ears.voice.said == ["Prends la pince.", message], "the message is heard to its end"
    ears.sounds.speaking = False
    hearing.step(goal, [], 200)
    assert ears.voice.said == ["Prends la pince.", message, "Prends la pince."]


def test_a_live_cue_is_spoken_to_who_is_stuck_on_it(ears) -> None:
    ears.change(voice=True)
    hearing = Hearing(ears)
    for tick in range(STUCK):
        hearing.step(view(cue="Trop vite"), [], tick)
    assert ears.voice.said == []
    for tick in range(STUCK, 3 * STUCK):
        hearing.step(view(cue="Trop vite"), [], tick)
    assert ears.voice.said == ["Trop vite"]


# listen or read


def asked(ears, make) -> object:
    ears.asks = True
    screen = make(ears)
    drawn(screen, ears)
    return screen


def test_a_first_start_asks_by_voice_and_the_loudspeaker_alone_turns_it_on(ears) -> None:
    screen = asked(ears, home)
    question = screen._asked
    assert isinstance(question, Question) and "haut-parleur" in ears.voice.said[0]
    drawn(screen, ears)
    assert len(ears.voice.said) == 1, "it is asked once"
    screen.handle(click(question.tiles[0]))
    assert ears.settings.voice and screen._asked is None
    drawn(screen, ears)
    assert screen.next_exercise.title.get("fr") in ears.voice.said[-1], "and what comes next is read at once"
    assert named(screen, "nav:voice").on


@pytest.mark.parametrize("answer", ["right enter", "escape"])
def test_who_reads_is_left_in_peace_and_not_asked_again(ears, answer: str) -> None:
    screen = asked(ears, home)
    for name in answer.split():
        screen.handle(key(name))
    assert screen._asked is None and not ears.settings.voice
    before = list(ears.voice.said)
    again = asked(ears, home)
    assert again._asked is None and ears.voice.said == before


def test_the_answer_goes_with_the_name_that_is_given_next(ears) -> None:
    screen = asked(ears, home)
    screen.handle(key("enter"))
    assert ears.settings.voice
    page = WhoScreen(ears)
    page.name.value = "Lina"
    page.press("add")
    assert page.asked is None and ears.settings.voice and ears.settings.hears[ears.settings.trainee]


def test_each_trainee_of_a_pc_has_an_answer_of_their_own(ears, people) -> None:
    ears.choose(people[0])
    ears.choose_voice(True)
    page = asked(ears, WhoScreen)
    page.press(f"person:{people[1].id}")
    assert isinstance(page.asked, Question) and not ears.settings.voice
    page.handle(key("escape"))
    assert page.next_screen() is not page and not ears.settings.voice
    ears.choose(people[0])
    assert ears.settings.voice


def test_nothing_is_asked_where_nothing_would_be_heard(context) -> None:
    context.voice, context.sounds = FakeVoice(), FakeSounds()
    assert asked(context, home)._asked is None
    context.voice.languages = frozenset({"fr"})
    context.sounds.wake = lambda: False
    assert asked(context, home)._asked is None


# what is pointed at


def test_the_name_of_what_is_pointed_at_is_read_after_a_rest(ears, people) -> None:
    screen = home(ears)
    place = named(screen, "place:splice")
    screen.handle(UiEvent("move", place.x + place.w / 2, place.y + place.h / 2))
    words = screen.pointed()
    assert words.startswith(ears.words.place("splice"))
    ears.pointing.note(words, 1.0)
    ears.pointing.note(words, 1.0 + REST_S / 2)
    assert ears.voice.said == []
    for late in (1.0 + REST_S, 5.0):
        ears.pointing.note(words, late)
    assert ears.voice.said == [words]


def test_a_name_waits_for_an_instruction_and_gives_way_to_the_next_name(ears) -> None:
    ears.say("Prends la pince.")
    ears.sounds.speaking = True
    for now in (0.0, 1.0):
        ears.pointing.note("Aide", now)
    assert ears.voice.said == ["Prends la pince."]
    ears.sounds.speaking = False
    ears.pointing.note("Aide", 2.0)
    ears.sounds.speaking = True
    for now in (3.0, 4.0):
        ears.pointing.note("Pause", now)
    assert ears.voice.said == ["Prends la pince.", "Aide", "Pause"]


def test_what_changes_under_a_hand_at_rest_is_not_read(ears) -> None:
    """Who has just closed the lid is not told to open it."""
    for now in (0.0, 1.0):
        ears.pointing.note("Couvercle : ferme", now, moved=now == 0.0)
    for now in (2.0, 3.0, 4.0):
        ears.pointing.note("Couvercle : ouvre", now, moved=False)
    assert ears.voice.said == ["Couvercle : ferme"]
    ears.pointing.note("", 5.0)
    for now in (6.0, 7.0):
        ears.pointing.note("Couvercle : ouvre", now)
    assert ears.voice.said == ["Couvercle : ferme", "Couvercle : ouvre"]


@pytest.mark.parametrize(("make", "sentence", "name"), SCREENS)
def test_everything_that_takes_the_focus_has_words(ears, people, make, sentence, name: str) -> None:
    screen = make(ears)
    drawn(screen, ears)
    assert [w.key for w in screen.focus.widgets if w.enabled and not w.spoken().strip(" .")] == []


def test_in_a_scene_the_tools_are_named(ears) -> None:
    screen = PlayScreen(ears, exercise(ears), 3)
    drawn(screen, ears)
    heard = set()
    for _ in range(20):
        screen.handle(key("tab"))
        heard.add(screen.pointed())
    tools = {tile.label for tile in screen._view._tiles() if tile.enabled}
    assert tools <= heard and {"Aide", "Pause", "Retour"} <= heard
    screen.close()


def test_captions_stand_in_where_sounds_are_not_heard(ears) -> None:
    hearing = Hearing(ears)
    hearing.step(view(), [Sound("cleave")], 1)
    assert hearing.caption() == ""
    ears.sounds.heard = False
    assert hearing.caption() == "cleave"


def test_a_caption_stays_long_enough_to_be_read_and_small_noises_do_not_push_it_aside() -> None:
    captions = Captions()
    captions.heard("beep_bad", 100)
    captions.heard("key", 110)
    assert captions.shown(110) == "beep_bad" and captions.shown(100 + TICKS - 1) == "beep_bad"
    assert captions.shown(100 + TICKS) == ""
    captions.heard("key", 100 + SAFE)
    assert captions.shown(100 + SAFE) == "key"
    captions.hum({"oven"})
    assert captions.shown(1000) == "oven", "what goes on is told as long as it goes on"


def test_every_sound_of_the_demo_has_its_hum_or_its_word(ears) -> None:
    """The demo from end to end in the replay: hums come and go with the machine and are silent at its end."""
    ears.sounds.heard = False
    log = library.demo_log()
    screen = ReplayScreen(ears, log, library.exercise_for(log), None)
    told, hums = set(), set()
    while not screen.attempt.finished:
        screen.tick()
        told.add(screen._hearing.caption())
        hums |= ears.sounds.humming
    assert hums == LOOPS
    assert {"cleave", "strip_off", "wipe", "arc", "beep_good", "oven"} <= told
    assert not ears.sounds.humming


def test_in_every_scene_the_loudspeaker_speaks_and_does_nothing_else(ears) -> None:
    """Enter on it must not also do the next step of the work."""
    first = {e.stages[0].scene: e for e in reversed(ears.exercises())}
    for scene, found in first.items():
        screen = PlayScreen(ears, found, 3)
        drawn(screen, ears)
        before = len(ears.voice.said)
        screen.handle(key("v"))
        frame = screen._view.frame
        for _ in range(60):
            if frame.focus == "say":
                break
            screen.handle(key("tab"))
        assert frame.focus == "say", scene
        screen.handle(key("enter"))
        assert ears.voice.said[before:] == [frame.goal] * 2, scene
        assert screen._pending == [], scene
        screen.close()


def test_the_pause_silences_the_machine(ears) -> None:
    screen = PlayScreen(ears, exercise(ears), 3)
    ears.sounds.humming = frozenset({"motor"})
    screen.handle(key("escape"))
    assert not ears.sounds.humming
    screen.close()
