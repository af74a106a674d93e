from .params import (
    params_folder as params_folder,
)
from .result import (
    RunResult as RunResult,
)
from .running import (
    run as run,
)
