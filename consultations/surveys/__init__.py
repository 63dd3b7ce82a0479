"""Surveys: pages of questions with conditions, answered once by a person and counted question by question."""
