from .classification import (
    Confusion as Confusion,
)
from .classification import (
    confusion as confusion,
)
from .comparison import (
    Comparison as Comparison,
)
from .comparison import (
    compare as compare,
)
from .comparison import (
    mcnemar as mcnemar,
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
from .explanation import (
    ShapValues as ShapValues,
)
from .explanation import (
    exact_shapley as exact_shapley,
)
from .explanation import (
    shap_values as shap_values,
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
from .importance import (
    compare_importance as compare_importance,
)
from .importance import (
    permutation_importance as permutation_importance,
)
from .importance import (
    statistics as statistics,
)
from .importance import (
    weights as weights,
)
from .parameters import (
    Structure as Structure,
)
from .parameters import (
    structure as structure,
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
from .recording import WeightRecorder as WeightRecorder
from .regression import (
    RegressionReport as RegressionReport,
)
from .regression import (
    noise_ceiling as noise_ceiling,
)
from .regression import (
    noise_study as noise_study,
)
from .regression import r_squared as r_squared
from .regression import (
    regression_report as regression_report,
)
from .studies import (
    bias_variance as bias_variance,
)
from .studies import (
    capacity_study as capacity_study,
)
from .studies import (
    learning_curve as learning_curve,
)
