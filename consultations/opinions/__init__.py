"""Confidential opinions on statements."""

import os

# The threads of numpy's arithmetic wait for one another: on a busy machine a map takes twice as long with two as with
# one. To be said before anything loads numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
