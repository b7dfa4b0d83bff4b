"""What follows when rows come and go, by whatever way: members get their standing, pictures of deleted posts are let
go, whoever joins or leaves the team, or may not sign in, stands on no board of honour, or again."""

from allauth.account.signals import user_signed_up
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.db.transaction import on_commit
from django.dispatch import receiver
from django.urls import reverse
from django.utils.timezone import now

from accounts.actions import tell_in_inbox
from accounts.models import User
from accounts.sessions import bring_along
from community.actions.picturing import let_go
from community.badges.looking import look_again
from community.models import Answer, Comment, Household, Organisation, Revision, Standing, Thread
from community.reputation.ranking import rank_again
from community.reputation.ties import forget_ties
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


bring_along("standing")


@receiver(post_save, sender=User)
def give_standing(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        is_ranked = instance.is_active and not instance.is_superuser
        instance.standing = Standing.objects.create(member=instance, is_ranked=is_ranked)


@receiver(user_signed_up)
def offer_tour(user, **kwargs):
    """Once, in the inbox of whoever signs up: it waits there until they look."""
    tell_in_inbox([user], "tour_offered", url=reverse("tour"), context={})


@receiver(post_save, sender=User)
def look_at_what_they_say_of_themselves(sender, instance, created, raw=False, update_fields=None, **kwargs):
    if not (created or raw) and (update_fields is None or "about" in update_fields):
        look_again([instance.pk], now())


@receiver(m2m_changed, sender=User.groups.through)
def rank_as_role_says(sender, instance, action, reverse, pk_set, **kwargs):
    if action in ("post_add", "post_remove", "post_clear"):
        rank_again(pk_set or [] if reverse else [instance.pk])


@receiver(post_save, sender=User)
def rank_as_account_says(sender, instance, created, raw=False, update_fields=None, **kwargs):
    if not (created or raw) and (update_fields is None or {"is_active", "is_superuser"} & set(update_fields)):
        rank_again([instance.pk])


@receiver([post_save, post_delete], sender=Organisation)
@receiver([post_save, post_delete], sender=Household)
def forget_who_belongs_together(**kwargs):
    forget_ties()
