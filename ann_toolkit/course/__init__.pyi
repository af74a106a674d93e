from .catalog import (
    Exercise as Exercise,
    exercises as exercises,
    find_exercise as find_exercise,
)
from .checking import (
    Checks as Checks,
    checks as checks,
)
from .runner import (
    RunResult as RunResult,
    run_exercise as run_exercise,
)
