"""A row for each statement that was imported before, with its current opinions counted."""

from django.db import migrations
from django.db.models import Count, Q

BATCH = 500


def keep_statements(apps, schema_editor):
    Contribution = apps.get_model("deliberation", "Contribution")
    Opinion = apps.get_model("opinions", "Opinion")
    Statement = apps.get_model("opinions", "Statement")
    rows = Opinion.objects.filter(current=True).order_by().values("statement_id")
    counted = {
        row["statement_id"]: row
        for row in rows.annotate(
            agree=Count("pk", filter=Q(choice=1)),
            disagree=Count("pk", filter=Q(choice=-1)),
            passed=Count("pk", filter=Q(choice=0)),
        )
    }
    standing = Contribution.objects.filter(kind="statement", statement__isnull=True).order_by("pk")
    Statement.objects.bulk_create(
        (
            Statement(
                consultation_id=row.consultation_id,
                contribution=row,
                author_id=row.author_id,
                language=row.language,
                look="rejected" if row.state == "hidden" else "none",
                handed_in_at=row.created_at,
                agree=counted.get(row.pk, {}).get("agree", 0),
                disagree=counted.get(row.pk, {}).get("disagree", 0),
                passed=counted.get(row.pk, {}).get("passed", 0),
            )
            for row in standing.iterator(chunk_size=BATCH)
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("opinions", "0002_people_of_this_site")]

    operations = [migrations.RunPython(keep_statements, migrations.RunPython.noop)]
