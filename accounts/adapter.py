from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language, override

from site_config.context_processors import current_site


class AccountAdapter(DefaultAccountAdapter):
    """allauth, told about our user's language and about the site's name in its mails."""

    def new_user(self, request):
        user = super().new_user(request)
        user.language = get_language() or user.language
        return user

    def render_mail(self, template_prefix, email, context, headers=None):
        """Our mails say ``site`` and are marked automatic, so that no out-of-office reply comes back.

        They are written in the account's language; to an address without an account, in that of the page.
        """
        words = {**context, "site": current_site()}
        with override(getattr(context.get("user"), "language", "") or get_language()):
            return super().render_mail(
                template_prefix, email, words, {"Auto-Submitted": "auto-generated", **(headers or {})}
            )
