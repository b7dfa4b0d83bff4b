"""allauth's forms as our pages show them: labels instead of placeholders, and one sentence about a new password.

The settings name them (``ACCOUNT_FORMS``, ``MFA_FORMS``). Apart from ``accounts.forms``, which allauth itself imports.
"""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from accounts.passwords import LongEnough


class Plain:
    """A placeholder that repeats the label vanishes when one types; four rules in a list are read by nobody."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = LongEnough().get_help_text()


class Login(Plain, account.LoginForm):
    pass


class Signup(Plain, account.SignupForm):
    pass


class AddEmail(Plain, account.AddEmailForm):
    pass


class ChangePassword(Plain, account.ChangePasswordForm):
    pass


class SetPassword(Plain, account.SetPasswordForm):
    pass


class ResetPassword(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordKey(Plain, account.ResetPasswordKeyForm):
    pass


class Reauthenticate(Plain, account.ReauthenticateForm):
    pass


class SecondStep(Plain, mfa.AuthenticateForm):
    pass


class SecondStepAgain(Plain, mfa.ReauthenticateForm):
    pass


class ActivateApp(Plain, totp.ActivateTOTPForm):
    pass
