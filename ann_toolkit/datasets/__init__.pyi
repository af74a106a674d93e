from .california import generate_california_case as generate_california_case
from .california import load_california as load_california
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
from .characters import EMNIST_BALANCED as EMNIST_BALANCED
from .characters import generate_characters_case as generate_characters_case
from .dataset import Dataset as Dataset
from .dataset_checks import TASKS as TASKS
from .fashion_twin import generate_fashion_case as generate_fashion_case
from .gears import GEAR_INPUTS as GEAR_INPUTS
from .gears import GEAR_OUTPUTS as GEAR_OUTPUTS
from .gears import gear_table as gear_table
from .gears import generate_gear_case as generate_gear_case
from .gears import load_gears as load_gears
from .hourly_tables import generate_bike_sharing_case as generate_bike_sharing_case
from .hourly_tables import generate_weather_case as generate_weather_case
from .hourly_tables import load_bike_sharing as load_bike_sharing
from .hourly_tables import load_weather as load_weather
from .image_files import load_cats_dogs as load_cats_dogs
from .image_files import load_emnist as load_emnist
from .image_files import load_signs as load_signs
from .image_files import save_cats_dogs as save_cats_dogs
from .image_files import save_emnist as save_emnist
from .image_files import save_signs as save_signs
from .image_twins import generate_cats_dogs_case as generate_cats_dogs_case
from .image_twins import generate_signs_case as generate_signs_case
from .mnist_files import load_fashion_mnist as load_fashion_mnist
from .mnist_files import load_mnist as load_mnist
from .mnist_files import save_mnist as save_mnist
from .public_tables import load_breast_cancer as load_breast_cancer
from .public_tables import load_covtype as load_covtype
from .public_tables import load_credit_card as load_credit_card
from .public_tables import load_diabetes as load_diabetes
from .public_tables import load_digits as load_digits
from .public_tables import load_iris as load_iris
from .public_tables import load_wine as load_wine
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
from .sequences import generate_adding_case as generate_adding_case
from .sequences import generate_parity_case as generate_parity_case
from .sequences import generate_sines_case as generate_sines_case
from .shapes import generate_blobs_case as generate_blobs_case
from .shapes import generate_circles_case as generate_circles_case
from .shapes import generate_gaussians_case as generate_gaussians_case
from .shapes import generate_moons_case as generate_moons_case
from .shapes import generate_spiral_case as generate_spiral_case
from .shapes import generate_xor_case as generate_xor_case
from .surfaces import bumps as bumps
from .surfaces import generate_bumps_case as generate_bumps_case
from .surfaces import generate_plane_case as generate_plane_case
from .table_twins import generate_covtype_case as generate_covtype_case
from .table_twins import generate_credit_card_case as generate_credit_card_case
