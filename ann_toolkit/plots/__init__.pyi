from .activation_curves import (
    activation as activation,
    activations as activations,
    softmax_animation as softmax_animation,
    softmax_surface as softmax_surface,
)
from .animations import (
    boundary_animation as boundary_animation,
    hidden_boundaries as hidden_boundaries,
    loss_landscape as loss_landscape,
)
from .boundaries import (
    classification_case as classification_case,
    confusion as confusion,
    decision_boundary as decision_boundary,
)
from .classification import (
    calibration as calibration,
    precision_recall as precision_recall,
    remedies as remedies,
    roc as roc,
    thresholds as thresholds,
)
from .comparisons import (
    comparison as comparison,
)
from .data import (
    dataset as dataset,
)
from .epochs import (
    history as history,
)
from .explanation import (
    importance as importance,
    shap_bar as shap_bar,
    shap_beeswarm as shap_beeswarm,
    shap_dependence as shap_dependence,
    shap_waterfall as shap_waterfall,
    weights as weights,
)
from .networks import (
    network as network,
)
from .regressions import (
    noise_study as noise_study,
    regression as regression,
    regression_case as regression_case,
    regression_parts as regression_parts,
    residuals as residuals,
)
from .sensors import (
    marginals as marginals,
)
from .structure import (
    feature_maps as feature_maps,
    filters as filters,
    layers as layers,
    plot_model as plot_model,
)
from .studies import (
    bias_variance as bias_variance,
    capacity as capacity,
    learning_curve as learning_curve,
)
from .style import (
    COLOURS as COLOURS,
    figure as figure,
)
from .training import (
    learning_rate as learning_rate,
    learning_rate_regimes as learning_rate_regimes,
)
