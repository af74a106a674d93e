"""The ``ann`` command: a module for each group of commands; they parse, call, and print what came back."""
