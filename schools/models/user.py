"""A person who signs in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.timezone import localdate

from schools.enums import Role
from schools.models.scope import scope_of


class UserManager(BaseUserManager["User"]):
    """Creates people for commands and tests."""

    def create_user(
        self, username: str, password: str | None = None, **fields: object
    ) -> "User":
        """Create a person; the address of mail is stored in lower case."""
        user = self.model(username=username, **fields)
        user.email = self.normalize_email(user.email).lower()
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **fields: object
    ) -> "User":
        """Create the first administrator of a new portal, with the role."""
        user = self.create_user(
            username, password, is_staff=True, is_superuser=True, **fields
        )
        user.memberships.create(
            role=Role.ADMINISTRATOR, starts_on=localdate(user.date_joined)
        )
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person regardless of the case typed."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person; what they may do comes from their memberships alone."""

    username = models.CharField(
        "логин",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Такой логин уже занят."},
    )
    full_name = models.CharField("имя", max_length=200, blank=True)
    email = models.EmailField("почта", blank=True)
    is_staff = models.BooleanField("вход в администрирование", default=False)
    is_active = models.BooleanField("учётная запись действует", default=True)
    date_joined = models.DateTimeField("заведён", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = "пользователь"
        verbose_name_plural = "пользователи"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_unique",
                condition=~models.Q(email=""),
                violation_error_message="Эта почта уже указана у другого человека.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def is_administrator(self) -> bool:
        """Tell whether the person holds the role today; flags do not outlive it."""
        return self.is_active and Role.ADMINISTRATOR in scope_of(self).roles

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer Django's admin, which is for administrators alone."""
        return self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        """Answer Django's admin about a whole app."""
        return self.is_administrator

    def get_full_name(self) -> str:
        """Return the name as it is written in papers."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return what the header of a page shows."""
        return self.full_name or self.username
