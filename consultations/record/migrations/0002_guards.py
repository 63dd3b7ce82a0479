from django.db import migrations

from consultations.record import triggers


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.install(editor.connection), migrations.RunPython.noop, elidable=False
        ),
    ]
