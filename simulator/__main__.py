"""Entry of ``python -m simulator``; it deliberately holds nothing but the call."""

import sys

from simulator.cli import main

if __name__ == "__main__":
    sys.exit(main())
