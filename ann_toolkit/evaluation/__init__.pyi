from .classification import (
    Confusion as Confusion,
)
from .classification import (
    confusion as confusion,
)
from .curves import (
    Curve as Curve,
)
from .curves import (
    precision_recall as precision_recall,
)
from .curves import (
    roc as roc,
)
from .imbalance import (
    class_weights as class_weights,
)
from .imbalance import (
    compare_remedies as compare_remedies,
)
from .imbalance import (
    resample as resample,
)
from .prediction import (
    predict as predict,
)
from .prediction import (
    predict_classes as predict_classes,
)
from .probabilities import (
    Calibration as Calibration,
)
from .probabilities import (
    CrossEntropy as CrossEntropy,
)
from .probabilities import (
    Threshold as Threshold,
)
from .probabilities import (
    calibration as calibration,
)
from .probabilities import (
    choose_threshold as choose_threshold,
)
from .probabilities import (
    cross_entropy as cross_entropy,
)
from .probabilities import (
    thresholds as thresholds,
)
from .regression import r_squared as r_squared
