from .params import (
    params_folder as params_folder,
)
from .running import (
    RunResult as RunResult,
    run as run,
)
