"""Pure rules of a room: no database, clock or socket."""
