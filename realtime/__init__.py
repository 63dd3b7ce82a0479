"""Live co-creation sessions over websockets."""
