"""What a review comes to, in words: the sum, what is in the way, why it was returned."""

from collections.abc import Iterable
from fractions import Fraction

from roadmaps.enums import ReviewVerdict
from roadmaps.models import Review
from roadmaps.queries.reviews import (
    obstacles_of,
    tally_of,
    unsettled_remarks,
)
from roadmaps.workflow.review import Obstacle, Tally
from schools.templatetags.portal_format import NBSP, counted


POINTS = "балл,балла,баллов"
OF_POINTS = "балла,баллов,баллов"
CRITERIA = "критерий,критерия,критериев"
REMARKS = "замечание,замечания,замечаний"
SCORE_WORDS = {0: "нет", 1: "частично", 2: "полностью"}


def percent_words(share: Fraction) -> str:
    """Return «78 %», cut down: what is below the threshold never reads as at it."""
    return f"{int(share)}{NBSP}%"


def sum_sentence(summed: Tally, threshold_percent: int) -> str:
    """Return the live sum against the threshold."""
    if not summed.scored:
        return (
            f"Оценок пока нет. Порог согласования – {threshold_percent}{NBSP}%, "
            f"это {_wanted(summed, threshold_percent)} из {summed.most}."
        )
    begun = (
        f"{percent_words(summed.percent)} – {summed.points} из "
        f"{counted(summed.most, OF_POINTS)}"
    )
    missing = summed.points_missing(threshold_percent)
    if not missing:
        return f"{begun}. Порог {threshold_percent}{NBSP}% набран."
    return (
        f"{begun}. До порога {threshold_percent}{NBSP}% не хватает "
        f"{counted(missing, OF_POINTS)}."
    )


def progress_words(summed: Tally) -> str:
    """Return «оценено 5 из 18»."""
    return f"оценено {summed.scored} из {summed.lines}"


def blocked_sentence(review: Review) -> str:
    """Say in one sentence why the programme cannot be agreed; empty when it can."""
    found = obstacles_of(review)
    if not found:
        return ""
    summed = tally_of(review)
    reasons = [_reason(obstacle, review, summed) for obstacle in found]
    return f"Согласовать пока нельзя: {'; '.join(reasons)}."


def reason_of_return(review: Review) -> str:
    """Say for the timeline why a programme went back, where nobody has written it."""
    summed = tally_of(review)
    count = unsettled_remarks(review).count()
    parts = [f"Не решено: {counted(count, REMARKS)}"] if count else []
    if summed.is_complete:
        parts.append(f"оценка {percent_words(summed.percent)}")
    return ", ".join(parts) + "." if parts else ""


def _reason(obstacle: Obstacle, review: Review, summed: Tally) -> str:
    threshold = review.checklist.threshold_percent
    if obstacle == Obstacle.UNSCORED:
        return f"не оценено {counted(summed.lines - summed.scored, CRITERIA)}"
    if obstacle == Obstacle.STARRED_ZERO:
        return f"ноль по обязательным критериям: {_listed(summed.starred_zeros)}"
    if obstacle == Obstacle.BELOW_THRESHOLD:
        return f"набрано {percent_words(summed.percent)} при пороге {threshold}{NBSP}%"
    return f"не решено {counted(unsettled_remarks(review).count(), REMARKS)}"


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(f"№{NBSP}{number}" for number in numbers)


def _wanted(summed: Tally, threshold_percent: int) -> str:
    return counted(summed.points_missing(threshold_percent), POINTS)


def page_title(review: Review) -> str:
    """Return the heading of a review that one only reads."""
    what = "Второе мнение" if review.is_second_opinion else "Проверка"
    return f"{what}: {review.version.programme.school}"


def verdict_words(review: Review) -> str:
    """Say what a finished review came to."""
    if not review.verdict:
        return ""
    is_agreed = review.verdict == ReviewVerdict.AGREE
    if review.is_second_opinion:
        return "Совет: согласовать" if is_agreed else "Совет: вернуть с замечаниями"
    return "Программа согласована" if is_agreed else "Возвращена с замечаниями"
