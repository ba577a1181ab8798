"""Joins rendered sections into one tagged PDF with continuous page numbers.

Joining pages leaves the tag trees behind, so they are joined here: the elements
of every section go under one `Document`, and the keys by which pages point into
the tree are shifted so that they stay different.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    OutlineItem,
    Page,
    Pdf,
)


def join(
    sections: Sequence[tuple[Path, str]],
    target: Path,
    *,
    title: str,
    numbers: Path | None,
) -> None:
    """Write the joined document; `numbers` holds a page of numbering per page."""
    with ExitStack() as opened:
        first, *rest = [
            opened.enter_context(pikepdf.open(path)) for path, _ in sections
        ]
        starts = [0]
        tree = _TagTree(first)
        for source in rest:
            starts.append(len(first.pages))
            first.pages.extend(source.pages)
            tree.add(source, first.pages[starts[-1] :])
        if rest:
            _set_bookmarks(first, [name for _, name in sections], starts)
        if numbers is not None:
            _stamp_numbers(first, opened.enter_context(pikepdf.open(numbers)))
        first.docinfo["/Title"] = title
        first.save(
            target,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )


def page_shapes(path: Path) -> list[bool]:
    """Tell for each page of a file whether it lies on its side."""
    with pikepdf.open(path) as pdf:
        return [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]


class _TagTree:
    """The tag tree of the joined document while it grows."""

    def __init__(self, first: Pdf) -> None:
        self.pdf = first
        root = first.Root.StructTreeRoot
        self.document = root.K[0]
        self.numbers = root.ParentTree.Nums
        self.next_key = _highest(self.numbers) + 1

    def add(self, source: Pdf, pages: Sequence[Page]) -> None:
        """Take over one section's tree; its pages are in the document already."""
        # The copy knows the pages that were copied before and points at them.
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        for element in tree.K[0].K:
            element.P = self.document
        self.document.K.extend(tree.K[0].K)
        keys = tree.ParentTree.Nums
        for position in range(0, len(keys), 2):
            self.numbers.append(int(keys[position]) + self.next_key)
            self.numbers.append(keys[position + 1])
        for page in pages:
            self._shift(page)
        self.next_key += _highest(keys) + 1

    def _shift(self, page: Page) -> None:
        """Shift the keys by which a page and its links point into the tree."""
        if Name.StructParents in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + self.next_key
        for link in page.obj.get(Name.Annots, Array()):
            if Name.StructParent in link:
                link.StructParent = int(link.StructParent) + self.next_key


def _highest(keys: Object) -> int:
    return max((int(keys[n]) for n in range(0, len(keys), 2)), default=-1)


def _set_bookmarks(pdf: Pdf, names: Sequence[str], starts: Sequence[int]) -> None:
    """Give every titled section a bookmark in place of the first one's own."""
    with pdf.open_outline() as outline:
        outline.root.clear()
        outline.root.extend(
            OutlineItem(name, start)
            for name, start in zip(names, starts, strict=True)
            if name
        )


def _stamp_numbers(pdf: Pdf, numbers: Pdf) -> None:
    """Lay the numbering over the pages as decoration that screen readers skip."""
    for number, (page, stamp) in enumerate(
        zip(pdf.pages, numbers.pages, strict=True), 1
    ):
        form = pdf.copy_foreign(stamp.as_form_xobject())
        # Pages of a section share their resources, so each needs a name of its own;
        # the library's own names are random, and the same paper must give the same
        # bytes.
        name = page.add_resource(form, Name.XObject, Name(f"/PageNumber{number}"))
        page.contents_add(b"q\n", prepend=True)
        mark = Dictionary(Type=Name.Pagination).unparse()
        page.contents_add(
            b"\nQ /Artifact %b BDC q %b Do Q EMC\n" % (mark, str(name).encode())
        )
