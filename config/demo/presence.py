"""Whether the demo region is there; asked at every start, so it imports little."""

from config.demo.vocabulary import REGION
from schools.models import Territory


def is_loaded() -> bool:
    """Tell whether the demo region has been loaded."""
    return Territory.objects.filter(code=REGION[0]).exists()
