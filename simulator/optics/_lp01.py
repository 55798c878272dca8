"""The LP01 mode of a step-index fibre as a function of V alone: eigenvalue, radii, and the mode as seven Gaussians.

It deliberately knows no material, wavelength or catalogue: V in, lengths in core radii (or mode-field radii) out.

Why Gaussians: the overlap of two of them, shifted, tilted and diffracted, has a closed form, so the exact mode can be
coupled to another without any quadrature at run time. ``tests/optics/derive_modes.py`` derives both tables from the
eigenvalue equation and a test compares them with what stands here.
"""

from __future__ import annotations

import numpy as np

#: Range of V the tables cover. Single mode ends at 2.405; LP01 goes on above it, and so do the tables.
V_MIN, V_MAX = 1.3, 3.0

#: 1/e radii of the Gaussians, in Petermann II radii: the same for every V.
WIDTHS = (0.373, 0.413, 0.458, 0.633, 1.091, 1.768, 2.514)

# fmt: off
#: Chebyshev coefficients of u(V) over [V_MIN, V_MAX].
_U = (
    1.5322001098361027, 0.27773229548294975, -0.045060586117428046, 0.007146085935700538,
    -0.0010415815903374545, 0.00012065233563744016, -3.821016942942545e-06, -3.8641045781149765e-06,
    1.7803848846892262e-06, -5.59094132345266e-07, 1.4759573405923008e-07, -3.4176528426186603e-08,
    6.851581693888562e-09, -1.0872267984896805e-09, 8.02348873410958e-11, 3.212466428112158e-11,
    -2.0915452887961717e-11, 8.090515135583135e-12, -2.5713952750987813e-12, 7.204189901673662e-13,
    -1.7441079379515888e-13,
)

#: Chebyshev coefficients of the seven amplitudes, one row per degree.
_AMPLITUDES = (
    (-2.8029101, 8.0870096, -6.8196243, 2.5156939, 0.8263922, 0.1807234, 0.0381664),
    (-3.6692097, 12.7251465, -11.5458823, 2.3403080, 0.0863435, -0.0654485, -0.0698710),
    (-5.3761959, 12.3988507, -7.4589780, 0.4823874, -0.0222932, -0.0222766, 0.0335812),
    (2.3121553, -6.1210765, 4.2987934, -0.5533801, 0.0634754, -0.0070022, -0.0058242),
    (0.1251408, 0.0810142, -0.2804323, 0.0951446, -0.0157322, 0.0015583, 0.0014128),
    (-0.5064882, 1.0844437, -0.6322535, 0.0546454, -0.0057027, 0.0025684, -0.0010343),
    (0.2707070, -0.6245609, 0.3951870, -0.0446010, 0.0058849, -0.0020560, 0.0005944),
    (-0.0825972, 0.1994892, -0.1319525, 0.0167534, -0.0024387, 0.0008329, -0.0002238),
    (0.0114932, -0.0309737, 0.0224000, -0.0034221, 0.0005692, -0.0001997, 0.0000526),
    (0.0035632, -0.0068656, 0.0035299, -0.0001542, -0.0000139, 0.0000095, -0.0000026),
    (-0.0032625, 0.0072719, -0.0044671, 0.0004732, -0.0000576, 0.0000174, -0.0000044),
    (0.0013858, -0.0031936, 0.0020297, -0.0002373, 0.0000323, -0.0000103, 0.0000026),
    (-0.0003994, 0.0009395, -0.0006090, 0.0000750, -0.0000108, 0.0000035, -0.0000009),
)
# fmt: on


def _chebyshev(v: np.ndarray, degree: int) -> np.ndarray:
    """Chebyshev polynomials T_0..T_degree of V mapped on [-1, 1], shape v.shape + (degree + 1,)."""
    position = np.clip((2.0 * v - (V_MAX + V_MIN)) / (V_MAX - V_MIN), -1.0, 1.0)
    return np.asarray(np.cos(np.arccos(position)[..., None] * np.arange(degree + 1)))


def eigenvalue(v: np.ndarray) -> np.ndarray:
    """Core parameter u of LP01: the root of u J1(u)/J0(u) = w K1(w)/K0(w), w^2 = V^2 - u^2.

    Any shape. Valid for V_MIN <= V <= V_MAX; error below 1e-12 (tested). Gloge, Appl. Opt. 10 (1971) 2252.
    """
    return np.asarray(_chebyshev(v, len(_U) - 1) @ np.array(_U))


def amplitudes(v: np.ndarray) -> np.ndarray:
    """Amplitudes of the Gaussians exp(-(r/(WIDTHS_j w))^2), w the Petermann II radius; shape v.shape + (7,).

    They come nearest to the mode in field and slope; the share of power they miss is below 5e-5 (tested).
    """
    return np.asarray(_chebyshev(v, len(_AMPLITUDES) - 1) @ np.array(_AMPLITUDES))


def petermann_2(v: np.ndarray) -> np.ndarray:
    """Petermann II radius (far-field rms, the MFD/2 of ITU-T G.650.1) in core radii: sqrt(2) J1(u)/(w J0(u)), exact.

    Source: Petermann, Electron. Lett. 19 (1983) 712; the step-index form as in Hussey & Martinez, Electron. Lett. 21
    (1985) 1103, whose fit is not used because the exact form costs no more.
    """
    u = eigenvalue(v)
    j0, j1 = _bessel_j01(u)
    return np.asarray(np.sqrt(2.0) * j1 / (np.sqrt(v * v - u * u) * j0))


def petermann_1(v: np.ndarray) -> np.ndarray:
    """Petermann I radius (near-field rms) in core radii, exact.

    w1^2 = 4/3 (J0(u)/(u J1(u)) + 1/2 + 1/w^2 - 1/u^2), the integral of psi^2 r^3 with K0, K1 removed by the eigenvalue
    equation (checked against quadrature in the tests).
    """
    u = eigenvalue(v)
    j0, j1 = _bessel_j01(u)
    return np.asarray(np.sqrt(4.0 / 3.0 * (j0 / (u * j1) + 0.5 + 1.0 / (v * v - u * u) - 1.0 / (u * u))))


def _bessel_j01(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """J0 and J1 by their power series, Horner's way; 14 terms leave less than 1e-16 for x <= 2.405."""
    quarter = 0.25 * x * x
    j0 = j1 = np.ones_like(x)
    for k in range(13, 0, -1):
        j0 = 1.0 - j0 * quarter / (k * k)
        j1 = 1.0 - j1 * quarter / (k * (k + 1))
    return j0, 0.5 * x * j1
