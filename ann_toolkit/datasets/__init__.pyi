from .cases import (
    generate_classification_case as generate_classification_case,
    generate_classification_case1 as generate_classification_case1,
    generate_classification_case2 as generate_classification_case2,
    generate_regression_case as generate_regression_case,
    regression_function as regression_function,
)
from .dataset import TASKS as TASKS, Dataset as Dataset
from .robot import (
    DIRECTIONS as DIRECTIONS,
    generate_robot_case as generate_robot_case,
    load_dataset_networkA as load_dataset_networkA,
    load_dataset_networkB as load_dataset_networkB,
    load_robot as load_robot,
)
