"""How good answers are: of classes, of numbers, of probabilities, and of several networks side by side."""
