"""Addresses of the account: login, password, second factor.

Everybody has an account, so the roles do not differ here, save for those who have a
second factor: analysts and administrators, because they must.
"""

from tests.meta.matrix.rows import Row
from tests.meta.world import ANONYMOUS


WITH_FACTOR = ("analyst", "foreign_analyst", "administrator")


def of_those_with_a_factor(get: int, post: int) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(WITH_FACTOR, (get, post))


ROWS = {
    # Who is signed in has nothing to do at the door.
    "account_login": Row(302, 302, public=True, apart={ANONYMOUS: (200, 200)}),
    "account_signup": Row(302, 302, public=True, apart={ANONYMOUS: (200, 200)}),
    "account_logout": Row(200, 302, public=True, apart={ANONYMOUS: (302, 302)}),
    "account_inactive": Row(200, None, public=True),
    "account_reset_password": Row(200, 200, public=True),
    "account_reset_password_done": Row(200, None, public=True),
    "account_reset_password_from_key": Row(
        200,
        200,
        public=True,
        kwargs=lambda _world: {"uidb36": "1", "key": "not-a-key"},
    ),
    "account_reset_password_from_key_done": Row(200, None, public=True),
    "account_confirm_email": Row(
        200, 404, public=True, kwargs=lambda _world: {"key": "not-a-key"}
    ),
    "account_email_verification_sent": Row(200, None, public=True),
    # A stage of a login that nobody has begun.
    "account_confirm_login_code": Row(302, 302),
    "mfa_authenticate": Row(302, 302),
    "account_change_password": Row(200, 200),
    "account_set_password": Row(302, 302),
    "account_reauthenticate": Row(200, 200),
    # A form without a known button does nothing.
    "account_email": Row(200, 302),
    # Before anything changes the password is asked again.
    "mfa_index": Row(200, None),
    "mfa_activate_totp": Row(302, 302),
    "mfa_generate_recovery_codes": Row(302, 302),
    "mfa_deactivate_totp": Row(404, 404, apart=of_those_with_a_factor(302, 302)),
    "mfa_reauthenticate": Row(302, 302, apart=of_those_with_a_factor(200, 200)),
    "mfa_download_recovery_codes": Row(404, 404),
    "mfa_view_recovery_codes": Row(404, None),
}
