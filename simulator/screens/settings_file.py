"""What the reader chose, kept as JSON in the data folder.

It deliberately draws nothing and never refuses: whatever is missing or wrong in the file falls back to its default.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from simulator.i18n import LANGUAGES
from simulator.records.places import data_folder

THEME_NAMES = ("light", "dark", "contrast")
#: auto: as the exercise says; off: no live cues beside the work.
CUES = ("auto", "off")


@dataclass(frozen=True)
class Settings:
    """What the reader chose; kept as JSON in the data folder. An empty language means the system's.

    text_scale: 1 to 2; dyslexic: letters of OpenDyslexic; fibre_names: every fibre colour also bears its name or a
    pattern; volume: 0 to 1; voice: instructions are spoken when they appear; simple_words: simple wording instead of
    the trade's; mouse_speed: 0.5 to 2. courses: folders of the instructor's own courses, apart as in PATH; avatars:
    picture of a trainee by his number; hears: whether a trainee wants the voice, by the same number ('' nobody's yet);
    signer: the name that last signed an attempt.
    """

    width: int = 1280
    height: int = 720
    language: str = ""
    theme: str = "light"
    text_scale: float = 1.0
    fullscreen: bool = False
    dyslexic: bool = False
    fibre_names: bool = True
    sound: bool = True
    volume: float = 0.7
    voice: bool = False
    cues: str = "auto"
    left_handed: bool = False
    mouse_speed: float = 1.0
    simple_words: bool = True
    trainee: str = ""
    courses: str = ""
    avatars: dict[str, int] = field(default_factory=dict)
    hears: dict[str, bool] = field(default_factory=dict)
    signer: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Size of the window [px]."""
        return self.width, self.height

    def looks(self, language: str) -> str:
        """What a picture of a screen depends on beside its size, in one word."""
        return f"{language} {self.theme} {self.text_scale} {self.dyslexic}"


def read_settings(path: Path) -> Settings:
    """Settings from their file; whatever is missing or wrong falls back to its default."""
    base = Settings()
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return base
    if not isinstance(found, dict):
        return base
    good = {k: v for k, v in found.items() if hasattr(base, k) and type(v) is type(getattr(base, k))}
    merged = replace(base, **{k: v for k, v in good.items() if k in asdict(base)})
    fits = 640 <= merged.width <= 7680 and 360 <= merged.height <= 4320 and 1.0 <= merged.text_scale <= 2.0
    fits = fits and 0.0 <= merged.volume <= 1.0 and 0.5 <= merged.mouse_speed <= 2.0
    known = merged.theme in THEME_NAMES and merged.language in ("", *LANGUAGES) and merged.cues in CUES
    return merged if fits and known else base


def settings_path() -> Path:
    """Where the settings of this user lie."""
    return data_folder() / "settings.json"


def write_settings(path: Path, settings: Settings) -> None:
    """Keep settings; written beside and renamed, so that a power cut loses nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
    os.replace(beside, path)
