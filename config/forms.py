"""The login form in the portal's words."""

from allauth.account.forms import LoginForm as LibraryLoginForm


class LoginForm(LibraryLoginForm):
    """Says which name is meant; the way to a new password stands beside the button."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Имя для входа или адрес почты"
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        if "remember" in self.fields:
            self.fields["remember"].label = "Не выходить на этом компьютере"
