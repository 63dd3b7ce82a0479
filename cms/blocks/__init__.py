"""The pieces that stories are made of, one file per family."""

from cms.blocks.changes import ChangesBlock, PromisesBlock
from cms.blocks.figures import CoverageBlock, FiguresBlock
from cms.blocks.flow import FlowBlock
from cms.blocks.quotes import QuotesBlock
from cms.blocks.text import TEXT_BLOCKS

LIVE_BLOCKS = [
    ("figures", FiguresBlock()),
    ("changes", ChangesBlock()),
    ("flow", FlowBlock()),
    ("quotes", QuotesBlock()),
    ("coverage", CoverageBlock()),
    ("promises", PromisesBlock()),
]

__all__ = ["LIVE_BLOCKS", "TEXT_BLOCKS"]
