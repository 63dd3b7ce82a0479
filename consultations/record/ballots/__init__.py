"""Secret ballots whose tally anyone can check (docs/record-format.md, 'Secret ballots').

Imports no Django, and PyNaCl, which the rest of the verifier does without.
"""
