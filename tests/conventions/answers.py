"""What an address answers to whom, in short, for the table of test_permission_matrix.py."""

from __future__ import annotations

EVERYBODY = ("nobody", "besnik", "amina", "gezim", "chidi", "edon", "fatima", "dana", "registrar", "verified", "admin")
SIGN_IN = "sign in"
Answers = dict[str, int | str]


def everyone(answer: int) -> Answers:
    return dict.fromkeys(EVERYBODY, answer)


def only(*who: str, others: int = 403, nobody: int | str = SIGN_IN) -> Answers:
    return {**everyone(others), "nobody": nobody, **dict.fromkeys(who, 200)}


PUBLIC = everyone(200)
POST_ONLY = everyone(405)
MOVED = everyone(302)
SIGNED_IN: Answers = {**everyone(200), "nobody": SIGN_IN}
AUTHOR = only("amina")
