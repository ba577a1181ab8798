"""Charts on paper: the specification of the page, drawn as a picture."""

import base64
import json

from django.utils.html import format_html
from django.utils.safestring import SafeString

from identification.charts import Figure


# Of Vega-Lite; the version that the browser's bundle draws too.
VEGA_LITE = "6.4"
# A picture of points is drawn this much finer than the page it stands on.
PNG_SCALE = 3


def draw(
    figure: Figure,
    *,
    width: int,
    height: int | None = None,
    row_height: int | None = None,
) -> SafeString:
    """Return the chart as a picture with its sentence as the alternative text.

    Called in a worker's own process only: the library starts threads of its own,
    and a process forked after that would hang.
    """
    # Half a second to import, and only the worker draws.
    import vl_convert  # noqa: PLC0415

    spec = figure.for_paper(width=width, height=height, row_height=row_height)
    svg = vl_convert.vegalite_to_svg(
        json.dumps(spec),
        vl_version=VEGA_LITE,
        allowed_base_urls=[],
    )
    encoded = base64.b64encode(svg.encode()).decode()
    return format_html(
        '<figure><img alt="{}" src="data:image/svg+xml;base64,{}">'
        "<figcaption>{}. {}</figcaption></figure>",
        f"{figure.title}. {figure.sentence}",
        encoded,
        figure.title,
        figure.sentence,
    )


def draw_png(figure: Figure, *, width: int) -> bytes:
    """Return the chart as a PNG, for documents that take no SVG.

    Called in a worker's own process only, for the same reason.
    """
    import vl_convert  # noqa: PLC0415

    return bytes(
        vl_convert.vegalite_to_png(
            json.dumps(figure.for_paper(width=width)),
            vl_version=VEGA_LITE,
            scale=PNG_SCALE,
            allowed_base_urls=[],
        )
    )
