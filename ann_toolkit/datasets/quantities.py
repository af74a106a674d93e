"""What a number in a file stands for, and so which values it can have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Quantity:
    """One kind of number: its limits follow from what it means, not from what the usual file holds.

    Args:
        what: what it is and what it may be, for messages ("a latitude, -90 to 90 degrees").
        lowest: the lowest value that makes sense.
        highest: the highest one.
        whole: whether only whole numbers make sense.
    """

    what: str
    lowest: float = -math.inf
    highest: float = math.inf
    whole: bool = False

    def wrong(self, values: np.ndarray) -> np.ndarray:
        """Where ``values`` holds what cannot be, NaN among it.

        >>> import numpy as np
        >>> Quantity("an hour", 0, 23, whole=True).wrong(np.array([0.0, 23.5, 77.0, np.nan])).tolist()
        [False, True, True, True]
        """
        inside = (values >= self.lowest) & (values <= self.highest)
        return ~(inside & (values == values.round())) if self.whole else ~inside


def code(what: str, lowest: int, highest: int) -> Quantity:
    """A whole number that stands for something.

    >>> code("a month", 1, 12).what
    'a month, 1 to 12'
    """
    return Quantity(f"{what}, {lowest} to {highest}", lowest, highest, whole=True)


FLAG = code("no or yes", 0, 1)
LATITUDE = Quantity("a latitude, -90 to 90 degrees", -90, 90)
LONGITUDE = Quantity("a longitude, -180 to 180 degrees", -180, 180)
BEARING = Quantity("a direction, 0 to 360 degrees", 0, 360)
SHARE = Quantity("a share, 0 to 1", 0, 1)
PERCENT = Quantity("a percentage, 0 to 100", 0, 100)
MONTH = code("a month", 1, 12)
HOUR = code("an hour", 0, 23)
COUNT = Quantity("a count, 0 or more", 0, 1e10)  # there are fewer people on Earth
BRIGHTNESS = Quantity("brightness, whole numbers from 0 to 255", 0, 255, whole=True)
CELSIUS = Quantity("a temperature, -100 to 100 degrees Celsius", -100, 100)  # of air: -89 to 57 were measured
