from django.db import migrations


def leave_old_outcomes(apps, schema_editor):
    """What was in force before people were told is old news: nobody gets a message of it now."""
    Announcement = apps.get_model("following", "Announcement")
    revisions = apps.get_model("decisions", "DecisionRevision").objects.filter(state="published")
    for revision in revisions.select_related("decision").order_by("pk"):
        Announcement.objects.create(
            consultation_id=revision.decision.consultation_id,
            revision=revision,
            until=revision.published_event_id,
            at=revision.published_at,
            told_at=revision.published_at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('following', '0001_who_follows_and_who_was_told'),
    ]

    operations = [
        migrations.RunPython(leave_old_outcomes, migrations.RunPython.noop),
    ]
