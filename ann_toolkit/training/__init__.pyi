from .devices import (
    device as device,
    strategy as strategy,
)
from .engine.loop import DivergenceWarning as DivergenceWarning
from .fit import fit as fit
from .learning_rate import (
    LearningRateRun as LearningRateRun,
    find_learning_rate as find_learning_rate,
    learning_rate_regimes as learning_rate_regimes,
)
