from .cases import (
    generate_classification_case as generate_classification_case,
)
from .cases import (
    generate_classification_case1 as generate_classification_case1,
)
from .cases import (
    generate_classification_case2 as generate_classification_case2,
)
from .cases import (
    generate_regression_case as generate_regression_case,
)
from .cases import (
    regression_function as regression_function,
)
from .dataset import Dataset as Dataset
from .dataset_checks import TASKS as TASKS
from .gears import GEAR_INPUTS as GEAR_INPUTS
from .gears import GEAR_OUTPUTS as GEAR_OUTPUTS
from .gears import gear_table as gear_table
from .gears import generate_gear_case as generate_gear_case
from .gears import load_gears as load_gears
from .robot import (
    DIRECTIONS as DIRECTIONS,
)
from .robot import (
    generate_robot_case as generate_robot_case,
)
from .robot import (
    load_dataset_networkA as load_dataset_networkA,
)
from .robot import (
    load_dataset_networkB as load_dataset_networkB,
)
from .robot import (
    load_robot as load_robot,
)
