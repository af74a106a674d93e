from .activations import step as step
from .convolutional import cnn as cnn
from .dense import (
    mlp as mlp,
    perceptron as perceptron,
    wide_and_deep as wide_and_deep,
)
from .files.inspection import (
    ModelFile as ModelFile,
    inspect as inspect,
)
from .files.loading import (
    load as load,
    load_weights as load_weights,
)
from .files.saving import (
    convert as convert,
    save as save,
    save_weights as save_weights,
)
from .layers import DropConnect as DropConnect
from .recurrent import rnn as rnn
