from . import (
    course as course,
    datasets as datasets,
    errors as errors,
    evaluation as evaluation,
    models as models,
    plots as plots,
    scratch as scratch,
    training as training,
)

__version__: str
