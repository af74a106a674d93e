"""Models in files: written whole, looked into before they are opened."""
