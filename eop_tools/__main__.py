"""`python -m eop_tools` is the command `eop`."""

import sys

from eop_tools.cli import main

sys.exit(main())
