"""The loss of a joint without gap as a law of offset and tilt, and its evaluation over millions of joints.

It deliberately knows no fibre: modes come in as sums of Gaussians.

The law, one for each pair of modes and wavelength, x = offset^2 and y = tilt^2:

    loss = mode_field + (a x + b y + c x y) / (s + x + r y)          [dB]

Its small-angle limit (a x + b y)/s is the hybrid Gaussian form (Petermann II in the offset term, Petermann I in the
tilt term; Marcuse, BSTJ 56 (1977) 703). The rest is the correction: an LP01 mode has wider wings than a Gaussian, so
the loss grows more slowly. Six numbers make the law meet the exact coupling at six points. No exponential and no
logarithm is left, and offset and tilt can be anything: the law only grows.
"""

from __future__ import annotations

import numpy as np

from simulator.optics._beams import Beam, coupling

#: Where the law meets the coupling, in nepers of the Gaussian form: two points on each axis, one on the diagonal.
NEAR, FAR, DIAGONAL = 0.05, 0.5, 0.3
#: Loss by offset alone, or by tilt alone, levels off at most here [dB]: bounds the bend of the law from below.
_CEILING_DB = 1000.0
#: Joints evaluated at a time: three single-precision buffers of this size (1.2 MB) stay in the cache.
BLOCK = 98_304
#: Joints of one matrix product: its rows (0.4 MB) stay in the cache.
BATCH = 16_384
_NOT_FINITE = "offset and tilt must be finite numbers, in metres and radians"


def fit(a: Beam, b: Beam, radii: tuple[np.ndarray, np.ndarray], wave_number: np.ndarray) -> np.ndarray:
    """The law's numbers (mode_field, a, b, c, s, r), shape (6, m), for m pairs of modes.

    radii: mode-field radii of the two modes [m], shape (m,), which set the scale; wave_number = 2 pi n/wavelength
    [1/m], shape (m,).
    Units: dB, dB, dB m^2/rad^2, dB/rad^2, m^2, m^2/rad^2.
    """
    x1, x2, x3 = (offset_at(neper, radii) ** 2 for neper in (NEAR, FAR, DIAGONAL))
    sines = (np.minimum(1.0, kick_at(neper, radii) / wave_number) for neper in (NEAR, FAR, DIAGONAL))
    y1, y2, y3 = (np.arcsin(sine) ** 2 for sine in sines)
    zero = np.zeros_like(x1)
    x, y = np.stack([zero, x1, x2, zero, zero, x3]), np.stack([zero, zero, zero, y1, y2, y3])
    loss = -10.0 * np.log10(coupling(a, b, np.sqrt(x), wave_number * np.sin(np.sqrt(y))))
    base = np.where(loss[0] > 1e-12, loss[0], 0.0)
    rise = loss - loss[0]
    slope_x, bend_x = _through(x1, rise[1], x2, rise[2])
    slope_y, bend_y = _through(y1, rise[3], y2, rise[4])
    both = (rise[5] * (1.0 + bend_x * x3 + bend_y * y3) - slope_x * x3 - slope_y * y3) / (x3 * y3)
    # This floor keeps the loss growing with offset at every tilt, and with tilt at every offset.
    both = np.maximum(both, np.abs(slope_x * bend_y - slope_y * bend_x))
    return np.stack([base, slope_x / bend_x, slope_y / bend_x, both / bend_x, 1.0 / bend_x, bend_y / bend_x])


def evaluate(laws: np.ndarray, which: np.ndarray | None, offset: np.ndarray, tilt: np.ndarray) -> np.ndarray:
    """Loss [dB] of n joints: offset [m] and tilt [rad], shape (n,).

    laws has shape (6, m); ``which`` (n,) says which law a joint follows, None when there is one. Single precision
    inside, so the relative error is about 3e-7. Raises ValueError where an offset or a tilt is not a usable number.
    """
    laws = laws.astype(np.float32)  # with one law, its six rows of length 1 broadcast over the block
    loss = np.empty(len(offset))
    # A number too large for single precision becomes inf or nan, and is refused.
    with np.errstate(over="ignore", invalid="ignore"):
        start = _evaluate_batches(laws[:, 0], offset, tilt, loss) if which is None else 0
        size = min(BLOCK, len(offset) - start)
        buffers = tuple(np.empty(size, np.float32) for _ in range(3))
        for first in range(start, len(offset), BLOCK):
            part = slice(first, first + BLOCK)
            law = laws if which is None else laws[:, which[part]]
            _evaluate_block(law, offset[part], tilt[part], buffers, loss[part])
    return loss


def _evaluate_batches(law: np.ndarray, offset: np.ndarray, tilt: np.ndarray, loss: np.ndarray) -> int:
    """As many whole batches as there are, by one matrix product each; returns how many joints that was.

    The same law as ``_evaluate_block``, but a matrix product may round its last bit otherwise on another processor, so
    a single joint (a score) never comes this way.
    """
    base, top_x, top_y, top_xy, start, ratio = law.tolist()
    whole = len(offset) - len(offset) % BATCH
    rows = np.ones((4, BATCH), np.float32)  # x, y, x y and 1
    above, below = (top_x + base, top_y + base * ratio, top_xy, base * start), (1.0, ratio, 0.0, start)
    weights, sums = np.array([above, below], np.float32), np.empty((2, BATCH), np.float32)
    x, y, xy, _ = rows
    for first in range(0, whole, BATCH):
        part = slice(first, first + BATCH)
        x[:], y[:] = offset[part], tilt[part]
        np.multiply(x, x, x)
        np.multiply(y, y, y)
        np.multiply(x, y, xy)
        np.matmul(weights, rows, sums)
        np.divide(sums[0], sums[1], sums[0])
        loss[part] = sums[0]
    if whole and not np.isfinite(loss[:whole].sum()):
        raise ValueError(_NOT_FINITE)
    return whole


def _evaluate_block(
    law: np.ndarray, offset: np.ndarray, tilt: np.ndarray, buffers: tuple[np.ndarray, ...], loss: np.ndarray
) -> None:
    """One block, in place: every operation writes into a buffer that is already in the cache."""
    base, top_x, top_y, top_xy, start, ratio = law
    x, y, top = (buffer[: len(offset)] for buffer in buffers)
    np.copyto(x, offset, casting="same_kind")
    np.copyto(y, tilt, casting="same_kind")
    np.multiply(x, x, x)
    np.multiply(y, y, y)
    np.multiply(x, top_xy, top)
    np.add(top, top_y, top)
    np.multiply(top, y, top)
    np.multiply(y, ratio, y)  # from here on y turns into what stands under the fraction line
    np.add(y, x, y)
    np.add(y, start, y)
    np.multiply(x, top_x, x)
    np.add(top, x, top)
    np.divide(top, y, top)
    np.add(top, base, top)
    if not top.max() < np.inf:
        raise ValueError(_NOT_FINITE)
    np.copyto(loss, top)


def offset_at(neper: float, radii: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Offset [m] whose Gaussian loss is this many nepers of power."""
    return np.asarray(np.sqrt(0.5 * neper * (radii[0] ** 2 + radii[1] ** 2)))


def kick_at(neper: float, radii: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Transverse wave number [rad/m] whose Gaussian loss is this many nepers of power."""
    return np.asarray(np.sqrt(2.0 * neper * (radii[0] ** 2 + radii[1] ** 2)) / (radii[0] * radii[1]))


def _through(near: np.ndarray, low: np.ndarray, far: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope S and bend P > 0 of S t/(1 + P t) through (near, low) and (far, high): t/loss is a straight line."""
    inverse = np.maximum(1.0 / _CEILING_DB, (far / high - near / low) / (far - near))
    slope = 1.0 / (near / low - inverse * near)
    return slope, inverse * slope
