from .activation_curves import (
    activation as activation,
    activations as activations,
    softmax_surface as softmax_surface,
)
from .animations import (
    boundary_animation as boundary_animation,
    softmax_animation as softmax_animation,
)
from .boundaries import (
    classification_case as classification_case,
    decision_boundary as decision_boundary,
    hidden_boundaries as hidden_boundaries,
)
from .classification import (
    calibration as calibration,
    confusion as confusion,
    precision_recall as precision_recall,
    roc as roc,
    thresholds as thresholds,
)
from .comparisons import (
    comparison as comparison,
    remedies as remedies,
)
from .convolutions import (
    feature_maps as feature_maps,
    filters as filters,
)
from .data import (
    dataset as dataset,
    marginals as marginals,
)
from .explanation import (
    importance as importance,
    shap_bar as shap_bar,
    shap_beeswarm as shap_beeswarm,
    shap_dependence as shap_dependence,
    shap_waterfall as shap_waterfall,
)
from .networks import (
    network as network,
    weights as weights,
)
from .regressions import (
    regression as regression,
    regression_case as regression_case,
    regression_parts as regression_parts,
    residuals as residuals,
)
from .structure import (
    layers as layers,
    plot_model as plot_model,
)
from .studies import (
    bias_variance as bias_variance,
    capacity as capacity,
    learning_curve as learning_curve,
    noise_study as noise_study,
)
from .style import (
    COLOURS as COLOURS,
    figure as figure,
)
from .training import (
    history as history,
    learning_rate as learning_rate,
    learning_rate_regimes as learning_rate_regimes,
    loss_landscape as loss_landscape,
)
