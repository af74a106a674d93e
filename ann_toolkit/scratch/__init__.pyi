from . import (
    activations as activations,
)
from . import (
    artificial_neuron as artificial_neuron,
)
from . import (
    losses as losses,
)
from . import (
    metrics as metrics,
)
from . import (
    optimizers as optimizers,
)
from .activations import (
    elu as elu,
)
from .activations import (
    gelu as gelu,
)
from .activations import (
    gelu_tanh as gelu_tanh,
)
from .activations import (
    heaviside as heaviside,
)
from .activations import (
    leaky_relu as leaky_relu,
)
from .activations import (
    linear as linear,
)
from .activations import (
    numerical_derivative as numerical_derivative,
)
from .activations import (
    relu as relu,
)
from .activations import (
    selu as selu,
)
from .activations import (
    sigmoid as sigmoid,
)
from .activations import (
    sign as sign,
)
from .activations import (
    silu as silu,
)
from .activations import (
    softmax as softmax,
)
from .activations import (
    softmax_jacobian as softmax_jacobian,
)
from .activations import (
    softplus as softplus,
)
from .activations import (
    tanh as tanh,
)
from .catalogue import (
    ACTIVATIONS as ACTIVATIONS,
)
from .catalogue import (
    ActivationFunction as ActivationFunction,
)
from .catalogue import (
    activation_table as activation_table,
)
from .catalogue import (
    get_activation as get_activation,
)
from .catalogue import (
    register as register,
)
from .convolution import Conv1D as Conv1D
from .convolution import Conv2D as Conv2D
from .errors import ScratchError as ScratchError
from .layers import (
    Activation as Activation,
)
from .layers import (
    Dense as Dense,
)
from .layers import (
    DropConnect as DropConnect,
)
from .layers import (
    Dropout as Dropout,
)
from .layers import (
    Flatten as Flatten,
)
from .layers import (
    Layer as Layer,
)
from .layers import (
    Parameter as Parameter,
)
from .layers import (
    Reshape as Reshape,
)
from .losses import LOSSES as LOSSES
from .losses import get_loss as get_loss
from .network import History as History
from .network import Network as Network
from .neurons import (
    LOGIC_CASES as LOGIC_CASES,
)
from .neurons import (
    TRUTH_TABLE as TRUTH_TABLE,
)
from .neurons import (
    Perceptron as Perceptron,
)
from .neurons import (
    logic_cases as logic_cases,
)
from .neurons import (
    logic_neuron as logic_neuron,
)
from .neurons import (
    rosenblatt as rosenblatt,
)
from .neurons import (
    threshold_unit as threshold_unit,
)
from .neurons import (
    xor_by_stacked_perceptrons as xor_by_stacked_perceptrons,
)
from .optimizers import (
    Adam as Adam,
)
from .optimizers import (
    GradientDescent as GradientDescent,
)
from .optimizers import (
    Momentum as Momentum,
)
from .optimizers import (
    Optimizer as Optimizer,
)
from .pooling import (
    AveragePooling1D as AveragePooling1D,
)
from .pooling import (
    AveragePooling2D as AveragePooling2D,
)
from .pooling import (
    MaxPooling1D as MaxPooling1D,
)
from .pooling import (
    MaxPooling2D as MaxPooling2D,
)
from .recurrent import SimpleRNN as SimpleRNN
from .stopping import Stopping as Stopping
