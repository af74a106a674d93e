"""The pieces that a model file from a stranger may be made of; whatever is not on these lists is refused.

The lists hold Keras' own layers, losses, ... by name. Left out on purpose: layers that call what their
config names (Lambda, TorchModuleWrapper, TFSMLayer, JaxLayer, FlaxLayer, Pipeline), that read files or
addresses (StringLookup, IntegerLookup, TextVectorization) or carry assets, and every plain function
of Keras that is no activation, loss or metric (get_file, load_model, enable_unsafe_deserialization, ...).
"""

from __future__ import annotations

# The toolkit's own pieces, by the name under which they are registered in Keras.
OWN = frozenset({"ann_toolkit>DropConnect", "ann_toolkit>step"})


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DIMENSIONS = ("1D", "2D", "3D")
_BY_DIMENSION = (
    *("AveragePooling", "Conv", "ConvLSTM", "Cropping", "GlobalAveragePooling", "GlobalMaxPooling"),
    *("MaxPooling", "SpatialDropout", "UpSampling", "ZeroPadding"),
)
LAYERS = _words(
    """
    Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average
    BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Dense Dot Dropout ELU
    EinsumDense Embedding Flatten GRU GRUCell GaussianDropout GaussianNoise GroupNormalization
    GroupQueryAttention Identity InputLayer LSTM LSTMCell LayerNormalization LeakyReLU Masking Maximum
    Minimum MultiHeadAttention Multiply Normalization PReLU Permute RMSNormalization RNN RandomBrightness
    RandomContrast RandomCrop RandomFlip RandomRotation RandomTranslation RandomZoom ReLU RepeatVector
    Rescaling Reshape Resizing SimpleRNN SimpleRNNCell Softmax SpectralNormalization StackedRNNCells
    Subtract TimeDistributed UnitNormalization Conv1DTranspose Conv2DTranspose Conv3DTranspose
    DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D
    """
) | {kind + dimension for kind in _BY_DIMENSION for dimension in _DIMENSIONS}

MODELS = frozenset({"Sequential", "Functional", "Model"})
POLICIES = frozenset({"DTypePolicy", "FloatDTypePolicy"})
LOSSES = _words(
    """
    BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy
    CategoricalHinge CosineSimilarity Dice Hinge Huber KLDivergence LogCosh MeanAbsoluteError
    MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
    SparseCategoricalCrossentropy SquaredHinge Tversky
    """
)
METRICS = _words(
    """
    AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy CategoricalCrossentropy
    CategoricalHinge CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU
    KLDivergence LogCoshError Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper
    MeanSquaredError MeanSquaredLogarithmicError Poisson Precision PrecisionAtRecall R2Score Recall
    RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity SparseCategoricalAccuracy
    SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum
    TopKCategoricalAccuracy TrueNegatives TruePositives
    """
)
OPTIMIZERS = _words(
    """
    Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer Muon Nadam RMSprop SGD
    """
)
SCHEDULES = _words(
    """
    CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay PolynomialDecay
    """
)
INITIALIZERS = _words(
    """
    Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity IdentityInitializer LecunNormal
    LecunUniform Ones Orthogonal OrthogonalInitializer RandomNormal RandomUniform TruncatedNormal
    VarianceScaling Zeros
    """
)
REGULARIZERS = frozenset({"L1", "L2", "L1L2", "OrthogonalRegularizer"})
CONSTRAINTS = frozenset({"MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"})

# The module that a config gives for a class, and the classes that it may then name.
CLASSES: dict[str, frozenset[str]] = {
    "keras": MODELS | POLICIES,
    "keras.models": MODELS,
    "keras.src.models.functional": frozenset({"Functional"}),  # Keras writes functional models so
    "keras.layers": LAYERS,
    "keras.losses": LOSSES,
    "keras.metrics": METRICS,
    "keras.optimizers": OPTIMIZERS,
    "keras.optimizers.schedules": SCHEDULES,
    "keras.initializers": INITIALIZERS,
    "keras.regularizers": REGULARIZERS,
    "keras.constraints": CONSTRAINTS,
}

# Activations, losses and metrics that a config may name as bare functions.
FUNCTIONS = _words(
    """
    celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear
    log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign
    sparse_plus sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink threshold accuracy acc
    crossentropy ce binary_accuracy binary_crossentropy binary_focal_crossentropy categorical_accuracy
    categorical_crossentropy categorical_focal_crossentropy categorical_hinge cosine_similarity dice hinge
    huber kl_divergence kld KLD kullback_leibler_divergence log_cosh logcosh mean_absolute_error mae MAE
    mean_absolute_percentage_error mape MAPE mean_squared_error mse MSE mean_squared_logarithmic_error msle
    MSLE poisson r2_score root_mean_squared_error sparse_categorical_accuracy
    sparse_categorical_crossentropy sparse_top_k_categorical_accuracy squared_hinge
    top_k_categorical_accuracy tversky bce BCE glorot_normal glorot_uniform he_normal he_uniform identity
    lecun_normal lecun_uniform ones orthogonal random_normal random_uniform truncated_normal
    variance_scaling zeros l1 l2 l1_l2 max_norm min_max_norm non_neg unit_norm
    """
)

# A string under one of these keys names a function or a class, which Keras then looks up.
REFERENCES = (
    *("activation", "initializer", "regularizer", "constraint"),
    *("loss", "metrics", "weighted_metrics", "optimizer", "fn"),
)
# A string under one of these keys is the model's own word, which Keras does not look up: "a > b" is no address there.
OWN_WORDS = frozenset({"name", "equation", "keras_history", "input_layers", "output_layers"})
# Parts of a config that are data in the shape of a class.
PLAIN = frozenset({"__keras_tensor__", "__ellipsis__", "__slice__"})
