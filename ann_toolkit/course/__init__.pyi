from .catalog import (
    Exercise as Exercise,
    exercises as exercises,
    find_exercise as find_exercise,
)
from .checking import (
    Checks as Checks,
    checks as checks,
)
from .covers import (
    cover as cover,
)
from .doctor import (
    Finding as Finding,
    examine as examine,
)
from .results import (
    RunResult as RunResult,
)
from .runner import (
    run_exercise as run_exercise,
)
