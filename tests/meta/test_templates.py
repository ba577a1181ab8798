"""Every template is used, says what it takes, and holds nothing a strict policy forbids."""

import re
from pathlib import Path

import lucide
import pytest
from bootstrap_wrapper import get_bootstrap_css_dir
from django.apps import apps
from django.conf import settings

from roadmaps.constructor import ColumnKind
from roadmaps.presenters.progress import PARTS as PROGRESS_PARTS
from schools.templatetags.status_marks import MARKS


ROOT = Path(settings.BASE_DIR)
APPS = ("config", "schools", "identification", "roadmaps", "monitoring")
# Django and allauth look for these by name.
KNOWN_NAMES = {"403.html", "404.html", "429.html"}
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
BOOTSTRAP = get_bootstrap_css_dir() / "bootstrap.min.css"
# Papers have a style sheet of their own: none of the screen reaches them.
PAPER_STYLE = ROOT / "schools/reports/paper.css"
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))

# Classes that come from libraries: Bootstrap's own are read from its file.
FOREIGN_CLASSES = {
    *("htmx-request", "visible", "key"),
    *("vega-embed", "vega-bind", "vega-bindings"),
}
# Classes put together from a word and a value, with every value there is.
TONES = {mark.tone for mark in MARKS.values()}
DYNAMIC_CLASSES = {
    "glyph--": TONES,
    "notice--": {"success", "info", "warning", "error"},
    "job--": {"done", "failed"},
    "part--level-": {"1", "2", "3"},
    "stepper__step--": {"done", "now", "next"},
    "plan-contents__item--": {"3", "4", "5"},
    "plan-section--": {"2"},
    "draft-cell--": {kind.value for kind in ColumnKind},
    "due-piece--": {code for code in MARKS if code.startswith("due_")}
    | {name for name, _mark, _word in PROGRESS_PARTS},
    "level-": {"2", "3"},
    "document__change--": {"added", "removed"},
    "timeline__bar--": {"low_results", "adverse", "risk_zone", "project_500"},
}


def name_of(template: Path) -> str:
    return template.relative_to(ROOT / "templates").as_posix()


def html() -> dict[str, str]:
    return {name_of(path): path.read_text("utf-8") for path in TEMPLATES}


def without_comments(text: str) -> str:
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)
    return re.sub(r"{#.*?#}", "", text)


def python_sources() -> str:
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return "\n".join(path.read_text("utf-8") for path in files)


def library_templates() -> set[Path]:
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs()]
    return {
        folder
        for folder in folders
        if not folder.is_relative_to(ROOT) or ".venv" in str(folder)
    }


def overrides_a_library(name: str) -> bool:
    return any((folder / name).exists() for folder in library_templates())


def used_names() -> set[str]:
    text = python_sources() + "\n".join(map(without_comments, html().values()))
    return set(re.findall(r"""["']([\w/.{}-]+\.(?:html|txt|svg|xml))["']""", text))


def found(pattern: str, texts: dict[str, str]) -> list[str]:
    """Return «file: match» for every match, so that a failure says where."""
    return [
        f"{name}: {match.group()}"
        for name, text in texts.items()
        for match in re.finditer(pattern, text)
    ]


def own_html() -> dict[str, str]:
    return {name: without_comments(text) for name, text in html().items()}


def read(paths: list[Path]) -> list[str]:
    return [path.read_text("utf-8") for path in paths]


def own_static() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in [*STYLES, *SCRIPTS]}


def is_used(name: str, used: set[str]) -> bool:
    """Whether a name, or a pattern like «papers/{name}.html», stands in the code."""
    return name in used or any(
        re.fullmatch(re.sub(r"{.*?}", r"[^/]+", pattern).replace(".", r"\."), name)
        for pattern in used
        if "{" in pattern
    )


def test_every_template_is_used() -> None:
    used = used_names() | KNOWN_NAMES
    unused = [
        name
        for name in html()
        if not is_used(name, used) and not overrides_a_library(name)
    ]
    assert unused == []


def test_every_named_template_exists() -> None:
    own = {
        name
        for name in used_names()
        if name.split("/")[0] in {"components", "layouts", "tables"}
    }
    assert sorted(own - set(html())) == []


def test_no_inline_style_or_script() -> None:
    inline = (
        r"\sstyle\s*=|<style\b|<script(?![^>]*\bsrc=)|javascript:|\shx-on\b|\shx-vars\b"
    )
    assert found(inline, own_html()) == []


def test_no_inline_handler() -> None:
    assert found(r"""\son[a-z]+\s*=\s*["']""", own_html()) == []


def test_nothing_is_marked_safe() -> None:
    # A letter is plain text: there is nothing to escape for.
    pages = {
        name: text for name, text in own_html().items() if not name.endswith(".txt")
    }
    assert found(r"\|\s*safe(?:seq)?\b|{% autoescape off", pages) == []


def test_no_outside_address() -> None:
    texts = own_html() | own_static()
    addresses = found(r"""(?:https?:)?//[a-z0-9][\w-]*\.[a-z]{2,}[^\s"']*""", texts)
    assert [hit for hit in addresses if "www.w3.org" not in hit] == []


def test_no_comment_of_several_lines_is_printed() -> None:
    """`{# … #}` works on one line only; a longer one would stand on the page."""
    assert found(r"{#(?![^\n]*#})[^\n]*", html()) == []


def test_components_describe_their_arguments() -> None:
    silent = [
        name
        for name, text in html().items()
        if name.startswith("components/")
        and not text.startswith(("{#", "{% comment %}"))
    ]
    assert silent == []


def test_named_icons_exist() -> None:
    names = {
        hit
        for text in own_html().values()
        for hit in re.findall(r"""{%\s*icon\s+["']([\w-]+)["']""", text)
    } | set(re.findall(r"""["']?icon["']?[:=]\s*["']([\w-]+)["']""", python_sources()))
    missing = []
    for name in sorted(names):
        try:
            lucide._load_icon(name)
        except lucide.IconDoesNotExist:
            missing.append(name)
    assert missing == []
    assert "download" in names


# --- style sheets --------------------------------------------------------------


def selectors(style: str) -> str:
    """The style sheet without comments, strings and declarations."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    bare = re.sub(r"""(["']).*?\1|url\([^)]*\)""", "", bare)
    # Innermost blocks are declarations; what a media query holds stays.
    return re.sub(r"{[^{}]*}", ";", bare)


def classes_of(style: str) -> set[str]:
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors(style)))


def own_classes() -> set[str]:
    return set().union(*(classes_of(path.read_text("utf-8")) for path in STYLES))


def written_classes() -> set[str]:
    """Every word that a template, a tag or a script could put into a class."""
    scripts = "\n".join(read(SCRIPTS))
    texts = [*own_html().values(), python_sources(), scripts]
    words = set().union(*(set(re.findall(r"[a-zA-Z][\w-]*", text)) for text in texts))
    made = {prefix + end for prefix, ends in DYNAMIC_CLASSES.items() for end in ends}
    return words | made | FOREIGN_CLASSES


def test_no_rule_without_use() -> None:
    assert sorted(own_classes() - written_classes()) == []


def test_no_rule_of_papers_without_use() -> None:
    papers = [text for name, text in own_html().items() if "/papers/" in name]
    words = set(re.findall(r"[a-zA-Z][\w-]*", "\n".join([*papers, python_sources()])))
    assert sorted(classes_of(PAPER_STYLE.read_text("utf-8")) - words) == []


def test_put_together_classes_are_styled() -> None:
    """A tone without a rule would be a black shape: colour is lost silently."""
    needed = {f"glyph--{tone}" for tone in TONES}
    assert sorted(needed - own_classes()) == []


def test_no_class_without_rule() -> None:
    bootstrap = BOOTSTRAP.read_text("utf-8")
    # A class without a rule may be what a script looks for.
    hooks = set(re.findall(r"\.([a-z][\w-]*)", "".join(read(SCRIPTS))))
    screen = own_classes() | classes_of(bootstrap) | FOREIGN_CLASSES | hooks
    paper = classes_of(PAPER_STYLE.read_text("utf-8"))
    unknown = set()
    for name, text in own_html().items():
        known = paper if "/papers/" in name else screen
        for value in re.findall(r'\bclass="([^"]*)"', text):
            plain = re.sub(r"\S*{{.*?}}\S*", " ", re.sub(r"{%.*?%}", " ", value))
            plain = re.sub(r"\S+--(?=\s|$)", " ", plain)
            unknown |= {
                f"{name}: {word}" for word in plain.split() if word not in known
            }
    assert sorted(unknown) == []


@pytest.mark.parametrize("code", [code for code, mark in MARKS.items() if mark.colour])
def test_charts_and_pages_use_the_same_colour(code: str) -> None:
    tokens = (ROOT / "static/css/tokens.css").read_text("utf-8")
    mark = MARKS[code]
    assert f"--group-{mark.tone}: {mark.colour};" in tokens


# --- the walls can fall ---------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "name", "text"),
    [
        (test_no_inline_style_or_script, "a.html", '<p style="color:red">'),
        (test_no_inline_style_or_script, "a.html", "<script>alert(1)</script>"),
        (test_no_inline_handler, "a.html", '<p onclick="go()">'),
        (test_nothing_is_marked_safe, "a.html", "{{ x|safe }}"),
        (
            test_no_outside_address,
            "a.html",
            '<img src="https://cdn.example.org/x.png">',
        ),
        (test_no_comment_of_several_lines_is_printed, "a.html", "{# one\ntwo #}"),
        (test_components_describe_their_arguments, "components/a.html", "<p></p>"),
        (test_every_template_is_used, "nowhere.html", "<p></p>"),
        (test_no_class_without_rule, "a.html", '<p class="no-such-class">'),
    ],
)
def test_a_fault_is_noticed(check, name, text, monkeypatch: pytest.MonkeyPatch) -> None:
    real = html()
    monkeypatch.setitem(globals(), "html", lambda: real | {name: text})
    with pytest.raises(AssertionError, match=re.escape(name)):
        check()
