from .builders import (
    mlp as mlp,
    perceptron as perceptron,
)
from .saving import (
    load as load,
    load_weights as load_weights,
    save as save,
    save_weights as save_weights,
)
