from .devices import (
    device as device,
    strategy as strategy,
)
from .engine.loop import DivergenceWarning as DivergenceWarning
from .fitting import fit as fit
from .learning_rate import (
    LearningRateRun as LearningRateRun,
    find_learning_rate as find_learning_rate,
    learning_rate_regimes as learning_rate_regimes,
)
from .search import (
    KerasClassifier as KerasClassifier,
    KerasRegressor as KerasRegressor,
    grid_search as grid_search,
)
