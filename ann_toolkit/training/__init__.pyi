from .devices import (
    describe_devices as describe_devices,
    device as device,
    strategy as strategy,
)
from .engine.divergence import DivergenceWarning as DivergenceWarning
from .estimator import (
    KerasClassifier as KerasClassifier,
    KerasRegressor as KerasRegressor,
)
from .fitting import fit as fit
from .learning_rate import (
    LearningRateRun as LearningRateRun,
    LearningRates as LearningRates,
    find_learning_rate as find_learning_rate,
    learning_rate_regimes as learning_rate_regimes,
)
from .search import (
    SearchResult as SearchResult,
    grid_search as grid_search,
)
