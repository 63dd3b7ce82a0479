from consultations.voting.models.ballot import Ballot, RollEntry
from consultations.voting.models.question import Option, Question
from consultations.voting.models.sealed import SealedBallot
from consultations.voting.models.tally import Tally

__all__ = ["Ballot", "Option", "Question", "RollEntry", "SealedBallot", "Tally"]
