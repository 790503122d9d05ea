"""`python -m reportedly` is the same as the command `reportedly`."""

from reportedly.cli import main

main()
