from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    """allauth, told about our user's language and about the site's name in its mails."""

    def new_user(self, request):
        user = super().new_user(request)
        user.language = get_language() or user.language
        return user
