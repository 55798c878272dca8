"""The report of a measurement: every figure of the table is on the page, and the page says what the table says."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from simulator import kept_traces
from simulator.attempt import Who
from simulator.i18n import Language
from simulator.sheets import trace_pdf
from simulator.sheets.trace_pdf import Line, Measured
from tests.make_proofs import PROOF_SEED, hands_of, play

FRENCH = Language("fr")
GOOD = Line("splice", 1300.0, 0.12, None, None, False, 0.334, "good")
END = Line("end", 2500.0, None, None, -14.7, True, 0.331, "none")
TRACE = Measured(
    "Lire une trace", "Léa", "2026-11-28T14:05:00+01:00", "rouge", "A", "B", 1310.0, 30.0, 5000.0, 15.0, 1.4677, -79.4,
    ((0.0, 48.0), (1300.0, 47.5), (2500.0, 47.0), (2600.0, 28.0)), (GOOD, END), (0.2, 0.5, -55.0), 1200.0, 0.52, 36.4,
)  # fmt: skip


def text_of(trace: Measured, language: Language = FRENCH) -> str:
    pages = PdfReader(io.BytesIO(trace_pdf.render([trace], language))).pages
    return "\n".join(page.extract_text() for page in pages).replace("\xa0", " ")


def test_settings_table_limits_and_the_whole_line_are_on_the_page() -> None:
    said = text_of(TRACE)
    for figure in ("1310 nm", "5,00 km", "30 ns", "15 s", "1,4677", "-79,4 dB", "0,12 dB", "0,334", "≥ -14,7 dB",
                   "0,20 dB", "0,50 dB", "-55 dB", "ORL 36,4 dB", "Léa", "Ligne bonne"):  # fmt: skip
        assert figure in said


@pytest.mark.parametrize(
    ("lines", "length", "outcome"),
    [
        ((GOOD, END), 1200.0, "Ligne bonne"),
        ((replace(GOOD, verdict="bad"), END), 1200.0, "Ligne à reprendre"),
        ((replace(GOOD, verdict="none"), END), 1200.0, "Table à finir"),
        ((GOOD,), None, "Table à finir"),
        ((), None, "Table à finir"),
    ],
)
def test_the_page_gives_the_verdict_of_the_table(lines: tuple[Line, ...], length: float | None, outcome: str) -> None:
    assert outcome in text_of(replace(TRACE, lines=lines, length_m=length))


@pytest.mark.parametrize(("more", "pages"), [(0, 1), (1, 2), (trace_pdf.MORE_ROWS + 1, 3)])
def test_a_long_table_goes_on_and_nothing_of_it_is_left_out(more: int, pages: int) -> None:
    lines = tuple(replace(GOOD, place_m=100.5 + number) for number in range(trace_pdf.FIRST_ROWS + more))
    found = PdfReader(io.BytesIO(trace_pdf.render([replace(TRACE, lines=lines)], FRENCH))).pages
    assert len(found) == pages
    said = "".join(page.extract_text() for page in found)
    assert all(FRENCH.number(line.place_m, 1) in said for line in lines)
    assert [("Ligne bonne" in page.extract_text()) for page in found] == [False] * (pages - 1) + [True]


def test_the_report_of_an_attempt_has_a_page_for_each_trace_and_the_mean_of_both_ends(tmp_path: Path) -> None:
    attempt = play("gainer-et-deux-sens", hands_of("gainer-et-deux-sens")["pass"], PROOF_SEED)
    attempt.who = Who(trainee="Jo", date="2026-11-28T14:05:00")
    assert kept_traces.report(attempt, tmp_path / "otdr.pdf", FRENCH)
    there, back = (page.extract_text() for page in PdfReader(tmp_path / "otdr.pdf").pages)
    assert "De A vers B" in there and "De B vers A" in back and "Moyenne" in back
    assert "Ligne à reprendre" in there and "Ligne à reprendre" in back


def test_where_no_trace_was_kept_there_is_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = play("lire-sans-bruit", hands_of("lire-sans-bruit")["fail-careless"], PROOF_SEED)
    monkeypatch.setattr(type(attempt.scene), "traces", lambda scene: {})
    assert not kept_traces.report(attempt, tmp_path / "otdr.pdf", FRENCH) and not list(tmp_path.iterdir())
