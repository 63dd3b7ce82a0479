"""Files to take along: addresses without a language."""

from __future__ import annotations

from django.urls import path

from consultations.exchange.web.views import exports

app_name = "exports"
urlpatterns = [
    path("consultations/<slug:slug>/data/datapackage.json", exports.datapackage, name="datapackage"),
    path("consultations/<slug:slug>/data/<slug:table>.csv", exports.table, name="table"),
    path("consultations/<slug:slug>/vote/<int:pk>/results/budget.pb", exports.pabulib, name="pabulib"),
    path("consultations/<slug:slug>/decisions/<slug:dslug>/prov.json", exports.prov_json, name="prov-json"),
    path("consultations/<slug:slug>/decisions/<slug:dslug>/prov.jsonld", exports.json_ld, name="prov-json-ld"),
]
