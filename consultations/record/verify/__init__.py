"""participate-verify: holds a record, a receipt or a mirror against its signatures, without trusting who serves it."""
