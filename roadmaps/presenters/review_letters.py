"""What a letter about a review says."""

from roadmaps.models import Review
from roadmaps.presenters.letters import Letter
from roadmaps.presenters.programme_letters import GOODBYE
from schools.models import User
from schools.templatetags.portal_format import day


def letter_of_question(review: Review, *, by: User, question: str, url: str) -> Letter:
    """Return the letter that asks somebody for a second opinion."""
    programme = review.version.programme
    subject = f"{programme.school}: нужно ваше мнение о программе"
    parts = [
        f"{by} просит вас посмотреть документ и сказать своё мнение.",
        f"Школа: {programme.school}\nДокумент: {programme.title}",
        f"Версия: {review.version.number}",
        f"Вопрос: {question}" if question else "",
        f"Ответить нужно до {day(review.due_on)}." if review.due_on else "",
        f"Открыть в портале: {url}",
        GOODBYE,
    ]
    return Letter(subject, "\n\n".join(part for part in parts if part))
