"""The browser bundle of charts is made once a version."""

from importlib.metadata import version
from io import StringIO
from pathlib import Path

from django.core.management import call_command


VERSION = version("vl-convert-python")


def built(tmp_path: Path, settings) -> tuple[str, Path]:
    settings.VAR_DIR = tmp_path
    output = StringIO()
    call_command("build_assets", stdout=output)
    return output.getvalue(), tmp_path / "vega" / "vega-embed.js"


def test_the_bundle_is_written_once_a_version(tmp_path: Path, settings) -> None:
    said, bundle = built(tmp_path, settings)
    assert said == "vega-embed.js: собран.\n"
    text = bundle.read_text("utf-8")
    assert text.startswith(f"/* vl-convert {VERSION} */\n")
    assert "window.vegaEmbed=" in text

    bundle.write_text(f"/* vl-convert {VERSION} */\nold", "utf-8")
    assert built(tmp_path, settings)[0] == "vega-embed.js: уже собран.\n"

    bundle.write_text("/* vl-convert 0.1 */\nold", "utf-8")
    assert built(tmp_path, settings)[0] == "vega-embed.js: собран.\n"
    assert [path.name for path in bundle.parent.iterdir()] == ["vega-embed.js"]
