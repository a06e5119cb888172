"""`python -m horseshoe`."""

from horseshoe.cli import main

main()
