"""Says what a document under review still lacks to become a plan."""

from roadmaps.documents.model import RoadMapDocument


NO_TITLE = "У плана нет названия: впишите его."
NO_PERIOD = "Период плана не указан: назовите его, по нему прочитаны сроки."
NO_ACTIVITY = (
    "Нет ни одного мероприятия с названием: проверьте, верно ли названы столбцы."
)


def obstacles(document: RoadMapDocument) -> tuple[str, ...]:
    """Return why no plan can be made of a document yet.

    Parameters
    ----------
    document : RoadMapDocument
        With everything mended; its period counts when the document or a person
        has named it, and not when it was only supposed.

    Returns
    -------
    tuple of str
        One Russian sentence for each obstacle; empty when the plan can be made.
    """
    found = []
    if not document.title.strip():
        found.append(NO_TITLE)
    if not document.period_is_given:
        found.append(NO_PERIOD)
    if not any(activity.title.strip() for activity in document.activities):
        found.append(NO_ACTIVITY)
    return tuple(found)
