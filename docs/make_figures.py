"""Draws the figures of optics.md: ``python docs/make_figures.py`` (needs ``pip install -e ".[docs]"``).

It deliberately computes nothing of its own: every curve is one call of ``simulator.optics``.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np

from simulator.formats import link_yaml
from simulator.optics import bend, connector, events, fibre, otdr, splice
from simulator.optics.fibre import CATALOGUE
from simulator.optics.link import End, KnownJoint, Link, Section

HERE = Path(__file__).parent
OUT = HERE / "figures"
D, A1, A2, B3 = (CATALOGUE[name] for name in ("G.652.D", "G.657.A1", "G.657.A2", "G.657.B3"))
WAVELENGTHS = (1310e-9, 1550e-9, 1625e-9)
COLOURS = ("#0B6E75", "#F28C28", "#C8372D")
INK = "#1F2A33"


def _axes(title: str, x: str, y: str):
    figure, axes = plt.subplots(figsize=(7.2, 3.6))
    axes.set_title(title, loc="left", color=INK, fontsize=12)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(color="#D9D2C5", linewidth=0.6)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _save(figure, axes, name: str, legend: bool = True) -> None:
    if legend:
        axes.legend(frameon=False)
    figure.tight_layout()
    OUT.mkdir(exist_ok=True)
    figure.savefig(OUT / f"{name}.png", dpi=110)
    plt.close(figure)


def offset() -> None:
    figure, axes = _axes("Offset: exact law, and the Gaussian over Marcuse's radius", "offset [µm]", "loss [dB]")
    d = np.linspace(0.0, 2e-6, 120)
    for wavelength, colour in zip(WAVELENGTHS, COLOURS, strict=True):
        label = f"{wavelength * 1e9:.0f} nm"
        axes.plot(d * 1e6, splice.loss(D, D, wavelength, offset=d), color=colour, label=label)
        v = float(fibre.v_number(D, wavelength))
        w = D.core_radius * (0.65 + 1.619 * v**-1.5 + 2.879 * v**-6)
        axes.plot(d * 1e6, 4.343 * (d / w) ** 2, color=colour, linestyle=":", linewidth=1)
    _save(figure, axes, "splice-offset")


def tilt() -> None:
    figure, axes = _axes("Tilt of the axis", "tilt [°]", "loss [dB]")
    degrees = np.linspace(0.0, 1.5, 120)
    for wavelength, colour in zip(WAVELENGTHS, COLOURS, strict=True):
        loss = splice.loss(D, D, wavelength, tilt=np.radians(degrees))
        axes.plot(degrees, loss, color=colour, label=f"{wavelength * 1e9:.0f} nm")
    _save(figure, axes, "splice-tilt")


def bends() -> None:
    figure, axes = _axes("Bend at 1625 nm: class limits, and the step index", "radius [mm]", "loss per turn [dB]")
    radius = np.linspace(5e-3, 30e-3, 200)
    for f, colour in zip((D, A1, A2, B3), (*COLOURS, "#2D6CDF"), strict=True):
        axes.semilogy(radius * 1e3, bend.loss_per_turn(f, radius, 1625e-9), color=colour, label=f.name)
    axes.set_ylim(1e-4, 100)
    _save(figure, axes, "bend")


def bend_or_splice() -> None:
    figure, axes = _axes("Bend or bad splice? The slope over wavelength tells", "wavelength [nm]", "loss [dB]")
    wavelength = np.linspace(1300e-9, 1650e-9, 80)
    axes.plot(
        wavelength * 1e9, splice.loss(D, D, wavelength, offset=1.2e-6), color=COLOURS[0], label="offset of 1.2 µm"
    )
    axes.plot(wavelength * 1e9, bend.loss_per_turn(D, 15e-3, wavelength), color=COLOURS[1], label="one turn, R = 15 mm")
    _save(figure, axes, "bend-or-splice")


def end_face() -> None:
    figure, axes = _axes("An end that looks into the air", "angle [°]", "reflectance [dB]")
    degrees = np.linspace(0.0, 10.0, 160)
    for wavelength, colour in zip(WAVELENGTHS[:2], COLOURS, strict=False):
        back = [connector.end_reflectance(D, wavelength, np.radians(a)) for a in degrees]
        axes.plot(degrees, back, color=colour, label=f"{wavelength * 1e9:.0f} nm")
    axes.set_ylim(-90, -10)
    _save(figure, axes, "end-face")


def trace() -> None:
    link = link_yaml.read(HERE.parent / "examples" / "ftth.yaml")
    figure, axes = _axes("examples/ftth.yaml at 1550 nm, 30 ns", "distance [m]", "level [dB]")
    settings = otdr.Settings(1550e-9, 30e-9, 5000.0, 30.0)
    taken = otdr.acquire(link, settings, np.random.default_rng(1))
    axes.plot(taken.distance_m, taken.samples_db, color=COLOURS[0], linewidth=0.6)
    for event in events.analyse(taken):
        axes.axvline(event.position_m, color=COLOURS[1], linewidth=0.8)
        axes.text(event.position_m, -17, f" {event.kind}", rotation=90, fontsize=7, color=INK, va="bottom")
    axes.set_xlim(0, 4000)
    axes.set_ylim(-50, 0)
    _save(figure, axes, "trace", legend=False)


def averaging() -> None:
    figure, axes = _axes("Four times the time, 1.5 dB more range", "distance [km]", "level [dB]")
    link = Link((Section(D, 60_000.0),), far=End("open"))
    for seconds, colour in zip((1.0, 15.0, 60.0), reversed(COLOURS), strict=True):
        settings = otdr.Settings(1550e-9, 100e-9, 80_000.0, seconds)
        taken = otdr.acquire(link, settings, np.random.default_rng(2), exact=True)
        label = f"{seconds:.0f} s"
        axes.plot(taken.distance_m / 1e3, taken.samples_db, color=colour, linewidth=0.3, label=label)
    axes.set_xlim(0, 80)
    axes.set_ylim(-55, -15)
    _save(figure, axes, "averaging")


def gainer() -> None:
    figure, axes = _axes("The same joint from both ends", "distance from the joint [m]", "level [dB]")
    small, large = fibre.with_mode_field(D, 8.9e-6), fibre.with_mode_field(D, 9.5e-6)
    link = Link(
        (Section(small, 2000.0), KnownJoint((("splice", 0.05),)), Section(large, 2000.0)), far=End("terminated")
    )
    settings = otdr.Settings(1550e-9, 100e-9, 5000.0, 180.0)
    for side, colour, label in ((link, COLOURS[0], "A to B"), (link.reversed(), COLOURS[1], "B to A")):
        taken = otdr.acquire(side, settings, np.random.default_rng(3))
        near = (taken.distance_m > 1600) & (taken.distance_m < 2400)
        level = taken.samples_db[near]
        axes.plot(taken.distance_m[near] - 2000, level - level[0], color=colour, linewidth=0.7, label=label)
    _save(figure, axes, "gainer")


if __name__ == "__main__":
    matplotlib.rcParams.update({"font.size": 9})
    for draw in (offset, tilt, bends, bend_or_splice, end_face, trace, averaging, gainer):
        draw()
