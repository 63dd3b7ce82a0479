"""Who may work in the CMS: one group, kept in step with the roles that people were granted."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import HomePage
from consultations.people.domain.roles import Capability
from consultations.people.models import Participant

EDITORS = "Page editors"
ON_PAGES = ("add_page", "change_page", "publish_page")
ON_FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
OF_THE_SITE = (("wagtailadmin", "access_admin"), ("simple_translation", "submit_translation"))
WAGTAILS_OWN = ("Moderators", "Editors")


@transaction.atomic
def lay_out_groups(using: str = "default") -> None:
    """Makes the group of editors with its rights on every language's pages, and puts in it whom it should hold."""
    for label in ("wagtailcore", "wagtailimages", "wagtaildocs", "wagtailadmin", "simple_translation"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    Group.objects.filter(name__in=WAGTAILS_OWN, user__isnull=True).delete()
    group = Group.objects.get_or_create(name=EDITORS)[0]
    for label, codename in OF_THE_SITE:
        group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    for home in HomePage.objects.order_by("pk"):
        for codename in ON_PAGES:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page=home.page_ptr, permission=permission)
    files = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=ON_FILES
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=permission)
    for participant in Participant.objects.filter(grants__isnull=False).distinct():
        keep_in_step(participant)


def keep_in_step(participant: Participant) -> None:
    """Puts ``participant`` into the editors' group or takes them out, as their roles say; changes nothing else."""
    group = Group.objects.get_or_create(name=EDITORS)[0]
    if participant.can(Capability.EDIT_CONSULTATION):
        participant.groups.add(group)
    else:
        participant.groups.remove(group)
