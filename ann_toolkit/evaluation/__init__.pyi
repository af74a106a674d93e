from .classification import (
    Confusion as Confusion,
    confusion as confusion,
)
from .prediction import (
    predict as predict,
    predict_classes as predict_classes,
)
from .regression import r_squared as r_squared
