"""The demo city: Port Luma, its people, its questions and what became of them, made through the operations."""
