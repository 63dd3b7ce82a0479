"""``python -m consultations.record.verify``."""

from consultations.record.verify.cli import main

raise SystemExit(main())
