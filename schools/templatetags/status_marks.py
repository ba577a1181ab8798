"""How every status looks: its word, its shape and its colour, for pages and charts.

The shape and the word carry the meaning; the colour only repeats it, so a
black-and-white print says the same.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A word, the shape before it and the tone of the shape.

    `colour` and `vega_shape` are for charts, where a style sheet does not reach.
    """

    word: str
    shape: str
    tone: str
    colour: str = ""
    vega_shape: str = ""


# A hollow circle in the box of -1…1 in which Vega draws shapes.
_RING = (
    "M0,-1A1,1,0,1,1,0,1A1,1,0,1,1,0,-1Z"
    "M0,-0.6A0.6,0.6,0,1,0,0,0.6A0.6,0.6,0,1,0,0,-0.6Z"
)
_LOW = Mark("ШНОР", "down", "low", "#b23f33", "triangle-down")
_ADVERSE = Mark("ШНСУ", "square", "adverse", "#a06a0c", "square")
_BOTH = Mark("ШНОР и ШНСУ", "diamond", "both", "#74285a", "diamond")
_RESILIENT = Mark("резильентная", "up", "resilient", "#1e7a54", "triangle-up")
_ORDINARY = Mark("вне групп", "disc", "ordinary", "#66757d", "circle")
_UNCLASSIFIED = Mark("не классифицирована", "ring", "unclassified", "#6f7d85", _RING)

MARKS: dict[str, Mark] = {
    # Statuses and groups of schools.
    "low_results": _LOW,
    "low": _LOW,
    "adverse": _ADVERSE,
    "both": _BOTH,
    "resilient": _RESILIENT,
    "ordinary": _ORDINARY,
    "unclassified": _UNCLASSIFIED,
    "risk_zone": Mark("зона риска", "alert", "risk", "#b2560f", "triangle"),
    "project_500": Mark("500+", "plus", "federal", "#32578f", "cross"),
    # How sure the calculation is.
    "sure": Mark("уверенно", "disc", "strong"),
    "border": Mark("на границе", "half", "warn"),
    "no": Mark("нет", "ring", "neutral"),
    # The 30 % rule.
    "rule_fired": Mark("сработало", "alert", "bad"),
    "rule_silent": Mark("нет данных", "minus", "neutral"),
    # Jobs.
    "idle": Mark("не запущено", "ring", "neutral"),
    "queued": Mark("в очереди", "half", "neutral"),
    "running": Mark("выполняется", "play", "info"),
    "done": Mark("готово", "check", "good"),
    "failed": Mark("не удалось", "cross", "bad"),
    # An import and its rows.
    "reading": Mark("чтение файла", "play", "info"),
    "mapping": Mark("столбцы", "half", "warn"),
    "preview": Mark("проверка", "half", "warn"),
    "writing": Mark("запись", "play", "info"),
    "written": Mark("загружено", "check", "good"),
    "undoing": Mark("отмена", "play", "info"),
    "undone": Mark("отменено", "minus", "neutral"),
    "cancelled": Mark("не загружено", "minus", "neutral"),
    "new": Mark("новая", "plus", "good"),
    "changed": Mark("изменится", "change", "info"),
    "same": Mark("без изменений", "same", "neutral"),
    "error": Mark("ошибка", "cross", "bad"),
    # Findings and messages.
    "warning": Mark("предупреждение", "alert", "warn"),
    "info": Mark("сведения", "note", "info"),
    "success": Mark("выполнено", "check", "good"),
    # Versions of a road map.
    "in_force": Mark("действует", "check", "good"),
    "replaced": Mark("заменена", "minus", "neutral"),
    # Decisions and checks.
    "pending": Mark("не рассмотрено", "ring", "neutral"),
    "accepted": Mark("принято", "check", "good"),
    "declined": Mark("отклонено", "minus", "neutral"),
    "published": Mark("утверждено", "check", "good"),
    "draft": Mark("готовится", "ring", "neutral"),
    "recorded": Mark("принято приказом", "check", "good"),
    # Terms of a road map on a day.
    "due_done": Mark("выполнено", "check", "good"),
    "due_done_bare": Mark("выполнено без документа", "check", "warn"),
    "due_overdue": Mark("просрочено", "alert", "bad"),
    "due_due_soon": Mark("скоро срок", "half", "warn"),
    "due_not_due": Mark("срок не наступил", "ring", "neutral"),
    "due_undated": Mark("без даты", "note", "neutral"),
    "due_cancelled": Mark("отменено", "minus", "neutral"),
    # What schools have put on their sites.
    "link_none": Mark("нет", "ring", "neutral"),
    "link_placed": Mark("размещено", "disc", "good"),
    "link_seen": Mark("проверено", "check", "good"),
    "link_refused": Mark("открыть человеку", "half", "warn"),
    "link_dead": Mark("проверить", "alert", "bad"),
    # Reviews of programmes: scores, remarks, verdicts.
    "score_2": Mark("полностью", "disc", "good"),
    "score_1": Mark("частично", "half", "warn"),
    "score_0": Mark("нет", "cross", "bad"),
    "score_none": Mark("не оценено", "ring", "neutral"),
    "review_open": Mark("проверяется", "play", "info"),
    "verdict_agree": Mark("согласовать", "check", "good"),
    "verdict_return": Mark("вернуть с замечаниями", "change", "warn"),
    "remark_open": Mark("не решено", "alert", "warn"),
    "remark_resolved": Mark("решено", "check", "good"),
    # A school's programme.
    "programme_draft": Mark("черновик", "ring", "neutral"),
    "programme_submitted": Mark("на согласовании", "half", "info"),
    "programme_returned": Mark("возвращена", "alert", "warn"),
    "programme_agreed": Mark("согласована", "plus", "good"),
    "programme_approved": Mark("утверждена", "diamond", "good"),
    "programme_published": Mark("размещена", "up", "good"),
    "programme_running": Mark("исполняется", "play", "info"),
    "programme_extended": Mark("продлена", "change", "info"),
    "programme_finished": Mark("завершена", "check", "good"),
    "programme_replaced": Mark("заменена", "minus", "neutral"),
    # Windows of monitoring, and schools' forms in them.
    "window_planned": Mark("запланировано", "ring", "neutral"),
    "window_waiting": Mark("не открылось", "alert", "warn"),
    "window_open": Mark("открыто", "play", "info"),
    "window_grace": Mark("срок прошёл", "half", "warn"),
    "window_closed": Mark("закрыто", "minus", "neutral"),
    "form_not_started": Mark("не начата", "ring", "neutral"),
    "form_draft": Mark("заполняется", "half", "info"),
    "form_submitted": Mark("отправлена", "up", "info"),
    "form_returned": Mark("возвращена", "change", "warn"),
    "form_submitted_bare": Mark("отправлена без данных", "minus", "info"),
    "form_accepted": Mark("принята", "check", "good"),
    "form_accepted_bare": Mark("принята без данных", "minus", "good"),
    "form_late": Mark("просрочена", "alert", "bad"),
    # Figures against their targets, and against the window before.
    "light_reached": Mark("цель достигнута", "check", "good"),
    "light_near": Mark("близко к цели", "half", "warn"),
    "light_below": Mark("ниже цели", "cross", "bad"),
    "light_partial": Mark("предварительно", "half", "info"),
    "light_no_data": Mark("нет данных", "ring", "neutral"),
    "light_not_due": Mark("срок не наступил", "minus", "info"),
    "light_no_target": Mark("цели нет", "disc", "neutral"),
    "trend_better": Mark("лучше", "up", "good"),
    "trend_worse": Mark("хуже", "down", "bad"),
    "trend_same": Mark("без изменений", "same", "neutral"),
    "trend_broken": Mark("несопоставимо", "alert", "neutral"),
    "matches": Mark("совпало", "check", "good"),
    "differs": Mark("есть расхождения", "cross", "bad"),
}

# Drawn in a box of 12 by 12; `{}` closed and filled, the others as lines.
SHAPES: dict[str, str] = {
    "down": '<path d="M.8 1.8h10.4L6 11.2z" fill="currentColor"/>',
    "up": '<path d="M.8 10.2h10.4L6 .8z" fill="currentColor"/>',
    "square": '<path d="M1.5 1.5h9v9h-9z" fill="currentColor"/>',
    "diamond": '<path d="M6 .2 11.8 6 6 11.8.2 6z" fill="currentColor"/>',
    "disc": '<circle cx="6" cy="6" r="4.2" fill="currentColor"/>',
    "ring": '<circle cx="6" cy="6" r="4" class="glyph__line"/>',
    "half": '<circle cx="6" cy="6" r="4.2" class="glyph__line"/>'
    '<path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor"/>',
    "alert": '<path d="M6 1.4 11.2 10.6H.8z" class="glyph__line"/>'
    '<path d="M6 4.6v2.8M6 8.6v.8" class="glyph__line"/>',
    "plus": '<path d="M6 1v10M1 6h10" class="glyph__line glyph__line--strong"/>',
    "minus": '<path d="M1.5 6h9" class="glyph__line glyph__line--strong"/>',
    "play": '<path d="M2.5 1.2 10.8 6 2.5 10.8z" fill="currentColor"/>',
    "check": '<path d="m1.4 6.4 3.1 3.2L10.8 2.4" class="glyph__line glyph__line--strong"/>',
    "cross": '<path d="m2 2 8 8m0-8-8 8" class="glyph__line glyph__line--strong"/>',
    "change": '<path d="M1 4h8.5M7 1.2 9.8 4 7 6.8M11 8.6H2.5" class="glyph__line"/>',
    "same": '<path d="M1.5 4.2h9M1.5 7.8h9" class="glyph__line"/>',
    "note": '<circle cx="6" cy="6" r="4.8" class="glyph__line"/>'
    '<path d="M6 5.4v3.2M6 3v.8" class="glyph__line"/>',
}
