"""The single values of course files — numbers, words, texts, names — each with its check and its JSON Schema.

Pydantic carries them, but every refusal is a message key with what was found and what is allowed. It deliberately knows
no key of an exercise: which value stands where is told in ``shapes``.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

from simulator.curriculum.messages import Quoted
from simulator.curriculum.model import FRESH, MAX_SEED

UNLIMITED = 1e6
MAX_ID = 60
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}")


def refuse(key: str, **fields: Any) -> PydanticCustomError:
    """An error that carries a message key and its fields through pydantic."""
    return PydanticCustomError(key, "{key}", {"key": key, **fields})


def shown(value: Any) -> Any:
    """A value of the file as messages show it: text between quotation marks, the rest as it is."""
    return Quoted(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class _Leaf:
    """Base of the single values: ``check`` returns the value or raises, ``json`` describes it to an editor."""

    def check(self, value: Any) -> Any:
        """Return the clean value; raises PydanticCustomError with a message key."""
        raise NotImplementedError

    def json(self) -> dict[str, Any]:
        """JSON Schema of the value."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return self.json()


@dataclass(frozen=True)
class Number(_Leaf):
    """A finite number from low to high (above low when ``above``); no text and no true/false is taken for one."""

    low: float = -UNLIMITED
    high: float = UNLIMITED
    unit: str = ""
    whole: bool = False
    optional: bool = False
    above: bool = False

    def check(self, value: Any) -> Any:
        if value is None and self.optional:
            return None
        kind = int if self.whole else int | float
        fields = {"found": shown(value), "range": ("above" if self.above else "range", self.low, self.high, self.unit)}
        if isinstance(value, bool) or not isinstance(value, kind):
            raise refuse("expected_whole" if self.whole else "expected_number", near=self.near(value), **fields)
        inside = self.low < value if self.above else self.low <= value
        if not math.isfinite(value) or not inside or value > self.high:
            raise refuse("out_of_range", **fields)
        return value if self.whole else float(value)

    def near(self, value: Any) -> tuple[str, str] | None:
        """What was probably meant by a text such as ``0,5`` or ``35 mm``."""
        match = re.match(r"\s*([-+]?\d+(?:[.,]\d+)?)", value) if isinstance(value, str) else None
        return ("hint_number", match.group(1).replace(",", ".").lstrip("+")) if match else None

    def json(self) -> dict[str, Any]:
        low = {"exclusiveMinimum" if self.above else "minimum": self.low}
        kind: Any = "integer" if self.whole else "number"
        return {"type": [kind, "null"] if self.optional else kind, **low, "maximum": self.high}


@dataclass(frozen=True)
class Choice(_Leaf):
    """One word of a list."""

    words: tuple[str, ...]

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise refuse("unknown_word", found=shown(value), allowed=self.words)
        return value

    def json(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Flag(_Leaf):
    """true or false."""

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise refuse("expected_bool", found=shown(value))
        return value

    def json(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Line(_Leaf):
    """A text that is not empty, up to ``limit`` characters."""

    limit: int

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise refuse("expected_text", found=shown(value))
        clean = value.strip()
        if not clean:
            raise refuse("empty_text")
        if len(clean) > self.limit:
            raise refuse("long_text", found=len(clean), allowed=self.limit)
        return clean

    def json(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.limit}


@dataclass(frozen=True)
class LanguageCode(_Leaf):
    """Two small letters."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
            raise refuse("bad_language", found=shown(value))
        return value

    def json(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[a-z]{2}$"}


@dataclass(frozen=True)
class FilePath(_Leaf):
    """The name of a file inside the course: parts with slashes between, none hidden, with one ending; '' for none."""

    ending: str

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or (value and not re.fullmatch(self._pattern(), value)):
            raise refuse("bad_file_path", found=shown(value), allowed=self.ending)
        return value

    def _pattern(self) -> str:
        part = r"[^./\\:][^/\\:]*"
        return rf"(?:{part}/)*{part}\.(?:{self.ending}|{self.ending.upper()})"

    def json(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({self._pattern()})?$"}


@dataclass(frozen=True)
class Identifier(_Leaf):
    """A name that is safe in files and addresses: small letters, digits and hyphens."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or not is_id(value):
            near = slug(value) if isinstance(value, str) else ""
            raise refuse("bad_id", found=shown(value), near=("hint_id", near) if near else None)
        return value

    def json(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": MAX_ID}


@dataclass(frozen=True)
class Seed(_Leaf):
    """``fresh``, or a whole number from 0."""

    def check(self, value: Any) -> int | str:
        whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_SEED
        if not whole and value != FRESH:
            raise refuse("bad_seed", found=shown(value), allowed=MAX_SEED)
        return value

    def json(self) -> dict[str, Any]:
        return {"anyOf": [{"enum": [FRESH]}, {"type": "integer", "minimum": 0, "maximum": MAX_SEED}]}


def slug(text: str) -> str:
    """The identifier nearest to a text: accents and spaces gone; may be empty."""
    plain = unicodedata.normalize("NFKD", text[: 4 * MAX_ID]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:MAX_ID].strip("-")


@dataclass(frozen=True)
class Sentence:
    """A text in several languages, or in one: ``{fr: …, en: …}`` or a plain string, kept under the empty code.

    It wraps the check of a mapping from language to Line, so that every language is judged by itself.
    """

    limit: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        line = Line(self.limit)
        many = core_schema.dict_schema(
            core_schema.no_info_plain_validator_function(LanguageCode().check),
            core_schema.no_info_plain_validator_function(line.check),
            min_length=1,
        )
        return core_schema.no_info_wrap_validator_function(self._check, many)

    def _check(self, value: Any, handler: Any) -> dict[str, str]:
        if isinstance(value, dict):
            return handler(value)
        return {"": Line(self.limit).check(value)}

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        line = Line(self.limit).json()
        many = {
            "type": "object",
            "minProperties": 1,
            "properties": {"fr": line, "en": line},
            "patternProperties": {"^[a-z]{2}$": line},
            "additionalProperties": False,
        }
        return {"anyOf": [line, many]}


def is_id(text: str) -> bool:
    """Whether a text is a safe name for files and addresses."""
    return len(text) <= MAX_ID and _ID.fullmatch(text) is not None
