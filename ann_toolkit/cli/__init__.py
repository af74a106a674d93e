"""The ``ann`` command: a module for each group of commands; they only parse and call."""
