"""Models in files: written whole (``saving``), checked before they are opened (``checks``, ``loading``)."""
