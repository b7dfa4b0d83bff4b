"""What is told belongs to a group, and may wait for a bundle."""

import accounts.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_mails_by_kind'),
    ]

    operations = [
        migrations.AddField(
            model_name='notification',
            name='bundle',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications', to='accounts.bundle'),
        ),
        migrations.AddField(
            model_name='notification',
            name='mail_due_at',
            field=models.DateTimeField(blank=True, help_text='From when a bundle takes it along', null=True),
        ),
        migrations.AlterField(
            model_name='notification',
            name='group',
            field=models.CharField(default=accounts.models.own_group, max_length=40),
        ),
        migrations.AlterField(
            model_name='notification',
            name='mailed_at',
            field=models.DateTimeField(blank=True, help_text='When it was mailed, or put into a bundle', null=True),
        ),
        migrations.AlterField(
            model_name='notificationpreference',
            name='how',
            field=models.CharField(choices=[('now', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('none', 'No mail')], max_length=8),
        ),
        migrations.AlterField(
            model_name='notificationpreference',
            name='kind',
            field=models.CharField(choices=[('answers', 'Answers and comments on questions you follow'), ('solutions', 'A question you follow is solved'), ('mentions', 'Somebody mentions you'), ('thanks', 'Your answer helped'), ('boards', 'News on boards and tags you follow'), ('own', 'Our moderators or our team do something with what you wrote'), ('always', 'Your requests to our team, and words of the moderators to you')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['recipient', 'group', '-created_at'], name='inbox_groups'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('mail_due_at__isnull', False), ('mailed_at', None), ('read_at', None)), fields=['mail_due_at'], name='notification_to_bundle'),
        ),
        migrations.AddConstraint(
            model_name='notificationpreference',
            constraint=models.UniqueConstraint(fields=('user', 'kind'), name='one_preference_per_kind'),
        ),
    ]
