from . import (
    activations as activations,
    artificial_neuron as artificial_neuron,
    losses as losses,
    metrics as metrics,
    optimizers as optimizers,
)
from .activations import (
    elu as elu,
    gelu as gelu,
    gelu_tanh as gelu_tanh,
    heaviside as heaviside,
    leaky_relu as leaky_relu,
    linear as linear,
    numerical_derivative as numerical_derivative,
    relu as relu,
    selu as selu,
    sigmoid as sigmoid,
    sign as sign,
    silu as silu,
    softmax as softmax,
    softmax_jacobian as softmax_jacobian,
    softplus as softplus,
    tanh as tanh,
)
from .catalogue import (
    ACTIVATIONS as ACTIVATIONS,
    ActivationFunction as ActivationFunction,
    activation_table as activation_table,
    get_activation as get_activation,
    register as register,
)
from .convolution import Conv1D as Conv1D, Conv2D as Conv2D
from .errors import ScratchError as ScratchError
from .layers import (
    Activation as Activation,
    Dense as Dense,
    DropConnect as DropConnect,
    Dropout as Dropout,
    Flatten as Flatten,
    Layer as Layer,
    Parameter as Parameter,
    Reshape as Reshape,
)
from .losses import LOSSES as LOSSES, get_loss as get_loss
from .network import History as History, Network as Network
from .neurons import (
    LOGIC_CASES as LOGIC_CASES,
    TRUTH_TABLE as TRUTH_TABLE,
    Perceptron as Perceptron,
    logic_cases as logic_cases,
    logic_neuron as logic_neuron,
    rosenblatt as rosenblatt,
    threshold_unit as threshold_unit,
    xor_by_stacked_perceptrons as xor_by_stacked_perceptrons,
)
from .optimizers import (
    Adam as Adam,
    GradientDescent as GradientDescent,
    Momentum as Momentum,
    Optimizer as Optimizer,
)
from .pooling import (
    AveragePooling1D as AveragePooling1D,
    AveragePooling2D as AveragePooling2D,
    MaxPooling1D as MaxPooling1D,
    MaxPooling2D as MaxPooling2D,
)
from .recurrent import SimpleRNN as SimpleRNN
from .stopping import Stopping as Stopping
