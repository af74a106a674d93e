from .activations import step as step
from .builders import (
    mlp as mlp,
)
from .builders import (
    perceptron as perceptron,
)
from .layers import DropConnect as DropConnect
from .model_file import (
    ModelFile as ModelFile,
)
from .model_file import (
    inspect as inspect,
)
from .saving import (
    convert as convert,
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
