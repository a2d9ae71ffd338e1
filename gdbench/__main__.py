"""``python -m gdbench`` is the command ``gdbench``."""

from gdbench.cli import main

if __name__ == "__main__":
    main()
