"""The Wagtail site that tells the story of each consultation."""
