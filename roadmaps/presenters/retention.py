"""Words about keeping and removing drafts: on pages, in letters, in the trail."""

from roadmaps.models import Programme
from roadmaps.presenters.letters import Letter
from roadmaps.presenters.programme_letters import GOODBYE
from roadmaps.queries.retention import TOLD_BEFORE, Removal
from schools.templatetags.portal_format import counted, day


DAYS = "день,дня,дней"


def rule_words(draft_days: int | None) -> str:
    """Say for how long drafts are kept."""
    if draft_days is None:
        return "хранить всегда"
    return f"хранить {counted(draft_days, DAYS)} после последней правки"


def term_words(draft_days: int | None) -> str:
    """Say the same for a column of a table."""
    return "всегда" if draft_days is None else counted(draft_days, DAYS)


def removal_notice(removal: Removal | None) -> dict[str, str] | None:
    """Warn on the page of a draft that its day is near."""
    if removal is None:
        return None
    return {
        "title": f"Черновик будет удалён {day(removal.day)}.",
        "text": (
            f"Его не отправляли и не меняли с {day(removal.last_touched_on)}. Чтобы "
            "сохранить черновик, измените его или загрузите новую версию."
        ),
    }


def letter_of_removal(draft: Programme, removal: Removal, *, url: str) -> Letter:
    """Return the letter before a draft goes; without an address for the office."""
    what = draft.kind.short_name
    whom = "" if url else f"{draft.school}: "
    document = f"Документ: {draft.title}" if url else f"Вид документа: {what}"
    advice = (
        "Чтобы сохранить черновик, откройте его и измените или загрузите новую версию."
        if url
        else "Если документ нужен, скажите об этом школе: сохранить его может она."
    )
    facts = (
        f"Черновик не отправляли и не меняли с {removal.last_touched_on:%d.%m.%Y}. "
        f"Портал удалит его вместе с файлами {removal.day:%d.%m.%Y}."
    )
    parts = [
        f"Школа: {draft.school}\n{document}",
        facts,
        advice,
        f"Открыть в портале: {url}" if url else "",
        GOODBYE,
    ]
    subject = f"{whom}черновик «{what}» будет удалён {removal.day:%d.%m.%Y}"
    subject = subject if whom else subject[0].upper() + subject[1:]
    return Letter(subject, "\n\n".join(part for part in parts if part))


def told_before() -> str:
    """Say how long before a removal people hear of it."""
    return counted(TOLD_BEFORE.days, DAYS)
