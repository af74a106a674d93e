"""Problems made to order: points to classify, curves and surfaces to fit, sequences."""
