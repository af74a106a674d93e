"""Labels and outputs that several tests judge."""

import numpy as np
import pytest


@pytest.fixture
def noisy():
    """Labels 0 and 1 of 400 rows, and outputs that lean their way."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 400)
    return y, np.clip(0.3 + 0.4 * y + 0.2 * rng.normal(size=400), 0.001, 0.999)
