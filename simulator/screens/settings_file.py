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

THEME_NAMES = ("light", "contrast")


@dataclass(frozen=True)
class Settings:
    """What the reader chose; kept as JSON in the data folder. An empty language means the system's.

    courses: folders of the instructor's own courses, apart as in PATH; avatars: picture of a trainee by his number.
    """

    width: int = 1280
    height: int = 720
    language: str = ""
    theme: str = "light"
    text_scale: float = 1.0
    fullscreen: bool = False
    trainee: str = ""
    courses: str = ""
    avatars: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> tuple[int, int]:
        """Size of the window [px]."""
        return self.width, self.height

    def looks(self, language: str) -> str:
        """What a picture of a screen depends on beside its size, in one word."""
        return f"{language} {self.theme} {self.text_scale}"


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
    known = merged.theme in THEME_NAMES and merged.language in ("", *LANGUAGES)
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
