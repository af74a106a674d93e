from .activations import step as step
from .builders import (
    mlp as mlp,
    perceptron as perceptron,
    wide_and_deep as wide_and_deep,
)
from .files.inspection import (
    ModelFile as ModelFile,
    inspect as inspect,
)
from .files.saving import (
    convert as convert,
    load as load,
    load_weights as load_weights,
    save as save,
    save_weights as save_weights,
)
from .images_and_sequences import (
    cnn as cnn,
    rnn as rnn,
)
from .layers import DropConnect as DropConnect
