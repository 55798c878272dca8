"""Where the program's own files lie: in a checkout, or inside an installed wheel.

It only answers "where"; it opens, creates and changes nothing, and knows nothing of the user's data folder.
"""

from pathlib import Path


class FilesMissing(RuntimeError):
    """The program's own files are not where an installation puts them."""


def assets_dir() -> Path:
    """Folder of fonts, pictures and translations.

    Raises FilesMissing if neither the wheel's nor the checkout's folder exists.
    """
    return _find("assets")


def curricula_dir() -> Path:
    """Folder of the courses that ship with the program.

    Raises FilesMissing if neither the wheel's nor the checkout's folder exists.
    """
    return _find("curricula")


def in_checkout() -> bool:
    """True when the program runs from its source tree, where pictures can be baked again."""
    return not (_package() / "_data" / "assets").is_dir()


def _package() -> Path:
    return Path(__file__).resolve().parent


def _find(name: str) -> Path:
    # The wheel's folder first: a wheel may lie beside an unrelated folder called "assets".
    for folder in (_package() / "_data" / name, _package().parent / name):
        if folder.is_dir():
            return folder
    raise FilesMissing(f"The folder '{name}' of Brin is missing beside {_package()}: install Brin again.")
