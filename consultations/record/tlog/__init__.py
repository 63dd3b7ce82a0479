"""The transparency log in plain Python: notes, trees, tiles, proofs. It needs the standard library and nothing else,
except ``signing``, which uses cryptography and which no verifier imports."""
