from .marginals import marginals as marginals
