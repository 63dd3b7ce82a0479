"""The pieces that stories are made of, one file per family."""

from cms.blocks.text import TEXT_BLOCKS

__all__ = ["TEXT_BLOCKS"]
