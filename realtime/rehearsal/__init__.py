"""Rehearsals: ghosts who do in a copy of a session what people would do, through the same door as people."""
