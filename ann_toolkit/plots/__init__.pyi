from .data import dataset as dataset
from .marginals import marginals as marginals
