"""A paper of several sections: one document, numbered, tagged, from no network."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

from schools.reports import renderers
from schools.reports.layout import PROFILES
from schools.reports.render import (
    CONTENTS,
    Section,
    render_paper,
)
from schools.reports.renderers import PaperError, running_workers


PROFILE = PROFILES["gost-2025"]


def section(name: str, rows: int, *, wide: bool = False) -> Section:
    cells = "".join(
        f'<tr><th scope="row">{n}</th><td>Школа № {n}</td></tr>' for n in range(rows)
    )
    html = (
        f'<html lang="ru"><head><title>{name}</title></head>'
        f'<body class="{"wide" if wide else ""}"><h1>{name}</h1>'
        "<table><caption>Школы</caption><thead><tr>"
        '<th scope="col">№</th><th scope="col">Название</th></tr></thead>'
        f"<tbody>{cells}</tbody></table></body></html>"
    )
    return Section(html, name)


FIRST = Section(
    '<html lang="ru"><head><title>Перечень</title></head>'
    f"<body><h1>Перечень</h1>{CONTENTS}</body></html>",
    "Содержание",
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sections = [FIRST, section("Первый", 90), section("Второй", 10, wide=True)]
    made = render_paper(sections, title="Перечень школ", profile=PROFILE)
    assert made.remarks == ()
    path = tmp_path_factory.mktemp("paper") / "paper.pdf"
    path.write_bytes(made.content)
    return path


def words(path: Path, *options: str) -> str:
    command = ["pdftotext", "-layout", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_numbers_run_through_all_sections_from_the_second_page(paper: Path) -> None:
    pages = words(paper).rstrip("\f").split("\f")
    numbers = [
        line.strip() for page in pages for line in page.split("\n") if "Стр." in line
    ]
    total = len(pages)
    assert total > 3
    assert numbers == [f"Стр. {n} из {total}" for n in range(2, total + 1)]


def test_the_contents_name_the_page_on_which_a_section_starts(paper: Path) -> None:
    pages = words(paper).rstrip("\f").split("\f")
    starts = {
        name: 1
        + next(
            n
            for n, page in enumerate(pages)
            if page.lstrip("\n ").find(name) >= 0 and n
        )
        for name in ("Первый", "Второй")
    }
    for name, page in starts.items():
        line = next(line for line in pages[0].split("\n") if name in line)
        assert line.split()[-1] == str(page)


def test_a_wide_section_keeps_its_shape(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        shapes = [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]
    assert shapes == [False] * (len(shapes) - 1) + [True]


def test_the_tags_of_all_sections_hang_under_one_document(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        root = pdf.Root
        tree = root.StructTreeRoot
        assert str(root.Lang) == "ru"
        assert bool(root.MarkInfo.Marked) is True
        assert [str(child.S) for child in tree.K] == ["/Document"]
        kinds = [str(element.S) for element in tree.K[0].K]
        assert kinds.count("/H1") == 3
        keys = [int(k) for k in list(tree.ParentTree.Nums)[::2]]
        assert keys == sorted(set(keys))
        assert [int(page.obj.StructParents) for page in pdf.pages] == keys[
            : len(pdf.pages)
        ]
        pages = {page.obj.objgen for page in pdf.pages}
        table = next(e for e in tree.K[0].K if str(e.S) == "/Table")
        assert _page_of(table).objgen in pages


def _page_of(element: pikepdf.Object) -> pikepdf.Object:
    while pikepdf.Name.Pg not in element:
        kids = element.K
        element = kids[0] if isinstance(kids, pikepdf.Array) else kids
    return element.Pg


def test_header_names_differ_between_sections() -> None:
    twins = [section("Первый", 3), section("Второй", 3)]
    made = render_paper(twins, title="Два", profile=PROFILE)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        names = [
            str(e.ID)
            for e in pdf.objects
            if isinstance(e, pikepdf.Dictionary) and pikepdf.Name.ID in e
        ]
    assert len(names) == len(set(names)) == 10


def test_fonts_are_embedded_and_russian_letters_come_back(paper: Path) -> None:
    table = subprocess.run(
        ["pdffonts", str(paper)], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    assert table
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in table)
    assert "Школа № 89" in words(paper)


def test_one_page_has_no_number() -> None:
    made = render_paper([section("Один", 2)], title="Один", profile=PROFILE)
    assert made.pages == 1
    assert b"PageNumber" not in made.content
    assert "Стр." not in _text(made.content)


def _text(content: bytes) -> str:
    command = ["pdftotext", "-", "-"]
    return subprocess.run(
        command, input=content, check=True, capture_output=True
    ).stdout.decode()


def test_the_same_sections_give_the_same_bytes() -> None:
    sections = [section("Первый", 5), section("Второй", 5)]
    first = render_paper(sections, title="Два", profile=PROFILE)
    assert render_paper(sections, title="Два", profile=PROFILE).content == first.content


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/a.png", "file:///etc/hostname"]
)
def test_nothing_is_fetched(address: str) -> None:
    html = f'<html lang="ru"><title>Рисунок</title><body><img alt="нет" src="{address}"></body></html>'
    made = render_paper([Section(html)], title="Рисунок", profile=PROFILE)
    assert any(address in remark for remark in made.remarks)


def job(path: Path | str) -> dict[str, str]:
    html = '<html lang="ru"><title>т</title><body>Слова</body></html>'
    return {"html": html, "css": "", "path": str(path), "prefix": "0", "variant": ""}


def test_a_fault_of_the_renderer_is_told_and_it_is_not_kept() -> None:
    with running_workers(1) as workers:
        first = workers.idle.get()
        workers.idle.put(first)
        with pytest.raises(PaperError, match="FileNotFound"):
            workers.render_all([job("/nowhere/a.pdf")])
    with pytest.raises(PaperError), running_workers(1) as workers:
        workers.render_all([job("/nowhere/a.pdf")])
    assert first.process.poll() is not None


def test_a_renderer_waits_for_the_next_paper_until_it_has_made_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def process() -> int:
        with running_workers(1) as workers:
            workers.render_all([job(tmp_path / "a.pdf")])
            renderer = workers.idle.get()
            workers.idle.put(renderer)
            return int(renderer.process.pid)

    first = process()
    assert process() == first
    monkeypatch.setattr(renderers, "MOST_PAGES", 1)
    assert process() != first


def test_a_dead_renderer_is_replaced(tmp_path: Path) -> None:
    with running_workers(1) as workers:
        renderer = workers.idle.get()
        workers.idle.put(renderer)
    renderer.process.kill()
    renderer.process.wait()
    with running_workers(1) as workers:
        (answer,) = workers.render_all([job(tmp_path / "a.pdf")])
    assert answer["pages"] == 1


def test_profiles_set_the_margins() -> None:
    assert "margin: 20mm 10mm 20mm 20mm" in PROFILES["gost-2025"].stylesheet()
    assert "margin: 20mm 10mm 20mm 30mm" in PROFILES["gost-2025-archive"].stylesheet()
