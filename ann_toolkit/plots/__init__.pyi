from .classification import (
    classification_case as classification_case,
)
from .classification import (
    confusion as confusion,
)
from .classification import (
    decision_boundary as decision_boundary,
)
from .history import history as history
from .network import network as network
from .regression import (
    regression as regression,
)
from .regression import (
    regression_case as regression_case,
)
from .style import (
    COLOURS as COLOURS,
)
from .style import (
    figure as figure,
)
