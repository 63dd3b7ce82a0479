"""Accounts: log-in through allauth alone, by e-mail code or password, and how often things may be done."""

from __future__ import annotations

ACCOUNT_ADAPTER = "consultations.people.web.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "signup": "consultations.people.web.forms.SignupForm",
    "login": "consultations.people.web.forms.LoginForm",
    "request_login_code": "consultations.people.web.forms.RequestLoginCodeForm",
    "reset_password": "consultations.people.web.forms.ResetPasswordForm",
    "add_email": "consultations.people.web.forms.NewEmailForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/15m/ip,10/15m/key",
    "request_login_code": "20/m/ip,5/5m/key",
    "signup": "20/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Whether a member of staff can use a role only with a second factor. On in production.
STAFF_SECOND_FACTOR = False

# How often one person, or one network where nobody is signed in, may do something: (acts at once, seconds in which
# as many come back).
RATE_LIMITS: dict[str, tuple[int, int]] = {
    "propose": (5, 600),
    "autosave": (120, 120),
    "invite": (20, 600),
    "file": (20, 600),
    "comment": (6, 240),
    # People whom texts of one author name with @, and who are told.
    "mention": (20, 86_400),
    "support": (60, 120),
    "answer": (10, 600),
    "opinion": (120, 120),
    "statement": (10, 600),
    "vote": (60, 120),
    "report": (10, 600),
    "appeal": (5, 600),
    "object_to_note": (5, 600),
    "follow": (60, 300),
    "follow_code": (20, 300),
    "follow_report": (20, 300),
    "join_session": (600, 60),
    "hear": (100, 600),
    "note": (20, 60),
    "ask_letter": (3, 86_400),
    "desk_number": (10, 3600),
    "letter_code": (10, 3600),
    "desk": (60, 3600),
}
