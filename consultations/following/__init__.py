"""Who follows what, and who is told what became of theirs when the city has decided or changes an answer."""
