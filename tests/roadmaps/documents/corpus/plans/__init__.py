"""All plans of the corpus."""

from tests.roadmaps.documents.corpus.plans import (
    dates,
    defects,
    depths,
    directions,
    flat,
    hard,
    marks,
    merged,
    programmes,
    sections,
    stages,
    tracks,
)


PLANS = (
    *flat.PLANS,
    *dates.PLANS,
    *sections.PLANS,
    *directions.PLANS,
    *stages.PLANS,
    *depths.PLANS,
    *tracks.PLANS,
    *marks.PLANS,
    *programmes.PLANS,
    *merged.PLANS,
    *hard.PLANS,
    *defects.PLANS,
)
