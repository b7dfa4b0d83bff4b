"""What commenting asks people to type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import CheckedField, PublicForm, reason_field
from community.inline import checked_comment
from community.texts import clean_body


class CommentForm(PublicForm):
    text = CheckedField(
        label=_("Your comment"),
        error_messages={"required": _("Write a few words.")},
        check=checked_comment,
        tidy=clean_body,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autofocus": True}),
    )
    keyed_fields = public_fields = ("text",)


class EditOthersCommentForm(CommentForm):
    """A moderator says why another's words change."""

    reason = reason_field()
