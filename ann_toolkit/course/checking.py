"""The checks of a lesson: they speak, and say what to try when something is missing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class CheckResult:
    """One check: whether it passed, the line that was printed, and what it is worth."""

    passed: bool
    line: str
    points: int = 1


class Checks:
    """A list of checks; each prints its own line at once, and is worth a point or more.

    >>> check = Checks()
    >>> check.at_least("accuracy with the hidden layer", 0.97, 0.95)
    ok  accuracy with the hidden layer: 0.97, at least 0.95
    >>> check.below("accuracy of one line", 0.53, 0.75)
    ok  accuracy of one line: 0.53 < 0.75
    >>> check.true("the loaded model answers like the saved one", True)
    ok  the loaded model answers like the saved one
    >>> check.done()
    3 of 3 checks passed
    >>> check.between("neurons that are enough", 3, 3, 8, points=2)
    ok  neurons that are enough: 3, from 3 to 8
    >>> check.done()
    4 of 4 checks passed, 5 of 5 points

    A guess is worth nothing but the surprise:

    >>> check.guess("share of the points that one line gets wrong", 0.5, 0.3549)
    guess  share of the points that one line gets wrong: you said 0.5, it is 0.3549
    """

    def __init__(self) -> None:
        self.results: list[CheckResult] = []

    def at_least(self, what: str, value: float, least: float, hint: str = "", points: int = 1) -> None:
        """Check that ``value`` is ``least`` or more."""
        self._report(_number(value) >= least, f"{what}: {_shown(value)}", f"at least {least:g}", hint, points)

    def at_most(self, what: str, value: float, most: float, hint: str = "", points: int = 1) -> None:
        """Check that ``value`` is ``most`` or less."""
        self._report(_number(value) <= most, f"{what}: {_shown(value)}", f"at most {most:g}", hint, points)

    def below(self, what: str, value: float, limit: float, hint: str = "", points: int = 1) -> None:
        """Check that ``value`` is less than ``limit``, which may be another result."""
        passed = _number(value) < _number(limit)
        line = f"{what}: {_shown(value)} < {_shown(limit)}" if passed else f"{what}: {_shown(value)}"
        self._report(passed, line, "" if passed else f"less than {_shown(limit)}", hint, points)

    def between(
        self, what: str, value: float, least: float, most: float, hint: str = "", points: int = 1
    ) -> None:
        """Check that ``value`` lies from ``least`` to ``most``, both included."""
        passed = least <= _number(value) <= most
        self._report(passed, f"{what}: {_shown(value)}", f"from {least:g} to {most:g}", hint, points)

    def close(
        self, what: str, value: float, expected: float, within: float, hint: str = "", points: int = 1
    ) -> None:
        """Check that ``value`` differs from ``expected`` by no more than ``within``."""
        passed = abs(_number(value) - expected) <= within
        self._report(passed, f"{what}: {_shown(value)}", f"{expected:g} ± {within:g}", hint, points)

    def equal(self, what: str, value: Any, expected: Any, hint: str = "", points: int = 1) -> None:
        """Check that ``value`` is exactly ``expected``."""
        passed = bool(np.all(value == expected))
        self._report(passed, f"{what}: {value}", "" if passed else str(expected), hint, points)

    def true(self, what: str, passed: Any, hint: str = "", points: int = 1) -> None:
        """Check that something holds."""
        self._report(bool(passed), what, "", hint, points)

    def guess(self, what: str, given: Any, seen: Any) -> None:
        """Put what was guessed before a picture beside what it showed. No check: nobody has to be right.

        Args:
            what: what the question was.
            given: the guess; None when none was made.
            seen: the answer.
        """
        said = "no guess yet" if given is None else f"you said {_shown(given)}"
        print(f"guess  {what}: {said}, it is {_shown(seen)}")

    def done(self) -> None:
        """Say how many checks passed; a script ends with exit code 1 when some did not."""
        passed = sum(result.passed for result in self.results)
        points = [result.points for result in self.results]
        earned = sum(result.points for result in self.results if result.passed)
        counted = f", {earned} of {sum(points)} points" if set(points) - {1} else ""
        print(f"{passed} of {len(self.results)} checks passed{counted}")
        interactive = hasattr(sys, "ps1") or "ipykernel" in sys.modules
        if passed < len(self.results) and not interactive:
            raise SystemExit(1)

    def _report(self, passed: bool, what: str, wanted: str, hint: str, points: int) -> None:
        line = f"{'ok' if passed else 'no'}  {what}"
        if wanted:
            line += f", {wanted}" if passed else f", but expected {wanted}"
        if hint and not passed:
            line += f". Hint: {hint}"
        self.results.append(CheckResult(bool(passed), line, points))  # NumPy gives a bool of its own
        print(line)


def checks() -> Checks:
    """A new list of checks for a lesson."""
    return Checks()


def _number(value: Any) -> float:
    """``value`` as a float; what is no number (an answer not given yet) fails every comparison."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")


def _shown(value: Any) -> str:
    number = _number(value)
    return f"{number:.4g}" if number == number else repr(value)
