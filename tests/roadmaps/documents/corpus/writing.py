"""Write a plan of the corpus in one of the formats."""

from pathlib import Path

from tests.roadmaps.documents.corpus import write_docx, write_pdf, write_xlsx
from tests.roadmaps.documents.corpus.compose import compose
from tests.roadmaps.documents.corpus.description import Plan


FORMATS = ("docx", "xlsx", "pdf")


class Writer:
    """Writes plans into a folder; the fonts are read once for all PDFs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.fonts = folder, None

    def write(self, plan: Plan, suffix: str) -> Path:
        """Write one file, unless it is there, and give its path."""
        path = self.folder / f"{plan.name}.{suffix}"
        if path.exists():
            return path
        blocks = compose(plan)
        if suffix == "docx":
            write_docx.write(blocks, plan.layout, path)
        elif suffix == "xlsx":
            write_xlsx.write(blocks, plan.layout, path)
        else:
            write_pdf.write(blocks, plan.layout, path, fonts=self._fonts())
        return path

    def _fonts(self):
        if self.fonts is None:
            from weasyprint.text.fonts import FontConfiguration

            self.fonts = FontConfiguration()
        return self.fonts
