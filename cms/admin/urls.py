"""Addresses of the desk, under /cms/desk/."""

from __future__ import annotations

from django.urls import path

from cms.admin.views import (
    answers,
    causes,
    consultations,
    decisions,
    promises,
    publishing,
    service_card,
    session,
    statements,
    surveys,
)

urlpatterns = [
    path("", consultations.index, name="consultations"),
    path("new/", consultations.create, name="create"),
    path("still-signed-in/", session.still_signed_in, name="still_signed_in"),
    path("decisions/<int:pk>/", decisions.show, name="decision"),
    path("decisions/<int:pk>/text/", decisions.text, name="text"),
    path("decisions/<int:pk>/missing/", decisions.missing, name="missing"),
    path("decisions/<int:pk>/publish/", publishing.publish, name="publish"),
    path("decisions/<int:pk>/plans/<int:plan_pk>/drop/", publishing.drop, name="drop_plan"),
    path("decisions/<int:pk>/reviews/ask/", publishing.ask, name="ask_review"),
    path("decisions/<int:pk>/reviews/<int:review_pk>/", publishing.review, name="review"),
    path("decisions/<int:pk>/changes/<int:change_pk>/", causes.change, name="change"),
    path("decisions/<int:pk>/changes/<int:change_pk>/own/", causes.own_initiative, name="own_initiative"),
    path("decisions/<int:pk>/links/<int:link_pk>/withdraw/", causes.withdraw, name="withdraw_link"),
    path("decisions/<int:pk>/promises/new/", promises.promise, name="promise"),
    path("decisions/<int:pk>/promises/<int:promise_pk>/", promises.update, name="promise_update"),
    path("consultations/<slug:slug>/", consultations.show, name="consultation"),
    path("consultations/<slug:slug>/edit/", consultations.edit, name="edit"),
    path("consultations/<slug:slug>/service-card/", service_card.service_card, name="service_card"),
    path("consultations/<slug:slug>/open/", consultations.open_, name="open"),
    path("consultations/<slug:slug>/close/", consultations.close, name="close"),
    path("consultations/<slug:slug>/answers/", answers.answers, name="answers"),
    path("consultations/<slug:slug>/statements/", statements.statements, name="statements"),
    path("consultations/<slug:slug>/decisions/new/", decisions.start, name="start_decision"),
    path("consultations/<slug:slug>/surveys/new/", surveys.create, name="new_survey"),
    path("consultations/<slug:slug>/surveys/copy/", surveys.clone, name="clone_survey"),
    path("consultations/<slug:slug>/surveys/<int:pk>/", surveys.show, name="survey"),
    path("consultations/<slug:slug>/surveys/<int:pk>/edit/", surveys.edit, name="edit_survey"),
    path("consultations/<slug:slug>/surveys/<int:pk>/put/", surveys.put, name="put_survey"),
    path("consultations/<slug:slug>/surveys/<int:pk>/questions/new/", surveys.new_question, name="new_question"),
    path("consultations/<slug:slug>/surveys/<int:pk>/questions/<int:question_pk>/", surveys.question, name="question"),
    path(
        "consultations/<slug:slug>/surveys/<int:pk>/questions/<int:question_pk>/move/",
        surveys.move,
        name="move_question",
    ),
    path(
        "consultations/<slug:slug>/surveys/<int:pk>/questions/<int:question_pk>/delete/",
        surveys.delete,
        name="delete_question",
    ),
]
