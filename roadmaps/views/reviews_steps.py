"""What a reviewer does with a whole review: asks, marks, takes over, finishes."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.actions import reviews as actions, reviews_files as files
from roadmaps.actions.programme_files import upload_limits
from roadmaps.actions.reviews_finish import finish_review
from roadmaps.enums import ReviewState, ReviewVerdict
from roadmaps.forms.reviews import (
    MarkedFileForm,
    OpinionForm,
    SecondOpinionForm,
    TakeOverForm,
    VerdictForm,
)
from roadmaps.models import Review
from roadmaps.presenters.review_words import blocked_sentence, sum_sentence
from roadmaps.queries.reviews import possible_reviewers, tally_of
from roadmaps.uploads import limits_in_words
from roadmaps.views.reviews_access import (
    READERS,
    REVIEWERS,
    is_own_desk,
    step_page,
    to_review,
    visible_review,
)
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import sent
from schools.views.forms import posted


# What the forms offer: a week for a colleague, two for the school.
DAYS_FOR_OPINION = 7
DAYS_FOR_SCHOOL = 14


@require_http_methods(["GET", "POST"])
@permission_required(*REVIEWERS)
def finish(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the verdict, and say what keeps the programme from being agreed."""
    review = visible_review(request, pk, Permission.REVIEW_PROGRAMMES)
    if not is_own_desk(request, review):
        return to_review(pk)
    today = timezone.localdate()
    form_class = OpinionForm if review.is_second_opinion else VerdictForm
    blocked = "" if review.is_second_opinion else blocked_sentence(review)
    form = form_class(
        posted(request),
        initial={
            "due_on": today + dt.timedelta(days=DAYS_FOR_SCHOOL),
            "verdict": ReviewVerdict.RETURN if blocked else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            finish_review(
                review=review,
                user=request.user,
                now=timezone.now(),
                today=today,
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _done(review, form.cleaned_data["verdict"]))
            return to_review(pk)
    is_main = not review.is_second_opinion
    return step_page(
        request,
        review,
        form,
        title="Закончить проверку" if is_main else "Дать мнение",
        submit_label="Закончить проверку" if is_main else "Отправить мнение",
        lead=sum_sentence(tally_of(review), review.checklist.threshold_percent),
        blocked=blocked,
        consequence=(
            "Школа сразу увидит оценки, замечания и вывод. "
            "Изменить законченную проверку нельзя."
            if is_main
            else "Мнение увидит основной проверяющий. Изменить его будет нельзя."
        ),
        asked=_silent(review) if is_main else [],
    )


@require_http_methods(["GET", "POST"])
@permission_required(*REVIEWERS)
def second(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask a colleague by name for a second opinion."""
    review = visible_review(request, pk, Permission.REVIEW_PROGRAMMES)
    if not is_own_desk(request, review) or review.is_second_opinion:
        return to_review(pk)
    today = timezone.localdate()
    candidates = possible_reviewers(review.version, round_number=review.round_number)
    form = SecondOpinionForm(
        posted(request),
        candidates=candidates,
        initial={"due_on": today + dt.timedelta(days=DAYS_FOR_OPINION)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask_second_opinion(
                review=review,
                user=request.user,
                now=timezone.now(),
                today=today,
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Попросили: {asked.reviewer}.")
            return to_review(pk)
    return step_page(
        request,
        review,
        form,
        title="Попросить второе мнение",
        submit_label="Попросить",
        nobody=not candidates.exists(),
        consequence=(
            "Коллега получит письмо и свой лист проверки. "
            "Решение по программе останется за вами."
        ),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def take(request: PortalRequest, pk: int) -> HttpResponse:
    """Take over a colleague's review with all that is written in it."""
    review = visible_review(request, pk, Permission.MANAGE_PROGRAMMES)
    form = TakeOverForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_over(
                review=review,
                user=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Теперь эту проверку ведёте вы.")
            return to_review(pk)
    return step_page(
        request,
        review,
        form,
        title="Забрать проверку себе",
        submit_label="Забрать проверку",
        consequence=(
            f"Сейчас её ведёт {review.reviewer or 'никто'}. Оценки и замечания "
            "останутся, дальше писать в ней сможете только вы."
        ),
    )


@require_http_methods(["GET", "POST"])
@permission_required(*REVIEWERS)
@limited("upload")
def marks(request: PortalRequest, pk: int) -> HttpResponse:
    """Attach the programme with marks in it."""
    review = visible_review(request, pk, Permission.REVIEW_PROGRAMMES)
    if not is_own_desk(request, review):
        return to_review(pk)
    is_sent = request.method == "POST"
    form = MarkedFileForm(
        posted(request),
        request.FILES if is_sent else None,
        limits=limits_in_words(upload_limits()),
    )
    if is_sent and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            files.mark_file(
                review=review,
                upload=upload,
                original_name=upload.name,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Файл с пометками приложен.")
            return to_review(pk)
    return step_page(
        request,
        review,
        form,
        title="Файл с пометками",
        submit_label="Приложить файл",
        consequence=(
            "Школа получит его вместе с решением."
            + (" Прежний файл будет заменён." if review.marked_file else "")
        ),
    )


@require_POST
@permission_required(*REVIEWERS)
def marks_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the file with marks back."""
    review = visible_review(request, pk, Permission.REVIEW_PROGRAMMES)
    try:
        files.remove_marked_file(review=review, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, "Файл с пометками убран.")
    return to_review(pk)


@require_GET
@permission_required(*READERS)
def file(request: PortalRequest, pk: int) -> FileResponse:
    """Send the file with marks to whoever may read the review."""
    review = visible_review(request, pk)
    if review.marked_file is None:
        raise Http404
    return sent(review.marked_file)


def _silent(review: Review) -> list[str]:
    """Name those who were asked and have not answered."""
    same = review.version.reviews.filter(
        is_second_opinion=True, round_number=review.round_number, state=ReviewState.OPEN
    )
    return [str(row.reviewer) for row in same.select_related("reviewer")]


def _done(review: Review, verdict: str) -> str:
    if review.is_second_opinion:
        return "Мнение отправлено основному проверяющему."
    if verdict == ReviewVerdict.AGREE:
        return "Программа согласована, школа получит письмо."
    return "Программа возвращена школе с замечаниями."
