from .cohort import (
    make_cohort as make_cohort,
)
from .grading import (
    Grade as Grade,
    check_script as check_script,
)
from .handout import (
    strip_solutions as strip_solutions,
    write_handouts as write_handouts,
)
from .manifest import (
    verify_cohort as verify_cohort,
)
from .roster import (
    make_secret as make_secret,
)
