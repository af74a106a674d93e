from .builders import (
    mlp as mlp,
)
from .builders import (
    perceptron as perceptron,
)
from .saving import (
    load as load,
)
from .saving import (
    load_weights as load_weights,
)
from .saving import (
    save as save,
)
from .saving import (
    save_weights as save_weights,
)
