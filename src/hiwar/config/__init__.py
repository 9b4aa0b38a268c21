"""Settings, addresses, server, commands: the only package that knows all others.

Whatever starts Hiwar passes here before NumPy is loaded. The classifier's matrix products are so small that threads of
the linear algebra library wait for each other longer than they calculate (measured: half the speed on two cores), and
the server has threads of its own.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
