"""What the figures of a model mean, in Russian sentences for people."""

from __future__ import annotations

from collections.abc import Mapping

from identification.stats import words
from identification.stats.errors import Finding
from identification.stats.fits import Fit, named


# A variance inflated five times: the usual border of concern (Sheather, 2009).
VIF_WARNING = 5.0
SCHOOLS_PER_FACTOR = 10
HETEROSCEDASTIC = 0.05
# Leave-one-out R² this much below R²: the model speaks of its own schools only.
OVERFIT_GAP = 0.1


def in_words(fit: Fit, *, labels: Mapping[str, str] | None = None) -> list[Finding]:
    """Explain the model and warn of its weaknesses.

    Parameters
    ----------
    fit : Fit
        The fitted model.
    labels : mapping, optional
        Names of factors for people.

    Returns
    -------
    list of Finding
        The explanation (codes ``explained``, ``loo``) first, then warnings:
        ``overfit``, ``few_schools_per_factor``, ``vif``, ``heteroscedastic``,
        ``needless_factor``.
    """
    return [
        *_explained(fit),
        *_few_schools(fit),
        *_inflated(fit, labels),
        *_uneven_spread(fit),
        *_needless(fit, labels),
    ]


def _explained(fit: Fit) -> list[Finding]:
    share = words.percent(fit.r_squared)
    loo = words.percent(fit.loo_r_squared)
    found = [
        Finding(
            "explained",
            f"Условия объясняют {share} различий результатов между школами; "
            f"обычное отклонение школы от ожидаемого — "
            f"{words.number(fit.residual_sd)}.",
        ),
        Finding(
            "loo",
            f"Для школы, по которой модель не строилась, она объяснила бы {loo} "
            "различий.",
        ),
    ]
    if fit.r_squared - fit.loo_r_squared > OVERFIT_GAP:
        message = (
            "Модель подогнана под свои школы: для новых школ она объясняет "
            "заметно меньше. Возьмите меньше факторов."
        )
        found.append(Finding("overfit", message))
    return found


def _few_schools(fit: Fit) -> list[Finding]:
    k = len(fit.names)
    if fit.n >= SCHOOLS_PER_FACTOR * k:
        return []
    factors = words.counted(k, "фактор", "фактора", "факторов")
    message = (
        f"{words.schools(fit.n)} на {factors}: собственной модели не хватает "
        f"данных, нужно не меньше {SCHOOLS_PER_FACTOR} школ на фактор. "
        "Примените коэффициенты региона или возьмите меньше факторов."
    )
    return [Finding("few_schools_per_factor", message)]


def _inflated(fit: Fit, labels: Mapping[str, str] | None) -> list[Finding]:
    return [
        Finding(
            "vif",
            f"Фактор {named(labels, row.name)} во многом повторяет другие "
            f"(VIF {words.number(row.vif, 1)} > {words.number(VIF_WARNING, 0)}): "
            "его коэффициент ненадёжен.",
            row.name,
        )
        for row in fit.coefficients
        if row.vif is not None and row.vif > VIF_WARNING
    ]


def _uneven_spread(fit: Fit) -> list[Finding]:
    if fit.bp_p_value >= HETEROSCEDASTIC:
        return []
    message = (
        "Разброс результатов разный при разных условиях (тест Бройша — Пагана, "
        f"p {_p_in_words(fit.bp_p_value)}): опирайтесь на ошибки HC3."
    )
    return [Finding("heteroscedastic", message)]


def _p_in_words(p_value: float) -> str:
    return "< 0,0001" if p_value < 0.0001 else f"= {words.number(p_value, 4)}"


def _needless(fit: Fit, labels: Mapping[str, str] | None) -> list[Finding]:
    return [
        Finding(
            "needless_factor",
            f"Добавление фактора {named(labels, row.name)} снижает "
            "скорректированный R² (с "
            f"{words.number(row.adj_r_squared, 4)} до "
            f"{words.number(fit.adj_r_squared, 4)}) и R² без самой школы (с "
            f"{words.number(row.loo_r_squared, 4)} до "
            f"{words.number(fit.loo_r_squared, 4)}): модель лучше без него.",
            row.name,
        )
        for row in fit.without
        if row.adj_r_squared > fit.adj_r_squared
        and row.loo_r_squared > fit.loo_r_squared
    ]
