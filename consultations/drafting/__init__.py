"""What is written before it is published: drafts, and the people who write them together."""
