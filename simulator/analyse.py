"""A .sor file read, analysed and shown: as a table in words, as JSON with stable keys, as a picture.

It deliberately holds no physics and places nothing in the picture: ``optics.events`` finds, ``ui.trace_layout`` places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.i18n import N_, Language
from simulator.optics import events

if TYPE_CHECKING:
    from simulator.optics.trace import Trace
    from simulator.ui.trace_layout import Picture, Shape

#: Kind of event -> what the reader calls it.
KINDS = {
    "launch": N_("Départ"),
    "splice": N_("Soudure"),
    "gain": N_("Gain apparent"),
    "reflective": N_("Réflexion"),
    "merged": N_("Groupe"),
    "bend": N_("Courbure"),
    "ghost": N_("Fantôme"),
    "end": N_("Fin"),
}
#: Kind of event -> role of its colour.
COLOURS = {"launch": "screen_text_soft", "ghost": "screen_text_soft", "end": "screen_text", "gain": "screen_good",
           "splice": "trace", "reflective": "trace_2", "merged": "trace_2", "bend": "trace_2"}  # fmt: skip
SUFFIXES = (".png", ".svg")


class AnalyseError(ValueError):
    """A file that cannot be shown, in one sentence of the reader's language; status is the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, eq=False)
class Reading:
    """A file's trace and all that the analysis read off it; name of the file."""

    name: str
    trace: Trace
    report: events.Report


def read(path: Path, language: Language, every: bool = False) -> Reading:
    """Read and analyse a .sor file. Raises AnalyseError for what is no such file.

    Steps are listed from the loss that the file's instrument was set to list, as its own table does; every: all.
    """
    from simulator.formats import sor

    try:
        trace = sor.trace_of(sor.read(path))
    except sor.SorError as error:
        raise AnalyseError(error.sentence(language.code)) from None
    limits = events.Limits(listed_db=0.0) if every else events.DEFAULT
    return Reading(path.name, trace, events.report(trace, limits))


def as_json(reading: Reading) -> dict[str, Any]:
    """The analysis with stable keys: metres to 1 cm, decibels to 0.0001."""
    trace, report = reading.trace, reading.report
    return {
        "file": reading.name,
        "wavelength_nm": round(trace.wavelength * 1e9, 1),
        "pulse_ns": round(trace.pulse * 1e9, 3),
        "points": len(trace),
        "spacing_m": round(trace.spacing_m, 6),
        "group_index": trace.group_index,
        "events": [_event(number, event) for number, event in enumerate(report.events, start=1)],
        "sections": [
            {"start_m": round(s.start_m, 2), "end_m": round(s.end_m, 2), "slope_db_km": _db(s.slope_db_km),
             "loss_db": _db(s.loss_db)}
            for s in report.sections
        ],
        "start_m": round(report.start_m, 2),
        "end_m": round(report.end_m, 2),
        "end_found": report.end_found,
        "total_loss_db": _db(report.total_loss_db),
        "orl_db": _db(report.orl_db),
        "noise_db": _db(report.noise_db),
        "range_db": _db(report.range_db),
        "range_98_db": _db(report.range_98_db),
        "listed_db": _db(report.listed_db),
        "unlisted": report.unlisted,
    }  # fmt: skip


def _event(number: int, event: events.Event) -> dict[str, Any]:
    return {
        "number": number,
        "position_m": round(event.position_m, 2),
        "kind": event.kind,
        "loss_db": _db(event.loss_db),
        "reflectance_db": _db(event.reflectance_db),
        "saturated": event.saturated,
        "slope_before_db_km": _db(event.slope_before_db_km),
        "slope_after_db_km": _db(event.slope_after_db_km),
    }


def _db(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4) + 0.0


def as_text(reading: Reading, language: Language) -> str:
    """Settings, events, sections and sums as a readable table."""
    report = reading.report
    lines = [" · ".join((reading.name, *_settings(reading.trace, language))), ""]
    if not report.events:
        return "\n".join([*lines, language.text("Aucun événement : la trace ne montre pas de fibre.")])
    lines += _table([_heads(language), *_rows(reading, language)], "rlrrrr")
    if report.unlisted:
        lines += ["", unlisted(report, language)]
    lines += ["", language.text("Tronçons")]
    sections = [
        (
            f"{language.unit(s.start_m, 1, 'm')} → {language.unit(s.end_m, 1, 'm')}",
            _maybe(s.slope_db_km, 3, "dB/km", language),
            language.unit(s.loss_db, 3, "dB"),
        )
        for s in report.sections
    ]
    lines += _table(sections, "rrr")
    return "\n".join([*lines, "", *_sums(report, language)])


def unlisted(report: events.Report, language: Language) -> str:
    """How many steps the instrument's threshold keeps out of the table."""
    return language.ntext(
        "{n} perte de moins de {value} n’est pas montrée (seuil de l’instrument). Ajoute --all.",
        "{n} pertes de moins de {value} ne sont pas montrées (seuil de l’instrument). Ajoute --all.",
        report.unlisted,
        value=language.unit(report.listed_db, 3, "dB"),
    )


def _table(rows: Sequence[tuple[str, ...]], sides: str) -> list[str]:
    """Rows with their columns lined up: l left, r right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    return [
        "  " + "  ".join(
            cell.ljust(width) if side == "l" else cell.rjust(width)
            for cell, width, side in zip(row, widths, sides, strict=False)
        ).rstrip()
        for row in rows
    ]  # fmt: skip


def _heads(language: Language) -> tuple[str, ...]:
    _ = language.text
    return (_("N°"), _("Type"), _("Position"), _("Perte"), _("Réflectance"), _("Pente avant"))


def _rows(reading: Reading, language: Language) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            language.text(KINDS[event.kind]),
            language.unit(event.position_m, 1, "m"),
            _maybe(event.loss_db, 3, "dB", language),
            _mirror(event, language),
            _maybe(event.slope_before_db_km, 3, "dB/km", language),
        )
        for number, event in enumerate(reading.report.events, start=1)
    ]


def _mirror(event: events.Event, language: Language) -> str:
    """Reflectance; ≥ where the receiver was saturated and the true figure is higher."""
    shown = _maybe(event.reflectance_db, 1, "dB", language)
    return f"≥ {shown}" if event.saturated and event.reflectance_db is not None else shown


def _maybe(value: float | None, decimals: int, unit: str, language: Language) -> str:
    return "—" if value is None else language.unit(value, decimals, unit)


def _settings(trace: Trace, language: Language) -> tuple[str, ...]:
    """Wavelength, pulse and points, short."""
    pulse = trace.pulse * 1e9
    shown = language.unit(pulse / 1000.0, 0 if pulse % 1000 < 1 else 1, "us") if pulse >= 1000 else None
    points = language.ntext("{n} point", "{n} points", len(trace))
    return (f"{trace.wavelength * 1e9:.0f}\u00a0nm", shown or language.unit(pulse, 0, "ns"), points)


def _sums(report: events.Report, language: Language) -> tuple[str, ...]:
    """Length, total loss, return loss and range in words."""
    _ = language.text
    length = language.unit(report.end_m - report.start_m, 1, "m")
    found, lost = _("Longueur : {value}", value=length), _("Fin non trouvée, vue sur {value}", value=length)
    return (
        found if report.end_found else lost,
        _("Perte totale : {value}", value=_maybe(report.total_loss_db, 3, "dB", language)),
        _("ORL : {value}", value=_maybe(report.orl_db, 1, "dB", language)),
        _("Dynamique : {value}", value=_maybe(report.range_db, 1, "dB", language)),
    )


def picture(reading: Reading, language: Language) -> Picture:
    """The page that ``plot`` draws."""
    from simulator.ui.trace_layout import Curve, Picture, Pin, Row

    trace, report = reading.trace, reading.report
    frame = _frame(trace, report)
    pins = tuple(
        Pin(str(n), e.position_m, _level(reading, e), COLOURS[e.kind], e.kind == "ghost")
        for n, e in enumerate(report.events, start=1)
    )
    rows = tuple(
        Row(row[:5], COLOURS[event.kind])
        for row, event in zip(_rows(reading, language), report.events, strict=True)
    )
    curve = Curve(np.asarray(trace.samples_db, dtype=float), trace.start_m, trace.spacing_m)
    more = language.text("… la suite avec : events {name}", name=reading.name)
    heads = _heads(language)[:5]
    return Picture(
        reading.name, _settings(trace, language), frame, (curve,), pins, heads, rows, _sums(report, language), more
    )


def _frame(trace: Trace, report: events.Report) -> Any:
    """From a little before the launch to past the end and its last echo; from the noise to the highest peak."""
    from simulator.optics.cursors import finite_levels
    from simulator.ui.trace_layout import Frame

    levels = finite_levels(trace)
    whole = trace.start_m, trace.start_m + trace.spacing_m * max(1, len(trace) - 1)
    left, right = whole
    if report.events:
        last = max(event.position_m for event in report.events)
        span = max(report.end_m - report.start_m, 4 * trace.spacing_m)
        left = max(whole[0], report.start_m - 0.03 * span)
        right = min(whole[1], max(report.end_m + 0.2 * span, last + 0.05 * span, left + 20 * trace.spacing_m))
    shown = levels[trace.index(left) : trace.index(right) + 1]
    high = float(shown.max()) + 1.0
    low = float(shown.min()) - 1.0 if report.noise_db is None else report.noise_db - 4.0
    low = min(max(low, high - 70.0), high - 5.0)
    return Frame(left, max(right, left + trace.spacing_m), low, high)


def _level(reading: Reading, event: events.Event) -> float:
    """Where the pin of an event touches the line [dB]: just before it, and behind the dead zone for the launch."""
    trace, sections = reading.trace, reading.report.sections
    at = trace.index(sections[0].start_m if event.kind == "launch" and sections else event.position_m)
    level = float(np.median(trace.samples_db[max(0, at - 2) : at + 1]))
    return level if np.isfinite(level) else -200.0


def shapes(reading: Reading, language: Language) -> list[Shape]:
    """Everything that the picture of a reading is made of."""
    from simulator.ui.trace_layout import page

    return page(picture(reading, language), language.number)


def plot(reading: Reading, out: Path, language: Language) -> None:
    """Write the picture: .png or .svg by the file's ending. Raises AnalyseError for another one."""
    if out.suffix.lower() not in SUFFIXES:
        raise AnalyseError(language.text("{name} : le fichier doit finir par .png ou .svg.", name=out.name), 2)
    drawn = shapes(reading, language)
    if out.suffix.lower() == ".svg":
        from simulator.ui.trace_svg import svg

        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(svg(drawn), encoding="utf-8")
        return
    from simulator.ui.trace_paint import save_png

    save_png(drawn, out)
