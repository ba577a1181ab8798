"""A school's programme as a PDF in the layout of official papers."""

from django.template.loader import render_to_string

from roadmaps.reports.programme_paper import ProgrammePaper
from schools.reports.layout import LayoutProfile
from schools.reports.render import Section, render_paper


def programme_pdf(paper: ProgrammePaper, profile: LayoutProfile) -> bytes:
    """Return the document."""
    html = render_to_string("constructor/papers/programme.html", {"paper": paper})
    sections = [Section(html, paper.title)]
    return render_paper(sections, title=paper.title, profile=profile).content
