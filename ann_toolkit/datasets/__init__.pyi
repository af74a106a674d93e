from .cases import (
    generate_classification_case as generate_classification_case,
    generate_classification_case1 as generate_classification_case1,
    generate_classification_case2 as generate_classification_case2,
    generate_regression_case as generate_regression_case,
    regression_function as regression_function,
)
from .characters import (
    EMNIST_BALANCED as EMNIST_BALANCED,
    generate_characters_case as generate_characters_case,
)
from .dataset import Dataset as Dataset
from .dataset_checks import TASKS as TASKS
from .gears import (
    GEAR_INPUTS as GEAR_INPUTS,
    GEAR_OUTPUTS as GEAR_OUTPUTS,
    gear_table as gear_table,
    generate_gear_case as generate_gear_case,
    load_gears as load_gears,
)
from .image_files import (
    load_cats_dogs as load_cats_dogs,
    load_emnist as load_emnist,
    load_fashion_mnist as load_fashion_mnist,
    load_mnist as load_mnist,
    load_signs as load_signs,
    save_cats_dogs as save_cats_dogs,
    save_emnist as save_emnist,
    save_mnist as save_mnist,
    save_signs as save_signs,
)
from .image_twins import (
    generate_cats_dogs_case as generate_cats_dogs_case,
    generate_signs_case as generate_signs_case,
)
from .robot import (
    DIRECTIONS as DIRECTIONS,
    generate_robot_case as generate_robot_case,
    load_dataset_networkA as load_dataset_networkA,
    load_dataset_networkB as load_dataset_networkB,
    load_robot as load_robot,
)
