"""How a pair of gears comes to be defective: parts drawn from their tolerances, assembled, turned once through.

The pair is a spur gear on a crown wheel, as in the course's second project (S0). A deviation is normal around
zero with sigma = T / (3 K) for a tolerance T and a capability K (the process capability index Cpk of a
centred process). A part conforms when its three deviations (pitch, run-out, form) all lie within +-T.

The kinematic transmission error (KTE) of an assembly is the peak-to-peak deviation of the driven wheel from
its place, on the line of action, over a full hunting cycle. The tooth numbers share no divisor, so every tooth
meets every other one, each wheel's worst place meets the other's, and the peak-to-peak of the sum is the
sum of the wheels' own. As in ISO 1328-1, where the total tangential deviation is the cumulative one plus a
tooth-to-tooth one, a long wave of each wheel and short waves of the tooth mesh add up:

    KTE = |r1 + p1 exp(i a1)| / 2 + |r2 + p2 exp(i a2)| / 2 + (|p1| + |p2|) / 6 + |f1 + f2 exp(i b)| / 2 + |m| / 4

- long wave: the eccentricity of a wheel is half its run-out r and moves the flanks by r from peak to peak,
  once a turn (J. D. Smith, Gear Noise and Vibration, 2nd ed., 2003). The cumulative pitch error p is a
  wave of the same length at a random angle a. Both gauges see the same first harmonic: each counts by half.
- short waves: the single pitch error is a third of the cumulative one (ISO 1328-1:2013 gives 0.34 for
  d = 50 mm, m = 2 mm); form defects f come once a mesh, at a random phase b; of the misalignment m, half
  is felt as the contact moves along the tooth. With a contact ratio near 2, two pairs of teeth share
  each of these, which halves them.

The weights are rounded and no gearbox was measured for them: the model is for teaching, its trends are real.

Statistical tolerance analysis of bevel and spur gears by Monte Carlo in this manner: J. Bruyere, J.-Y. Dantan,
R. Bigot, P. Martin, Mechanism and Machine Theory 42 (2007) 1326-1351.
"""

from __future__ import annotations

import numpy as np

LONG_WAVE, SINGLE_PITCH, FORM, MISALIGNMENT = 1 / 2, 1 / 6, 1 / 2, 1 / 4
_BLOCK = 8_192  # pairs at a time: what they need fits into a core's own cache


def count_defects(
    tolerances: np.ndarray,
    capabilities: np.ndarray,
    admissible: float,
    n_pairs: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Make pairs of parts by chance and count what is defective.

    Args:
        tolerances: (7,) micrometres, in the order of ``GEAR_DEVIATIONS`` (schemas.py).
        capabilities: (7,) capability factors K.
        admissible: the largest KTE that an assembly may have, micrometres.
        n_pairs: how many spur gears and crown wheels are made.
        rng: where chance comes from.

    Returns:
        (4,) counts: defective spur gears, defective crown wheels, assemblies (pairs whose parts both
        conform) and defective assemblies.
    """
    limits = np.asarray(tolerances, np.float32)[:, None]
    sigma = (limits / (3 * np.asarray(capabilities, np.float32)[:, None])).astype(np.float32)
    counts = np.zeros(4, np.int64)
    for start in range(0, n_pairs, _BLOCK):
        size = min(_BLOCK, n_pairs - start)
        deviations = rng.standard_normal((7, size), np.float32)
        deviations *= sigma
        within = np.abs(deviations[:6]) <= limits[:6]
        spur, crown = within[:3].all(axis=0), within[3:].all(axis=0)
        assembled = spur & crown
        error = transmission_error(deviations, rng.random((3, size), np.float32))
        defective = assembled & (error > np.float32(admissible))
        counts += [
            size - np.count_nonzero(spur),
            size - np.count_nonzero(crown),
            np.count_nonzero(assembled),
            np.count_nonzero(defective),
        ]
    return counts


def transmission_error(deviations: np.ndarray, phases: np.ndarray) -> np.ndarray:
    """The KTE of assemblies, by the formula at the head of this file.

    Args:
        deviations: (7, n) micrometres, in the order of ``GEAR_DEVIATIONS`` (schemas.py).
        phases: (3, n) parts of a turn: of the pitch error of either wheel, and between the form defects.

    Returns:
        (n,) micrometres.

    >>> alone = np.zeros((7, 1)); alone[1] = 6.0   # nothing but a run-out of 6 micrometres
    >>> transmission_error(alone, np.zeros((3, 1))).tolist()
    [3.0]
    """
    pitch_spur, runout_spur, form_spur, pitch_crown, runout_crown, form_crown, misalignment = deviations
    # In double precision: in single, processors differ in the last digit, and with it in the counts.
    cosines = np.cos(phases * np.float64(2 * np.pi)).astype(phases.dtype)
    error = _length(runout_spur, pitch_spur, cosines[0]) + _length(runout_crown, pitch_crown, cosines[1])
    error *= LONG_WAVE
    for values, weight in (
        (np.abs(pitch_spur) + np.abs(pitch_crown), SINGLE_PITCH),
        (_length(form_spur, form_crown, cosines[2]), FORM),
        (np.abs(misalignment), MISALIGNMENT),
    ):
        values *= weight
        error += values
    return error


def _length(a: np.ndarray, b: np.ndarray, cosine: np.ndarray) -> np.ndarray:
    """The length of the sum of two vectors ``a`` and ``b`` with an angle between them."""
    square = a * a
    square += b * b
    square += 2 * a * b * cosine
    return np.sqrt(np.maximum(square, 0, out=square), out=square)


def part_defect_rates(capabilities: np.ndarray) -> np.ndarray:
    """The exact share of defective parts: 1 - prod(2 Phi(3 K) - 1) over a part's three deviations.

    Args:
        capabilities: (..., 7) capability factors, in the order of ``GEAR_DEVIATIONS`` (schemas.py).

    Returns:
        (..., 2) shares of defective spur gears and crown wheels.

    >>> part_defect_rates(np.ones(7)).round(4).tolist()
    [0.0081, 0.0081]
    """
    from scipy.special import ndtr

    missed = 2 * ndtr(
        -3 * np.asarray(capabilities, float)
    )  # as 1 - P, so that small shares keep their digits
    conforming = np.log1p(-np.stack([missed[..., :3], missed[..., 3:6]], axis=-2)).sum(axis=-1)
    return -np.expm1(conforming)
