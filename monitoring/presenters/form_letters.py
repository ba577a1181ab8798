"""Letters about what the department has decided on a form."""

from django.conf import settings
from django.urls import reverse

from monitoring.models import WindowSchool
from monitoring.queries.locks import last_day
from roadmaps.presenters.letters import Letter
from schools.templatetags.portal_format import NBSP, day


def accepted_letter(form: WindowSchool, *, site: str) -> Letter:
    """Return the letter about a form whose values count from now on."""
    return _letter(
        form,
        "форма принята",
        [
            "Форма принята: её числа вошли в показатели. Больше ничего делать не нужно.",
        ],
        site,
    )


def returned_letter(form: WindowSchool, *, is_reopened: bool, site: str) -> Letter:
    """Return the letter about a form that the school has to mend, with the reason."""
    what = "Принятая форма открыта снова" if is_reopened else "Форма возвращена"
    return _letter(
        form,
        "форма открыта снова" if is_reopened else "форма возвращена",
        [
            f"{what}: исправьте её и отправьте ещё раз.",
            f"Что исправить: {form.comment}",
            f"Форма принимается по {day(last_day(form))}.",
        ],
        site,
    )


def _letter(
    form: WindowSchool, decision: str, sentences: list[str], site: str
) -> Letter:
    body = "\n\n".join(
        [
            "Здравствуйте!",
            f"{form.window.title}: {form.school.name}",
            *sentences,
            f"{site}{reverse('forms:form', args=[form.pk])}",
            f"Изменить или отключить письма: {site}{reverse('terms:settings')}",
            settings.PRODUCT_NAME,
        ]
    )
    subject = f"{form.window.title}: {decision}"
    return Letter(subject.replace(NBSP, " "), body.replace(NBSP, " "))
