"""On PostgreSQL, 0019 took the unique index of accepted answers away together with the plain one of the same column."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0022_words_that_were_hidden")]
    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX IF NOT EXISTS one_accepted_answer_per_thread "
            "ON community_answer (thread_id) WHERE accepted_at IS NOT NULL",
            migrations.RunSQL.noop,
        )
    ]
