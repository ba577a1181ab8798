"""Mail that waits to be sent."""

from django.db import models


class OutgoingMessage(models.Model):
    """A letter written in the same transaction as what it tells about."""

    to = models.EmailField("кому")
    subject = models.CharField("тема", max_length=300)
    body = models.TextField("текст")
    created_at = models.DateTimeField("написано")
    sent_at = models.DateTimeField("отправлено", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    last_error = models.CharField("ошибка", max_length=300, blank=True)

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="outgoing_unsent",
                condition=models.Q(sent_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.subject
