from .classification import (
    Confusion as Confusion,
)
from .classification import (
    confusion as confusion,
)
from .prediction import (
    predict as predict,
)
from .prediction import (
    predict_classes as predict_classes,
)
from .regression import r_squared as r_squared
