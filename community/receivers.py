"""What follows when posts are deleted, by whatever way: their pictures are let go once all of them are gone."""

from django.db.models.signals import post_delete
from django.db.transaction import on_commit
from django.dispatch import receiver

from community.actions.picturing import let_go
from community.models import Answer, Comment, Revision, Thread
from community.texts import render
from site_config.markdown import own_pictures


@receiver(post_delete, sender=Thread)
@receiver(post_delete, sender=Answer)
@receiver(post_delete, sender=Comment)
def let_pictures_go(sender, instance, **kwargs):
    if own_pictures(instance.body_html):
        on_commit(lambda: let_go([instance.body_html]))


@receiver(post_delete, sender=Revision)
def let_pictures_of_earlier_words_go(sender, instance, **kwargs):
    if "/pictures/" in instance.body_source:
        html = render(instance.body_source, instance.body_format)
        on_commit(lambda: let_go([html]))
