"""Addresses of the portal itself: health and the first page."""

from tests.meta.matrix.rows import Row


ROWS = {
    "health_live": Row(post=None, public=True),
    "health_ready": Row(post=None, public=True),
    "today": Row(),
    # Only for developers: switched on by DEBUG or in the demo.
    "component_gallery": Row(404, 404),
}
