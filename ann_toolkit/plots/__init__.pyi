from .classification import (
    classification_case as classification_case,
    confusion as confusion,
    decision_boundary as decision_boundary,
)
from .curves import (
    history as history,
)
from .data import (
    dataset as dataset,
)
from .fits import (
    regression as regression,
    regression_case as regression_case,
)
from .marginals import (
    marginals as marginals,
)
from .structure import (
    network as network,
)
from .style import (
    COLOURS as COLOURS,
    figure as figure,
)
