from .explanation.importance import (
    compare_importance as compare_importance,
    permutation_importance as permutation_importance,
    statistics as statistics,
)
from .explanation.shapley import (
    ShapValues as ShapValues,
    exact_shapley as exact_shapley,
    shap_values as shap_values,
)
from .parameters import (
    Structure as Structure,
    structure as structure,
    weights as weights,
)
from .prediction import (
    predict as predict,
    predict_classes as predict_classes,
)
from .scores.classification import (
    Confusion as Confusion,
    confusion as confusion,
)
from .scores.comparison import (
    Comparison as Comparison,
    compare as compare,
    mcnemar as mcnemar,
)
from .scores.curves import (
    Curve as Curve,
    precision_recall as precision_recall,
    roc as roc,
)
from .scores.probabilities import (
    Calibration as Calibration,
    CrossEntropy as CrossEntropy,
    Threshold as Threshold,
    calibration as calibration,
    choose_threshold as choose_threshold,
    cross_entropy as cross_entropy,
    thresholds as thresholds,
)
from .scores.regression import (
    RegressionReport as RegressionReport,
    noise_ceiling as noise_ceiling,
    r_squared as r_squared,
    regression_report as regression_report,
)
from .studies.imbalance import (
    class_weights as class_weights,
    compare_remedies as compare_remedies,
    resample as resample,
)
from .studies.landscape import (
    LossSurface as LossSurface,
    loss_surface as loss_surface,
)
from .studies.recording import (
    WeightRecorder as WeightRecorder,
)
from .studies.repeated_training import (
    bias_variance as bias_variance,
    capacity_study as capacity_study,
    learning_curve as learning_curve,
    noise_study as noise_study,
)
