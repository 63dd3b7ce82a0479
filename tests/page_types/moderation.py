"""Reporting, deciding, appealing, and the public log."""

from tests.page_type import PageType
from tests.scene import scene, shown

PAGES = [
    PageType("report", lambda site: f"/contributions/{scene(site).proposal.pk}/report/", ""),
    PageType("moderation-desk", shown("/moderation/"), "", who="edon"),
    PageType("moderation-case", lambda site: f"/moderation/cases/{scene(site).case.pk}/", "", who="edon"),
    PageType("moderation-appeal", lambda site: f"/moderation/cases/{scene(site).case.pk}/appeal/", "", who="gezim"),
    PageType("fact-note", lambda site: f"/moderation/notes/{scene(site).note.pk}/", "Fact note"),
    PageType("fact-note-object", lambda site: f"/moderation/notes/{scene(site).note.pk}/", "Fact note", who="besnik"),
    PageType("fact-note-write", lambda site: f"/contributions/{scene(site).proposal.pk}/note/", "", who="edon"),
    PageType("fact-note-answer", lambda site: f"/moderation/objections/{scene(site).objection.pk}/", "", who="edon"),
    PageType("moderation-log", shown("/moderation/log/"), ""),
]
