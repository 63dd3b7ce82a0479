from django.db import migrations

from consultations.record.domain import disclosure


def find_entries(apps, schema_editor):
    """The newest support.given of the contribution that holds the supporter's name, for supports given before."""
    Support = apps.get_model("deliberation", "Support")
    Disclosure = apps.get_model("record", "Disclosure")
    for support in Support.objects.filter(event=None).select_related("participant").order_by("pk").iterator():
        subject = f"contribution/{support.contribution_id}"
        held = Disclosure.objects.filter(event__type="support.given", event__subject=subject, name="supporter")
        for row in held.order_by("-event_id"):
            if disclosure.read(row.encoded)[1] == support.participant.pseudonym:
                Support.objects.filter(pk=support.pk).update(event_id=row.event_id)
                break


class Migration(migrations.Migration):

    dependencies = [
        ('deliberation', '0003_a_support_knows_its_entry'),
    ]

    operations = [
        migrations.RunPython(find_entries, migrations.RunPython.noop),
    ]
