"""The verifiable log: what happened, in an order that nobody can change quietly."""
