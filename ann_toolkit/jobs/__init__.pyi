from .running import (
    RunResult as RunResult,
    run as run,
)
