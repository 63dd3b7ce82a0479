"""Signing up and logging in by e-mail code, the public name, and one's profile."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.fields import PasswordField
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from consultations.people.domain.pseudonym import LONGEST, clean_pseudonym
from consultations.people.enums import Hears
from consultations.people.models import Participant
from consultations.people.queries.pseudonyms import free_suggestion, is_taken

TAKEN = _("Someone already uses this public name. Choose another one.")
EMAIL_EXPECTED = _("Enter an e-mail address like name@example.org.")


def _own_words(field: forms.Field) -> None:
    field.label = _("E-mail address")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = "email"
    field.error_messages.update(required=EMAIL_EXPECTED, invalid=EMAIL_EXPECTED)
    for validator in field.validators:
        if isinstance(validator, EmailValidator):
            validator.message = EMAIL_EXPECTED


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _own_words(self.fields["email"])


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _own_words(self.fields["email"])


class NewEmailForm(allauth_forms.AddEmailForm):
    """The address that takes the place of the present one once its code was entered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _own_words(self.fields["email"])
        self.fields["email"].label = _("New e-mail address")


class PublicNameField(forms.CharField):
    """A name that everyone sees; ``holder`` may keep the one they have."""

    def __init__(self, *, holder: Participant | None = None, **kwargs: Any) -> None:
        self.holder = holder
        kwargs.setdefault("label", _("Public name"))
        kwargs.setdefault(
            "help_text", _("Everyone sees this name beside what you write. It need not be your real name.")
        )
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs.update(autocomplete="nickname", dir="auto")
        self.error_messages["required"] = _("Choose a public name.")

    def clean(self, value: Any) -> str:
        name = clean_pseudonym(super().clean(value))
        if is_taken(name, but_for=self.holder):
            raise ValidationError(TAKEN, code="taken")
        return name


class SignupForm(allauth_forms.SignupForm):
    """E-mail and public name; a password can be set later and never has to be."""

    field_order = ["email", "pseudonym"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _own_words(self.fields["email"])
        self.fields["email"].help_text = _("We send a code to this address. Nobody else sees it.")
        self.fields["pseudonym"] = PublicNameField()
        if not self.is_bound:
            self.initial.setdefault("pseudonym", free_suggestion())


class LoginForm(allauth_forms.LoginForm):
    """With the password empty a code is sent by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _own_words(self.fields["login"])

    def _setup_password_field(self) -> None:
        self.fields["password"] = PasswordField(
            label=_("Password"),
            help_text=_("Leave this empty to get a code by e-mail."),
            autocomplete="current-password",
            required=False,
        )
        self.fields["password"].widget.attrs.pop("placeholder", None)


class ProfileForm(forms.Form):
    """The public name and the language in which messages are sent."""

    language = forms.ChoiceField(
        label=_("Language of messages to you"), help_text=_("We write to you in this language.")
    )
    field_order = ["pseudonym", "language"]

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"pseudonym": participant.pseudonym, "language": participant.language})
        super().__init__(*args, **kwargs)
        self.fields["pseudonym"] = PublicNameField(
            holder=participant, help_text=_("When you change it, it changes on everything that you have written.")
        )
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = settings.LANGUAGES
        self.order_fields(self.field_order)


class HearingForm(forms.Form):
    """How to hear what became of one's own."""

    hears = forms.ChoiceField(
        label=_("How do you want to hear what became of yours?"),
        help_text=_(
            "If somebody decides about a text of yours by the rules of this site, we write to you in any case."
        ),
        widget=forms.RadioSelect,
        choices=Hears.choices,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"hears": participant.hears})
        super().__init__(*args, **kwargs)


class DeleteForm(forms.Form):
    """What becomes of one's texts when the account goes."""

    texts = forms.ChoiceField(
        label=_("What should happen to what you wrote?"),
        widget=forms.RadioSelect,
        choices=[
            ("keep", _("Keep my texts, without my name")),
            ("erase", _("Erase my texts too")),
        ],
        error_messages={"required": _("Choose what should happen to what you wrote.")},
    )
