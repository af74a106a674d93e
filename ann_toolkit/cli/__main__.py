"""``python -m ann_toolkit.cli`` is the command ``ann``."""

from ann_toolkit.cli.main import main

main()
