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


#: How a comment names a section of docs/sources.md; a line may break after the comma.
CITED = re.compile(r"docs/sources\.md,\s+(?:#:? *)?(\w+ §[\w.]*\w)")


def test_every_source_that_is_cited_stands_on_the_page_of_sources() -> None:
    root = DOCS.parent
    told = set(re.findall(r"^### (\w+ §[\w.]+) —", (DOCS / "sources.md").read_text("utf-8"), re.MULTILINE))
    pages = [*(root / "simulator").rglob("*.py"), *(root / "tests").rglob("*.py"), DOCS / "model.md"]
    texts = {page: page.read_text("utf-8") for page in pages if page != Path(__file__)}
    cited = {section for text in texts.values() for section in CITED.findall(text)}
    assert len(cited) > 10
    assert cited == told, cited ^ told
    # Notes that the project does not hold are cited nowhere.
    strays = {page.name for page, text in texts.items() if re.search(r"\b(splicing|physics|outside_plant)\.md\b", text)}
    assert not strays
