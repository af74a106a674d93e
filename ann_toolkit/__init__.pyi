from . import (
    course as course,
    datasets as datasets,
    errors as errors,
    evaluation as evaluation,
    jobs as jobs,
    models as models,
    plots as plots,
    scratch as scratch,
    teaching as teaching,
    training as training,
)
from .base.version import __version__ as __version__
