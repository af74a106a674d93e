from .classification import (
    classification_case as classification_case,
)
from .classification import (
    confusion as confusion,
)
from .classification import (
    decision_boundary as decision_boundary,
)
from .comparing import comparison as comparison
from .epochs import history as history
from .explanation import (
    importance as importance,
)
from .explanation import (
    shap_bar as shap_bar,
)
from .explanation import (
    shap_beeswarm as shap_beeswarm,
)
from .explanation import (
    shap_dependence as shap_dependence,
)
from .explanation import (
    shap_waterfall as shap_waterfall,
)
from .explanation import (
    weights as weights,
)
from .neurons import network as network
from .probabilities import (
    calibration as calibration,
)
from .probabilities import (
    precision_recall as precision_recall,
)
from .probabilities import (
    remedies as remedies,
)
from .probabilities import (
    roc as roc,
)
from .probabilities import (
    thresholds as thresholds,
)
from .regressions import (
    noise_study as noise_study,
)
from .regressions import (
    regression as regression,
)
from .regressions import (
    regression_case as regression_case,
)
from .regressions import (
    regression_parts as regression_parts,
)
from .regressions import (
    residuals as residuals,
)
from .structure import (
    feature_maps as feature_maps,
)
from .structure import (
    filters as filters,
)
from .structure import (
    layers as layers,
)
from .structure import (
    plot_model as plot_model,
)
from .studies import (
    bias_variance as bias_variance,
)
from .studies import (
    capacity as capacity,
)
from .studies import (
    learning_curve as learning_curve,
)
from .style import (
    COLOURS as COLOURS,
)
from .style import (
    figure as figure,
)
from .training import (
    boundary_animation as boundary_animation,
)
from .training import (
    hidden_boundaries as hidden_boundaries,
)
from .training import (
    loss_landscape as loss_landscape,
)
