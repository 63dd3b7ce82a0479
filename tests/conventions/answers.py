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

# What stands in place of the parts of addresses that mean the same everywhere.
OF_THE_RECORD = {
    "<int:epoch>": "1",
    "<int:index>": "0",
    "<path:path>": "0/000.p/1",
    "<str:name>": "support.given",
}
OF_AN_AGENDA = {
    "<slug:method>": "collect",
    "<slug:step>": "ideas",
    "<int:pk>/rename": "1/rename",
    "<int:pk>/delete": "1/delete",
}
