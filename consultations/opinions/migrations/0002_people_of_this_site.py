"""Opinions of participants of this site beside those of imported people; statements and maps that are kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0006_more_kinds_of_phase"),
        ("opinions", "0001_initial"),
        ("record", "0005_leaves_by_epoch_in_less_room"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="importedperson", name="an_imported_person_stands_once"),
        migrations.RenameModel("ImportedPerson", "Respondent"),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('seed', models.BooleanField(default=False)),
                ('meta', models.BooleanField(default=False)),
                ('look', models.CharField(choices=[('none', 'Not looked at'), ('accepted', 'Accepted'), ('rejected', 'Not taken up')], default='none', max_length=10)),
                ('ground', models.CharField(blank=True, choices=[('same', 'It says the same as another statement'), ('several', 'It says several things at once'), ('other_matter', 'It is not about the question'), ('no_statement', 'Nobody can agree or disagree with it'), ('rules', 'It breaks the rules of this site')], max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('handed_in_at', models.DateTimeField()),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('submission', models.UUIDField(blank=True, null=True)),
                ('agree', models.PositiveIntegerField(default=0)),
                ('disagree', models.PositiveIntegerField(default=0)),
                ('passed', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['handed_in_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StoredMap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('votes', models.PositiveIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('newest', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField()),
            ],
        ),
        migrations.AlterModelOptions(
            name='respondent',
            options={'ordering': ['consultation_id', 'pk']},
        ),
        migrations.RemoveConstraint(
            model_name='opinion',
            name='an_opinion_agrees_disagrees_or_passes',
        ),
        migrations.AddField(
            model_name='opinion',
            name='chance',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='opinion',
            name='event',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.event'),
        ),
        migrations.AddField(
            model_name='respondent',
            name='participant',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='respondents', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='opinion',
            name='choice',
            field=models.SmallIntegerField(choices=[(1, 'Agree'), (-1, 'Disagree'), (0, 'Pass')], null=True),
        ),
        migrations.AlterField(
            model_name='respondent',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='respondents', to='deliberation.consultation'),
        ),
        migrations.AlterField(
            model_name='respondent',
            name='key',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('choice__in', [-1, 0, 1]), models.Q(('choice__isnull', True), ('current', False)), _connector='OR'), name='an_opinion_agrees_disagrees_or_passes'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('chance__isnull', True), models.Q(('chance__gt', 0), ('chance__lte', 1)), _connector='OR'), name='a_chance_is_more_than_nought_and_at_most_one'),
        ),
        migrations.AddConstraint(
            model_name='respondent',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('consultation', 'key'), name='an_imported_person_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='respondent',
            constraint=models.UniqueConstraint(fields=('consultation', 'participant'), name='a_participant_answers_as_one_person_in_a_consultation'),
        ),
        migrations.AddConstraint(
            model_name='respondent',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), ('participant__isnull', True), _connector='OR'), name='a_respondent_is_of_this_site_or_of_another'),
        ),
        migrations.AddField(
            model_name='statement',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statement',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='deliberation.consultation'),
        ),
        migrations.AddField(
            model_name='statement',
            name='contribution',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='statement', to='deliberation.contribution'),
        ),
        migrations.AddField(
            model_name='storedmap',
            name='consultation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='opinion_map', to='deliberation.consultation'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['consultation', 'look'], name='statements_to_look_at'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(condition=models.Q(('submission__isnull', False)), fields=('author', 'submission'), name='a_statement_sent_twice_counts_once'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contribution__isnull', False), ('text', '')), models.Q(('contribution__isnull', True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='a_statement_has_its_words_in_one_place'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('look', 'rejected'), _negated=True), ('contribution__isnull', False), models.Q(('ground', ''), _negated=True), _connector='OR'), name='a_rejected_statement_says_why'),
        ),
    ]
