"""What the documents show is what the code does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_notebook_page_runs_and_gives_what_it_shows() -> None:
    failed, tried = doctest.testfile(str(DOCS / "optics.md"), module_relative=False)
    assert tried > 20 and not failed


def test_every_picture_and_link_of_the_documents_is_there() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
