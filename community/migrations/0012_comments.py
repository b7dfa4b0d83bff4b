import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0011_lists_leave_out_merged_threads'),
        ('django_comments', '0004_add_object_pk_is_removed_index'),
        ('django_comments_xtd', '0008_auto_20200920_2037'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('xtdcomment_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='django_comments_xtd.xtdcomment')),
                ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='community.thread', verbose_name='question')),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='community.answer', verbose_name='answer')),
                ('author', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('kind', models.CharField(choices=[('plain', 'Comment'), ('request', 'Asks for more information'), ('reply', 'Adds information'), ('missing', 'Says what is missing')], default='plain', max_length=10)),
                ('body_html', models.TextField(help_text='Rendered and cleaned when written; safe to show')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='hidden')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hidden_reason', models.CharField(blank=True, max_length=240)),
                ('submission_key', models.CharField(blank=True, editable=False, max_length=100, null=True)),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['created_at', 'pk'],
                'indexes': [
                    models.Index(fields=['question', 'answer', 'created_at'], name='comment_post_time'),
                    models.Index(fields=['author', '-created_at'], name='comment_author_newest'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('submission_key__isnull', False)), fields=('author', 'submission_key'), name='comment_once_per_submission'),
                ],
            },
            bases=('django_comments_xtd.xtdcomment',),
        ),
    ]
