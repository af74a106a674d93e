from .activations import step as step
from .builders import (
    mlp as mlp,
    perceptron as perceptron,
)
from .builders import (
    wide_and_deep as wide_and_deep,
)
from .images_and_sequences import (
    cnn as cnn,
)
from .images_and_sequences import (
    rnn as rnn,
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
    load_weights as load_weights,
    save as save,
    save_weights as save_weights,
)
