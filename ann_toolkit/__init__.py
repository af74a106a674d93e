"""Neural networks with Keras, from the first perceptron to a robot: the course, made to run.

>>> import ann_toolkit as ann
>>> data = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.1, seed=0)
>>> X, y = data
>>> X.shape, y.shape
((1000, 2), (1000,))

Each room is loaded when it is first used, so that importing the toolkit costs nothing:
``datasets``, ``models``, ``training``, ``evaluation``, ``plots``, ``scratch``,
``course``, ``jobs``, ``teaching``.
"""

from ann_toolkit.base import old_addresses, quiet_tensorflow, rooms
from ann_toolkit.base.version import __version__ as __version__

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)

quiet_tensorflow.install()
old_addresses.install()
