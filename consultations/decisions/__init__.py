"""Decision texts, their passages and changes, and what became of each contribution."""
