"""All plans of the corpus."""

from tests.roadmaps.documents.corpus.plans import (
    converted,
    dates,
    defects,
    depths,
    directions,
    flat,
    hard,
    marks,
    merged,
    office,
    programmes,
    sections,
    stages,
    tracks,
    wordings,
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
    *converted.PLANS,
    *office.PLANS,
    *wordings.PLANS,
)
