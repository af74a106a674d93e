from .cases.classification import (
    generate_classification_case as generate_classification_case,
    generate_classification_case1 as generate_classification_case1,
    generate_classification_case2 as generate_classification_case2,
)
from .cases.regression import (
    bumps as bumps,
    generate_bumps_case as generate_bumps_case,
    generate_plane_case as generate_plane_case,
    generate_regression_case as generate_regression_case,
    regression_function as regression_function,
)
from .cases.sequences import (
    generate_adding_case as generate_adding_case,
    generate_parity_case as generate_parity_case,
    generate_sines_case as generate_sines_case,
)
from .cases.shapes import (
    generate_blobs_case as generate_blobs_case,
    generate_circles_case as generate_circles_case,
    generate_gaussians_case as generate_gaussians_case,
    generate_moons_case as generate_moons_case,
    generate_spiral_case as generate_spiral_case,
    generate_xor_case as generate_xor_case,
)
from .checks import (
    TASKS as TASKS,
)
from .dataset import (
    Dataset as Dataset,
)
from .finding import (
    real_files as real_files,
)
from .real.bike_sharing import (
    generate_bike_sharing_case as generate_bike_sharing_case,
    load_bike_sharing as load_bike_sharing,
)
from .real.california import (
    generate_california_case as generate_california_case,
    load_california as load_california,
)
from .real.cats_dogs import (
    generate_cats_dogs_case as generate_cats_dogs_case,
    load_cats_dogs as load_cats_dogs,
    save_cats_dogs as save_cats_dogs,
)
from .real.covtype import (
    generate_covtype_case as generate_covtype_case,
    load_covtype as load_covtype,
)
from .real.credit_card import (
    generate_credit_card_case as generate_credit_card_case,
    load_credit_card as load_credit_card,
)
from .real.emnist import (
    generate_characters_case as generate_characters_case,
    load_emnist as load_emnist,
    save_emnist as save_emnist,
)
from .real.fashion_mnist import (
    generate_fashion_case as generate_fashion_case,
    load_fashion_mnist as load_fashion_mnist,
)
from .real.gear_simulator import (
    count_defects as count_defects,
)
from .real.gears import (
    gear_table as gear_table,
    generate_gear_case as generate_gear_case,
    load_gears as load_gears,
)
from .real.mnist import (
    load_mnist as load_mnist,
    save_mnist as save_mnist,
)
from .real.robot import (
    generate_robot_case as generate_robot_case,
    load_dataset_networkA as load_dataset_networkA,
    load_dataset_networkB as load_dataset_networkB,
    load_robot as load_robot,
)
from .real.scikit_learn import (
    load_breast_cancer as load_breast_cancer,
    load_diabetes as load_diabetes,
    load_digits as load_digits,
    load_iris as load_iris,
    load_wine as load_wine,
)
from .real.signs import (
    generate_signs_case as generate_signs_case,
    load_signs as load_signs,
    save_signs as save_signs,
)
from .real.weather import (
    generate_weather_case as generate_weather_case,
    load_weather as load_weather,
)
from .schemas import (
    DIRECTIONS as DIRECTIONS,
    EMNIST_BALANCED as EMNIST_BALANCED,
    GEAR_INPUTS as GEAR_INPUTS,
    GEAR_OUTPUTS as GEAR_OUTPUTS,
)
