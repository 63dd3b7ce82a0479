"""An event has a leaf in each epoch; leaves and disclosures take less room; digests stand in the leaf alone.

Bodies and disclosures that lie there as they were are read as before (models/packed.py) and need no rewriting.
"""

import django.db.models.deletion
from django.db import migrations, models

import consultations.record.models.packed
from consultations.record import triggers
from consultations.record.tlog import leaf as leaves


def copy_leaves(apps, editor):
    with editor.connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO record_newleaf (event_id, epoch_id, "index", body) '
            'SELECT event_id, epoch_id, "index", body FROM record_leaf ORDER BY epoch_id, "index"'
        )
        if editor.connection.vendor == "postgresql":
            # A table with checks of foreign keys still to come cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def write_waiting_leaves(apps, editor):
    """What waits in the outbox gets the leaf that append writes from now on, its references still to be put in."""
    Pending = apps.get_model("record", "Pending")
    for pending in Pending.objects.select_related("event").order_by("event_id").iterator():
        event = pending.event
        pending.refers = bool(event.refs)
        pending.leaf = leaves.write(
            id=str(event.public_id),
            type=event.type,
            time=event.time,
            process=event.process,
            subject=event.subject,
            data=event.data,
            sd=event.sd,
        )
        pending.save(update_fields=["leaf", "refers"])


def remember_first_keys(apps, editor):
    apps.get_model("record", "Epoch").objects.update(first_vkey=models.F("vkey"))


class Migration(migrations.Migration):
    dependencies = [("record", "0004_what_witnesses_signed")]

    operations = [
        migrations.AddField("epoch", "first_vkey", models.CharField(default="", max_length=400), preserve_default=False),
        migrations.RunPython(remember_first_keys, migrations.RunPython.noop),
        migrations.AddField(
            "pending", "leaf", consultations.record.models.packed.PackedLeaf(default=b""), preserve_default=True
        ),
        migrations.AddField("pending", "refers", models.BooleanField(default=False)),
        migrations.RunPython(write_waiting_leaves, migrations.RunPython.noop),
        migrations.CreateModel(
            "NewLeaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.BigIntegerField()),
                ("body", consultations.record.models.packed.PackedLeaf()),
                (
                    "epoch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.epoch",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to="record.event",
                    ),
                ),
            ],
            options={"ordering": ["epoch_id", "index"]},
        ),
        migrations.RunPython(copy_leaves, migrations.RunPython.noop),
        migrations.DeleteModel("Leaf"),
        migrations.RenameModel("NewLeaf", "Leaf"),
        migrations.AddConstraint(
            "leaf", models.UniqueConstraint(fields=("epoch", "index"), name="one_leaf_at_an_index_of_an_epoch")
        ),
        migrations.AddConstraint(
            "leaf", models.UniqueConstraint(fields=("event", "epoch"), name="one_leaf_of_an_event_in_an_epoch")
        ),
        migrations.RemoveField("event", "sd"),
        migrations.AlterField("disclosure", "encoded", consultations.record.models.packed.EncodedDisclosure()),
        migrations.RunPython(lambda apps, editor: triggers.install(editor.connection), migrations.RunPython.noop),
    ]
