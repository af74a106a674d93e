from . import (
    course as course,
)
from . import (
    datasets as datasets,
)
from . import (
    errors as errors,
)
from . import (
    evaluation as evaluation,
)
from . import (
    models as models,
)
from . import (
    plots as plots,
)
from . import (
    scratch as scratch,
)
from . import (
    training as training,
)

__version__: str
