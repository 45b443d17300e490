"""The benchmarks use what stands beside them, and the nasty files of the tests above them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
